"""What a tag means for cutting a page: which elements part blocks, and what an element says of itself."""

import re
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple


class Kind(IntEnum):
    """What a tag does to the block being read; up to RULE it parts blocks."""

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
NAME = re.compile(r"/?([a-zA-Z][^\s/>]*)")
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


class Tag(NamedTuple):
    """A tag as the cutter needs it: a plain tuple, for a page has thousands."""

    kind: int  # a Kind, as a plain number
    name: str = ""


class Description(NamedTuple):
    """What an opening tag says of its element."""

    words: str  # class, id, role and the like
    step: str  # the element in a path: "div#story.wide.lead"
    hidden: bool


class Tags(dict[str, Tag]):
    """The tags of a page by what stands between `<` and `>`: each is read once."""

    def __missing__(self, source: str) -> Tag:
        """Read a tag met for the first time."""
        tag = self[source] = KNOWN.get(source.partition(" ")[0]) or read_tag(source)
        return tag


def read_tag(source: str) -> Tag:
    """Return what a tag means, given what stands between its angle brackets.

    >>> read_tag('div class="story wide"'), read_tag("/p"), read_tag("!--x--")
    (Tag(kind=1, name='div'), Tag(kind=2, name='p'), Tag(kind=0, name=''))
    """
    found = NAME.match(source)
    if found is None:
        return Tag(0)
    name = found[1].lower()[:NAME_LIMIT]
    closes = source[0] == "/"
    if name in BLOCK_LEVEL or "-" in name:
        return Tag(int(Kind.CLOSE if closes else Kind.OPEN), name)
    return Tag(int(PLAIN.get("/" + name if closes else name, Kind.NOTHING)), name)


KNOWN = {
    name: read_tag(name)
    for each in (
        *BLOCK_LEVEL,
        *(name.strip("/") for name in PLAIN),
        "span",
        "img",
        "input",
        "time",
        "u",
        "sup",
        "small",
    )
    for name in (each, f"/{each}")
}
"""Tags of the elements that make up almost all of a page."""


def describe(source: str) -> Description:
    """Return what an opening tag says of its element; the short ones, which recur from page to page, are remembered.

    >>> describe('div class="story wide"').step
    'div.story.wide'
    """
    return _remembered(source) if len(source) <= SHORT else _described(source)


@lru_cache(maxsize=10_000)
def _remembered(source: str) -> Description:
    return _described(source)


def _described(source: str) -> Description:
    name = (KNOWN.get(source.partition(" ")[0]) or read_tag(source)).name
    values: dict[str, str] = {}
    for key, value in ATTRIBUTE.findall(source) if "=" in source or " " in source else ():
        values.setdefault(key.lower(), value)
    classes = values.get("class", "").split()[:CLASSES_IN_PATH]
    identity = values.get("id", "").strip()
    step = name + (f"#{identity[:NAME_LIMIT]}" if identity else "") + "".join("." + c[:NAME_LIMIT] for c in classes)
    hidden = "hidden" in values or values.get("aria-hidden") == "true"
    hidden = hidden or ("style" in values and HIDING.search(values["style"]) is not None)
    said = (value[:500] for key, value in values.items() if value and key not in ("style", "hidden", "aria-hidden"))
    return Description(" ".join(said), step, hidden)
