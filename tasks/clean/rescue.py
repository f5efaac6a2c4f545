"""Rescue of a page whose text stands in no element: some sites leave it to a script, and to their JSON-LD."""

from dataclasses import replace

from schemas.page import Block, Cleaned, Decision, Role
from tasks.clean.article_body import body_paragraphs
from tasks.clean.refusing import FEWEST_WORDS
from tasks.clean.shapes import words

ENOUGH = 60
"""Words of an articleBody that are an article and no teaser."""
SCORE = 0.8
"""How likely such a paragraph is article text: on gold pages articleBody taken as the answer reaches .89."""
RULE = "json-ld:articleBody"
PATH = "html>head>script"


def rescued(cleaned: Cleaned) -> Cleaned:
    """Return a page that would be refused for having no text with the paragraphs its JSON-LD calls the article's.

    They stand after its blocks, which are none of it then; any other page comes back as it is.
    """
    if words(cleaned.text) >= FEWEST_WORDS or not cleaned.page.markup.json_ld:
        return cleaned
    paragraphs = body_paragraphs(cleaned.page.markup)
    if sum(map(words, paragraphs)) < ENOUGH:
        return cleaned
    first = len(cleaned.page.blocks) + 1
    blocks = tuple(Block(text, line, "script", PATH) for line, text in enumerate(paragraphs, first))
    page = replace(cleaned.page, blocks=cleaned.page.blocks + blocks)
    shown = (replace(each, role=Role.NAVIGATION, rule=RULE) if each.kept else each for each in cleaned.decisions)
    told = (Decision(block, Role.BODY, SCORE, RULE) for block in blocks)
    return replace(cleaned, page=page, decisions=(*shown, *told), text="\n\n".join(paragraphs))
