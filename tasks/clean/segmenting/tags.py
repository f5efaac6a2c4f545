"""What a tag means for cutting a page: which elements part blocks, and what an element says of itself."""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache


class Kind(IntEnum):
    """What a tag does to the block being read."""

    NOTHING = 0
    OPEN = 1  # a block-level element begins
    CLOSE = 2
    BREAK = 3  # <br>
    RULE = 4  # <hr>, <img> and other void elements that part blocks
    LINK = 5
    LINK_END = 6
    BOLD = 7
    BOLD_END = 8
    ITALIC = 9
    ITALIC_END = 10


_BLOCK_LEVEL = (
    "address amp-img article aside blockquote body button caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup label legend li main menu nav ol optgroup option p"
    " picture pre search section summary table tbody td tfoot th thead tr ul"
)
BLOCK_LEVEL = frozenset(_BLOCK_LEVEL.split())
_UNREAD = "script style noscript svg iframe template select object video audio canvas map textarea datalist"
UNREAD = _UNREAD.split()
"""Elements whose text no reader sees as text of the page."""
PLAIN = {
    "br": Kind.BREAK,
    "hr": Kind.RULE,
    "a": Kind.LINK,
    "/a": Kind.LINK_END,
    "b": Kind.BOLD,
    "strong": Kind.BOLD,
    "/b": Kind.BOLD_END,
    "/strong": Kind.BOLD_END,
    "i": Kind.ITALIC,
    "em": Kind.ITALIC,
    "/i": Kind.ITALIC_END,
    "/em": Kind.ITALIC_END,
}
NAME = re.compile(r"</?([^\s/>]+)")
ATTRIBUTE = re.compile(
    r"""\s(class|id|itemprop|role|style|hidden|aria-hidden|data-testid|data-component|data-type)(?:="([^"]*)")?""",
    re.IGNORECASE,
)
"""The attributes that say what an element is for: ` class="story lead"` gives ("class", "story lead")."""
HIDING = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)
CLASSES_IN_PATH = 6
SHORT = 200
"""Characters of a tag worth remembering."""
NAME_LIMIT = 80
"""Characters of a class or id kept: a hostile page may name an element with a megabyte."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as the cutter needs it."""

    kind: Kind
    name: str = ""
    words: str = ""  # class, id, role and the like
    step: str = ""  # the element in a path: "div#story.wide.lead"
    hidden: bool = False


def meaning(source: str) -> Tag:
    """Return what a tag means; the short ones, which recur from page to page, are remembered."""
    return _remembered(source) if len(source) <= SHORT else read_tag(source)


@lru_cache(maxsize=10_000)
def _remembered(source: str) -> Tag:
    return read_tag(source)


def read_tag(source: str) -> Tag:
    """Return what a tag means.

    >>> read_tag('<div class="story wide">').step
    'div.story.wide'
    """
    found = NAME.match(source)
    if found is None:
        return Tag(Kind.NOTHING)
    name = found[1].lower()[:NAME_LIMIT]
    closes = source[1] == "/"
    if name in BLOCK_LEVEL or "-" in name:
        return Tag(Kind.CLOSE, name) if closes else _element(name, source)
    return Tag(PLAIN.get("/" + name if closes else name, Kind.NOTHING), name)


def _element(name: str, source: str) -> Tag:
    values: dict[str, str] = {}
    for key, value in ATTRIBUTE.findall(source):
        values.setdefault(key.lower(), value)
    classes = values.get("class", "").split()[:CLASSES_IN_PATH]
    identity = values.get("id", "").strip()
    step = name + (f"#{identity[:NAME_LIMIT]}" if identity else "") + "".join("." + c[:NAME_LIMIT] for c in classes)
    hidden = "hidden" in values or values.get("aria-hidden") == "true" or bool(HIDING.search(values.get("style", "")))
    said = (value[:500] for key, value in values.items() if value and key not in ("style", "hidden", "aria-hidden"))
    return Tag(Kind.OPEN, name, " ".join(said), step, hidden)
