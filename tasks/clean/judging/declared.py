"""What a page's own markup says it is, where that is no article: a product, a question with its answers."""

import json
from collections.abc import Iterator, Mapping

from schemas.page import Markup

LONGEST = 200_000
"""Characters of a script that is parsed: what a page is called is short."""
KINDS: Mapping[str, str] = {
    "Product": "a product",
    "ProductGroup": "a product",
    "QAPage": "a question with its answers",
    "CollectionPage": "a collection",
    "SearchResultsPage": "the results of a search",
    "JobPosting": "a post to be filled",
}
"""Types of JSON-LD that a page has which is no article. Of 1,289 articles none has one without an article's as well;
two are called a forum's posting, though, and one a list."""


def declared_kind(markup: Markup) -> str | None:
    """Return what the page says it is, or None where it says nothing or calls itself, or anything in it, an article."""
    if not any(f'"{kind}"' in script for script in markup.json_ld for kind in KINDS):  # most pages: nothing to parse
        return None
    if any("Article" in script or "BlogPosting" in script for script in markup.json_ld):
        return None
    if any(_tells_of_an_article(name, content) for name, content in markup.meta):
        return None
    types = (kind for script in markup.json_ld for entity in _entities(script) for kind in _types(entity))
    return next((KINDS[kind] for kind in types if kind in KINDS), None)


def _tells_of_an_article(name: str, content: str) -> bool:
    return (name == "og:type" and "article" in content.casefold()) or "published" in name or "pubdate" in name


def _entities(script: str) -> Iterator[Mapping[str, object]]:
    """Yield what a script is about: what stands in something else is a part of that."""
    if len(script) > LONGEST:
        return
    try:
        found = json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return
    for entity in found if isinstance(found, list) else [found]:
        graph = entity.get("@graph") if isinstance(entity, dict) else None
        for each in graph if isinstance(graph, list) else [entity]:
            if isinstance(each, dict):
                yield each
                main = each.get("mainEntity")
                if isinstance(main, dict):
                    yield main


def _types(entity: Mapping[str, object]) -> Iterator[str]:
    kind = entity.get("@type")
    yield from (each for each in (kind if isinstance(kind, list) else [kind]) if isinstance(each, str))
