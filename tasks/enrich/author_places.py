"""The places where a page names its authors, the surest first."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from schemas.article import Evidence
from schemas.page import ELSEWHERE, UNPRINTED, Block, Cleaned, Markup
from tasks.enrich.byline_lines import NamedLine, byline_lines, said_lines
from tasks.enrich.json_ld import LinkedArticle, linked_page
from tasks.enrich.lines import one_line
from tasks.enrich.markup import meta_values
from tasks.grammar.bylines import without_dates, without_lead
from tasks.grammar.names import Kind, Names, kind_of, read_names

META = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
)
FOREIGN = re.compile(
    r"comment|related|teaser|card|widget|sidebar|recommend|popular|latest|promo|footer|share"
    r"|caption|follow|bildautor|bildnachweis|photographer|fotograf",
    re.IGNORECASE,
)
"""Words in the class of an element, or of those around it, whose author is another article's, a reader, a picture's."""
WRITTEN_BY = re.compile(
    r"written by|von|par|by|author|autor|geschrieben von|escrito por|scritto da|автор", re.IGNORECASE
)
LINK = re.compile(r"https?://|www\.|^@|\.(?:com|org|net)/", re.IGNORECASE)
SITE_AND_PLACE = re.compile(r"[\w-]{2,40}\.[a-z]{2,12},\s")
"""A site and where it is: "hessenschau.de, Frankfurt, Germany" names nobody."""
PLAIN = re.compile(r"[^\W\d_][\w'’.-]{1,30}(?: [^\W\d_][\w'’.-]{1,30}){0,3}")


LISTED = 12
"""Author tags of one name: more are those of the works a study cites."""
MANY = 5
"""Other articles' authors looked for in one byline."""
SHORT = 300
"""Characters of a text whose names are remembered."""
APART = 3
"""Elements of one make with other names in each: more are a list of commenters or of other articles' authors."""


@dataclass(frozen=True, slots=True)
class Place:
    """Names that stand together in one place, and the evidence for them."""

    names: Names
    evidence: Evidence
    sure: bool = True  # False where names only look like the author's


def places(cleaned: Cleaned) -> Iterator[Place]:
    """Yield the places that name somebody: profile, JSON-LD, meta tags, microdata, byline blocks, byline classes."""
    yield from declared(cleaned)
    yield from _printed(cleaned, byline_lines(cleaned))
    yield from _of_elements(_marked(cleaned.page.markup), ("",))


def sure_places(cleaned: Cleaned) -> Iterator[Place]:
    """Yield the places that say whom they name: those of the markup, and the blocks known for bylines."""
    yield from declared(cleaned)
    yield from _printed(cleaned, said_lines(cleaned))


def declared(cleaned: Cleaned) -> Iterator[Place]:
    """Yield the places of profile and markup that name somebody."""
    markup = cleaned.page.markup
    hint = one_line(cleaned.hints.get("authors", ""))
    if hint:
        yield from _place(_named(hint), f"profile:{cleaned.profile}", hint)
    for article in [each for each in linked_page(markup).articles if each.authors][:1]:
        yield from _of_json_ld(article)
    for name, content in _meta(markup):
        names = _named(content)
        if SITE_AND_PLACE.match(content):
            names = Names(organisations=names.organisations)
        yield from _place(names or _user(content), f"meta:{name}", content)
    yield from _of_elements(_marked(markup), ("rel=author", "itemprop=author"))


def of_other_stories(cleaned: Cleaned) -> Iterator[Place]:
    """Yield whom JSON-LD names as authors of other articles: kept beside the article's own, never for them."""
    for article in linked_page(cleaned.page.markup).others:
        for place in _of_json_ld(article):
            yield replace(place, evidence=replace(place.evidence, method="rejected:other-story"))


def _printed(cleaned: Cleaned, lines: Iterable[NamedLine]) -> Iterator[Place]:
    """Yield the bylines but for those that hold the author of a comment, of another article's card or of a hidden box.

    A name that another line or an element of the article has, too, is the article's.
    """
    marked = [(text, hint) for text, hint in cleaned.page.markup.authors if not hint.endswith(UNPRINTED)]
    elsewhere = Counter(text for text, hint in marked if ELSEWHERE in hint)
    own = " ; ".join(text for text, hint in marked if ELSEWHERE not in hint)
    for line in lines:
        names = [text for text in elsewhere if text in line.block.text and text not in own]
        if any(sum(name in block.text for block in cleaned.page.blocks) <= elsewhere[name] for name in names[:MANY]):
            continue
        yield from _place(line.names, line.method, line.block.text, line.block, sure=line.sure)


def _marked(markup: Markup) -> list[tuple[str, str]]:
    """Return the elements that are marked as an author's, with their classes."""
    return [(text, hint) for text, hint in markup.authors if ELSEWHERE not in hint and not FOREIGN.search(hint)]


def _of_json_ld(article: LinkedArticle) -> Iterator[Place]:
    """Yield the authors of an article: a typed person may also be called as no newspaper would print it."""
    people: list[str] = []
    organisations: list[str] = []
    for party in article.authors:
        names = _named(party.name)
        if party.kind == "organization":
            organisations += [*names.people, *names.organisations] or [party.name]
        else:
            people += names.people or ([party.name] if party.kind == "person" and _may_be_user(party.name) else [])
            organisations += names.organisations
    raw = "; ".join(party.name for party in article.authors)
    names = Names(tuple(dict.fromkeys(people)), tuple(dict.fromkeys(organisations)))
    yield from _place(names, "json-ld:author", raw, where=article.where)


def _meta(markup: Markup) -> Iterator[tuple[str, str]]:
    """Yield the contents of author tags; several tags of one name make one list."""
    for name in META:
        contents = [content for _, content in meta_values(markup, name) if not LINK.search(content)]
        if 0 < len(contents) <= LISTED:
            yield name, "; ".join(map(_turned, dict.fromkeys(contents)))
    for (_, label), (name, value) in pairwise(each for each in markup.meta if each[0].startswith("twitter:")):
        if name == "twitter:data1" and WRITTEN_BY.fullmatch(label):
            yield name, value


def _turned(content: str) -> str:
    """Return "Lee, Ann" as "Ann Lee", as libraries write it in their tags."""
    last, comma, rest = content.partition(", ")
    turned = comma and "," not in rest and len(last.split()) == 1 and len(rest.split()) <= 2
    return f"{rest} {last}" if turned and kind_of(rest) is Kind.PERSON is kind_of(last) else content


def _of_elements(marked: Iterable[tuple[str, str]], wanted: tuple[str, ...]) -> Iterator[Place]:
    """Yield the first element of these kinds that names somebody, with those of the same make beside it."""
    first: str | None = None
    texts: list[str] = []
    for text, hint in marked:
        named = _named(text) or (_user(text) if wanted != ("",) else Names())
        if any(word in hint for word in wanted) and (first is None or hint == first) and named:
            first = first or hint
            texts.append(text)
    if first is not None and len(set(texts)) <= APART:
        raw = "; ".join(dict.fromkeys(texts))
        yield from _place(_named(raw) or _user(raw), "element:author", raw, where=first, sure=any(wanted))


def _named(text: str) -> Names:
    """Return the names in an author's place, be it a list or a whole byline."""
    return _read(text) if len(text) <= SHORT else _read.__wrapped__(text)


@lru_cache(maxsize=64)  # a page names the same author in several places
def _read(text: str) -> Names:
    return read_names(without_lead(without_dates(text)))


def _user(text: str) -> Names:
    """Return a user's name that stands where only an author's does ("jsteinhardt")."""
    return Names((text,)) if " " not in text and _may_be_user(text) else Names()


def _may_be_user(name: str) -> bool:
    """Return whether a typed person's name may be a user's: "jsteinhardt"; no link, no job, no "admin"."""
    return kind_of(name) is Kind.NOBODY and not LINK.search(name) and PLAIN.fullmatch(name) is not None


def _place(
    names: Names, method: str, raw: str, block: Block | None = None, where: str | None = None, sure: bool = True
) -> Iterator[Place]:
    if names:
        line, path = (block.line, block.path) if block else (None, where)
        yield Place(names, Evidence(method, line, path, raw[:300]), sure)
