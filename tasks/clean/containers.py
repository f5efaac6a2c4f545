"""What the element around a block, by its name and its classes, says of a block that is no article text."""

import re
from collections.abc import Mapping
from functools import lru_cache

from schemas.page import Role

WORDS: tuple[tuple[Role, tuple[str, ...]], ...] = (
    (Role.CAPTION, ("figcaption", "caption", "wp-caption-text", "bildunterschrift", "legende")),
    (Role.CREDIT, ("credit", "credits", "copyright-holder", "photographer")),
    (
        Role.COMMENTS,
        ("comment", "comments", "respond", "disqus", "kommentar", "kommentare", "commentaires", "livefyre"),
    ),
    (Role.BYLINE, ("byline", "author", "authors", "autor", "auteur")),
    (
        Role.ADVERT,
        ("ad", "ads", "advert", "advertisement", "adslot", "sponsored", "taboola", "outbrain", "promo", "newsletter"),
    ),
    (
        Role.RELATED,
        (
            "related",
            "recirc",
            "recommended",
            "recommendations",
            "teaser",
            "teasers",
            "more",
            "similar",
            "popular",
            "trending",
        ),
    ),
    (Role.FOOTER, ("footer", "colophon", "legal", "copyright")),
    (
        Role.NAVIGATION,
        ("nav", "menu", "navigation", "header", "breadcrumb", "breadcrumbs", "share", "social", "sidebar"),
    ),
)
"""The first role whose word stands in the path has the block: a caption in a teaser is a caption."""
SURE: Mapping[str, Role] = {
    "figcaption": Role.CAPTION,
    "caption": Role.CAPTION,
    "disclosure": Role.ADVERT,
    "standfirst": Role.SUBTITLE,
}
"""Words that decide against the model: on the gold pages under a seventh of what stands in them is article text."""
THREAD = re.compile(r"#(?:comments?|disqus_thread|respond)\b|comments?-area|comment-?list")
"""Where readers' comments stand: on the gold pages half a percent of the words in there are an article's."""
PLACEHOLDER = re.compile(
    r"(?:social|embed|consent|external|video|media)[-_]+(?:embed[-_]+)?placeholder"
    r"|placeholder[-_]+(?:social|embed|external|video|media)",
    re.IGNORECASE,
)
"""What stands in for a video or a post until the reader consents to it."""
TELLING = ("caption", "comment", "disqus_thread", "respond", "placeholder", "disclosure", "standfirst")
"""Of these every step that decides has one: most have none, and need not be searched."""
PART = re.compile(r"[^a-z]+")
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where `imageCaption` is two words."""
ROLES = {word: (rank, role) for rank, (role, names) in enumerate(WORDS) for word in names}


@lru_cache(maxsize=4096)
def container_role(path: str | None) -> Role | None:
    """Return the role a block's path suggests.

    >>> container_role("html>body>section.comments-area>p")
    <Role.COMMENTS: 'comments'>
    """
    return min((found for step in _steps(path) if (found := _ranked(step))), default=(0, None))[1]


@lru_cache(maxsize=4096)
def sure_role(path: str | None) -> Role | None:
    """Return the role of a block that stands where no article text does.

    >>> sure_role("html>body>figure>figcaption>p"), sure_role("html>body>div#comments>p"), sure_role("html>body>p")
    (<Role.CAPTION: 'caption'>, <Role.COMMENTS: 'comments'>, None)
    """
    return next((found for step in _steps(path) if (found := _sure(step))), None)


def _steps(path: str | None) -> list[str]:
    return (path or "")[-400:].split(">")


@lru_cache(maxsize=20_000)
def _ranked(step: str) -> tuple[int, Role] | None:
    """Return the role of one element, which many paths lead through, and its rank."""
    return min((ROLES[part] for part in PART.split(step.lower()) if part in ROLES), default=None)


@lru_cache(maxsize=20_000)
def _sure(step: str) -> Role | None:
    lowered = step.lower()
    if not any(word in lowered for word in TELLING):
        return None
    if THREAD.search(lowered):
        return Role.COMMENTS
    if PLACEHOLDER.search(step):
        return Role.NAVIGATION
    return next((SURE[part] for part in PART.split(HUMP.sub("-", step).lower()) if part in SURE), None)
