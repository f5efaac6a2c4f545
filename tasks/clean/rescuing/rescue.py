"""Rescue of a page whose text, or most of it, no element shows: its JSON-LD has it, a script, or a `<noscript>`."""

from dataclasses import replace

from schemas.page import Block, Cleaned, Decision, Page, Role
from tasks.clean.judging.refusing import FEWEST_WORDS
from tasks.clean.rescuing.article_body import body_paragraphs
from tasks.clean.rescuing.brief import with_brief
from tasks.clean.rescuing.continuing import continued
from tasks.clean.rescuing.scripted import scripted_paragraphs
from tasks.clean.rescuing.unseen import unseen_paragraphs
from tasks.clean.shapes import words

ENOUGH = 60
"""Words of an articleBody that are an article and no teaser."""
SCORE = 0.8
"""How likely such a paragraph is article text: on gold pages articleBody taken as the answer reaches .89."""
RULE, SCRIPT, UNSEEN = "json-ld:articleBody", "script:text", "unseen:text"
"""What decided: where such text was found."""
PLACES = {RULE: "html>head>script", SCRIPT: "html>head>script", UNSEEN: "html>body>noscript"}
PUBLISHED = "article:published_time"


def rescued(cleaned: Cleaned) -> Cleaned:
    """Return a page that would be refused for having no text with the paragraphs that its scripts hold.

    Those of its JSON-LD come first, for it says which they are, and those of a `<noscript>` last; the first go, too,
    before a text that is only their beginning. They stand after the page's blocks, which are none of the text then;
    of a capture without tags a brief is kept. Any other page comes back as it is.
    """
    if cleaned.page.capture.format != "html":
        return with_brief(cleaned)
    if words(cleaned.text) >= FEWEST_WORDS:
        paragraphs = continued(cleaned)
        return _told(_flagged(cleaned), RULE, paragraphs) if paragraphs else cleaned
    for rule, find in ((RULE, _in_json_ld), (SCRIPT, _in_scripts), (UNSEEN, _unseen)):
        paragraphs = find(cleaned.page)
        if sum(map(words, paragraphs)) >= ENOUGH:
            return _told(cleaned, rule, paragraphs)
    return cleaned


def _in_json_ld(page: Page) -> tuple[str, ...]:
    return body_paragraphs(page.markup)


def _in_scripts(page: Page) -> tuple[str, ...]:
    """Return what the scripts tell where the page calls itself an article: a forum's or a shop's hold prose as well."""
    dated = any(name == PUBLISHED for name, _ in page.markup.meta)
    return scripted_paragraphs(page) if dated or _is_called_article(page) else ()


def _unseen(page: Page) -> tuple[str, ...]:
    """Return what readers without scripts are told; a date alone does not make it an article: forums give one."""
    return unseen_paragraphs(page, an_article=_is_called_article(page))


def _is_called_article(page: Page) -> bool:
    return any(name == "og:type" and said.strip().lower() == "article" for name, said in page.markup.meta)


def _flagged(cleaned: Cleaned) -> Cleaned:
    return replace(cleaned, page=replace(cleaned.page, flags=(*cleaned.page.flags, "beginning-shown")))


def _told(cleaned: Cleaned, rule: str, paragraphs: tuple[str, ...]) -> Cleaned:
    first, path = len(cleaned.page.blocks) + 1, PLACES[rule]
    blocks = tuple(Block(text, line, path.rpartition(">")[2], path) for line, text in enumerate(paragraphs, first))
    page = replace(cleaned.page, blocks=cleaned.page.blocks + blocks)
    shown = (replace(each, role=Role.NAVIGATION, rule=rule) if each.kept else each for each in cleaned.decisions)
    told = (Decision(block, Role.BODY, SCORE, rule) for block in blocks)
    return replace(cleaned, page=page, decisions=(*shown, *told), text="\n\n".join(paragraphs))
