"""A flag that an enricher leaves on the record for `quality`, which judges last."""

from dataclasses import replace

from schemas.article import Article, Quality


def flagged(article: Article, name: str) -> Article:
    """Return the article with a flag more; the score is still to be judged."""
    earlier = article.quality or Quality(0.0)
    return replace(article, quality=replace(earlier, flags=(*earlier.flags, name)))
