"""The article's title, in the words the page prints, without the name of its site."""

from dataclasses import replace

from schemas.article import Article, Evidence
from schemas.page import Cleaned
from tasks.enrich.enricher import Enricher
from tasks.enrich.lines import one_line
from tasks.enrich.title_weighing import best_title
from tasks.grammar.titles import LONGEST


def find_title(cleaned: Cleaned, article: Article) -> Article:
    """Fill `title`: what the profile selects, else the candidate with the most evidence.

    Candidates of an HTML page are the block taken for the headline, `<h1>`, JSON-LD headline, og:title,
    twitter:title, `<title>`, other title tags and the last step of a breadcrumb; of a text capture that block, the
    last steps of breadcrumb lines, the parts of the first line and the lines before the text. Those that agree add
    up, the site's name left out; printed words go before those of the markup. At most 500 characters.
    """
    hint = one_line(cleaned.hints.get("title", ""))
    if hint and len(hint) <= LONGEST:
        return replace(article, title=hint).proving("title", _hinted(cleaned, hint))
    best = best_title(cleaned)
    if best is None:
        return article
    source = best.best
    line = source.block.line if source.block else None
    where = source.block.path if source.block else source.where
    return replace(article, title=source.text).proving("title", Evidence(source.method, line, where, source.raw))


def _hinted(cleaned: Cleaned, hint: str) -> Evidence:
    line = next((block.line for block in cleaned.page.blocks if block.text == hint), None)
    return Evidence(f"profile:{cleaned.profile}", line, raw=hint)


ENRICHER = Enricher(name="title", run=find_title)
