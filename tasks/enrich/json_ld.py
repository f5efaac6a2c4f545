"""What a page's JSON-LD says of its article: a typed view of NewsArticle and its kin."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from schemas.page import Markup
from tasks.enrich.json_ld_nodes import EACH, Node, OwnNode, Roots, all_nodes, by_id, kinds_of, own_nodes
from tasks.enrich.lenient_json import Repeating, load_values
from tasks.enrich.lines import one_line
from tasks.enrich.own_story import OwnStory, own_story

POSITION = re.compile(r"[0-9]{1,4}")
STORIES = 200
"""Articles compared with the page's own story; a page with more lists them."""
KINDS = ("article", "posting", "report", "review", "opinion")
"""How the types of articles end: NewsArticle, BlogPosting, LiveBlogPosting, Report …"""
WORKS = ("recipe", "howto")
"""How the types of works end that a page may hold in an article's place: read where the page is about that work."""


@dataclass(frozen=True, slots=True)
class Party:
    """A person or an organisation, as named."""

    name: str
    kind: str | None  # "person", "organization", None where only the name is given
    url: str | None = None


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """An article as JSON-LD describes it; every field as written, None or empty where it is not."""

    kinds: tuple[str, ...]  # the types, "NewsArticle"
    where: str  # "json-ld[0]": the script it stands in
    headline: str | None = None
    alternative: str | None = None  # alternativeHeadline
    description: str | None = None
    authors: tuple[Party, ...] = ()
    creators: tuple[Party, ...] = ()  # "creator" and "contributor"
    publisher: str | None = None
    published: str | None = None
    modified: str | None = None
    created: str | None = None
    uploaded: str | None = None
    section: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None
    has_more_authors: bool = False  # than are kept
    location: str | None = None  # where it was written, "dateline"
    addresses: tuple[str, ...] = ()  # all that it gives of itself: url, @id, mainEntityOfPage


@dataclass(frozen=True, slots=True)
class LinkedPage:
    """Everything the JSON-LD of one page says that a record asks for."""

    articles: tuple[LinkedArticle, ...] = ()  # of the page's own story, the surest first
    others: tuple[LinkedArticle, ...] = ()  # of other stories, and what does not say of which where one does
    web_page: LinkedArticle | None = None  # the WebPage itself, where it is described
    breadcrumbs: tuple[str, ...] = ()
    site: str | None = None  # the name of the WebSite, or else of the one Organization
    flags: tuple[str, ...] = ()


def articles(markup: Markup) -> tuple[LinkedArticle, ...]:
    """Return what a page's JSON-LD says of the page's own story, the surest first."""
    return linked_page(markup).articles


@lru_cache(maxsize=2)
def linked_page(markup: Markup) -> LinkedPage:
    """Return what a page's JSON-LD says; parsed once for all the enrichers that ask for one page."""
    return _read(markup.json_ld, own_story(markup)) if markup.json_ld else LinkedPage()


def _read(scripts: tuple[str, ...], story: OwnStory) -> LinkedPage:
    values = [(value, place) for place, script in enumerate(scripts) for value in load_values(script)]
    roots = [(value, f"json-ld[{place}]") for value, place in values if isinstance(value, (dict, list))]
    nodes, are_all = own_nodes(roots)
    articles, pages = _described(nodes, by_id(roots), story)
    own, others = _told_apart(articles)
    read = {place for _, place in values}
    is_unread = any(place not in read for place, script in enumerate(scripts) if script.strip())
    flags = {
        "json-ld-unread": is_unread or not are_all,
        "json-ld-repeats": any(isinstance(each.node, Repeating) for each in nodes),
        "authors-cut": any(article.has_more_authors for article in own[:1]),
    }
    page = next((each for each in pages if _agreement(each, story) >= 0), None)
    others += tuple(each for each in pages if _agreement(each, story) < 0)
    raised = tuple(name for name, is_raised in flags.items() if is_raised)
    return LinkedPage(own, others, page, _breadcrumbs(roots), _site(roots), raised)


def _described(
    nodes: Iterable[OwnNode], named: Mapping[str, Node], story: OwnStory
) -> tuple[list[tuple[int, LinkedArticle]], list[LinkedArticle]]:
    """Return the articles, each with how much it agrees with the page's story, and the pages that are described."""
    articles: list[tuple[int, LinkedArticle]] = []
    pages: list[LinkedArticle] = []
    for each in nodes:
        kinds = kinds_of(each.node)
        is_work = any(kind.lower().endswith(WORKS) for kind in kinds)
        if len(articles) < STORIES and (is_work or any(kind.lower().endswith(KINDS) for kind in kinds)):
            article = _article(each.node, kinds, each.where, named)
            agreement = _agreement(article, story)
            articles.append((-1 if (each.is_part or is_work) and agreement < 1 else agreement, article))
        elif any(kind.endswith("Page") for kind in kinds):
            pages.append(_article(each.node, kinds, each.where, named))
    return articles, pages


def _agreement(article: LinkedArticle, story: OwnStory) -> int:
    return story.agreement(article.headline, article.addresses)


def _told_apart(
    found: Sequence[tuple[int, LinkedArticle]],
) -> tuple[tuple[LinkedArticle, ...], tuple[LinkedArticle, ...]]:
    """Return the articles of the page's own story, those first that agree most, and the others.

    Where one says of itself that it is the page's, one that says nothing of itself is not.
    """
    least = min(1, max((agreement for agreement, _ in found), default=0))
    own = sorted((each for each in found if each[0] >= max(0, least)), key=lambda each: -each[0])
    others = (article for agreement, article in found if agreement < max(0, least))
    return tuple(article for _, article in own), tuple(others)


def _article(node: Node, kinds: tuple[str, ...], where: str, named: Mapping[str, Node]) -> LinkedArticle:
    return LinkedArticle(
        kinds=kinds,
        where=where,
        headline=_text(node.get("headline")) or _text(node.get("name")),
        alternative=_text(node.get("alternativeHeadline")) or _text(node.get("alternateName")),
        description=_text(node.get("description")),
        authors=_parties(node.get("author"), named),
        creators=_parties(node.get("creator"), named) + _parties(node.get("contributor"), named),
        publisher=next((party.name for party in _parties(node.get("publisher"), named)), None),
        published=_text(node.get("datePublished")),
        modified=_text(node.get("dateModified")),
        created=_text(node.get("dateCreated")),
        uploaded=_text(node.get("uploadDate")),
        section=_texts(node.get("articleSection")),
        keywords=_texts(node.get("keywords")),
        url=_text(node.get("url")) or _reference(node.get("mainEntityOfPage")),
        language=_text(node.get("inLanguage")),
        location=_text(node.get("dateline")),
        addresses=_addresses(node),
        has_more_authors=isinstance(authors := node.get("author"), list) and len(authors) > EACH,
    )


def _addresses(node: Node) -> tuple[str, ...]:
    given = (_reference(node.get(name)) for name in ("url", "@id", "mainEntityOfPage"))
    return tuple(dict.fromkeys(address for address in given if address))


def _text(value: object) -> str | None:
    """Return a string, the first of a list, or the "@value" or name of an object, as one line."""
    for _ in range(3):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = value.get("@value") or value.get("name") or value.get("headline")
    return one_line(value) if isinstance(value, str) else None


def _texts(value: object) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [value]
    return tuple(text for each in listed[:EACH] if (text := _text(each)))


def _reference(value: object) -> str | None:
    """Return the address an object or a string stands for."""
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return _text(value) if isinstance(value, str) else None


def _parties(value: object, named: Mapping[str, Node]) -> tuple[Party, ...]:
    listed = value if isinstance(value, list) else [value]
    parties: list[Party] = []
    for each in listed[:EACH]:
        if isinstance(each, list):
            parties += _parties(each[:1], named) if each and not isinstance(each[0], list) else ()
        elif (party := _party(each, named)) is not None:
            parties.append(party)
    return tuple(parties)


def _party(value: object, named: Mapping[str, Node]) -> Party | None:
    if isinstance(value, str):
        name = one_line(value)
        return Party(name, None) if name else None
    if not isinstance(value, dict):
        return None
    identity = value.get("@id")
    if "name" not in value and isinstance(identity, str):
        value = named.get(identity, value)
    name = _text(value.get("name"))
    kinds = [kind.lower() for kind in kinds_of(value)]
    if not name:
        return None
    kind = "person" if "person" in kinds else "organization" if any("organization" in kind for kind in kinds) else None
    return Party(name, kind, _reference(value.get("url")))


def _breadcrumbs(roots: Roots) -> tuple[str, ...]:
    """Return the steps of the first breadcrumb that has any."""
    for node in all_nodes(roots):
        items = node.get("itemListElement")
        if "BreadcrumbList" in kinds_of(node) and isinstance(items, list):
            steps = tuple(step for each in _in_order(items[:EACH]) if (step := _step(each)))
            if steps:
                return steps
    return ()


def _in_order(items: Sequence[object]) -> Sequence[object]:
    """Return the items by their position where each has one, else as they stand."""
    places = [item.get("position") if isinstance(item, dict) else None for item in items]
    if not all(isinstance(place, str) and POSITION.fullmatch(place) for place in places):
        return items
    return [item for _, item in sorted(zip(places, items, strict=True), key=lambda each: int(str(each[0])))]


def _step(item: object) -> str | None:
    if not isinstance(item, dict):
        return None
    inner = item.get("item")
    return _text(item.get("name")) or (_text(inner.get("name")) if isinstance(inner, dict) else None)


def _site(roots: Roots) -> str | None:
    names: dict[str, list[str]] = {"WebSite": [], "Organization": []}
    for node in all_nodes(roots):
        for kind in kinds_of(node):
            filed = "Organization" if kind.endswith("Organization") else kind
            if filed in names and (name := _text(node.get("name"))):
                names[filed].append(name)
    distinct = set(names["Organization"])
    return next(iter(names["WebSite"]), None) or (next(iter(distinct)) if len(distinct) == 1 else None)
