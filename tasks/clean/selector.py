"""A small CSS: element names, ids and classes, descendant and child, matched on a block's path without a tree."""

import re
from dataclasses import dataclass

NAME = r"[A-Za-z0-9_-]{1,100}"
PART = re.compile(rf"(?P<tag>[a-z][a-z0-9-]{{0,40}}|\*)?(?:#(?P<id>{NAME}))?(?P<classes>(?:\.{NAME}){{0,5}})")


@dataclass(frozen=True, slots=True)
class Simple:
    """One element of a selector: a name or none, an id or none, and the classes it must have."""

    tag: str | None
    identity: str | None
    classes: frozenset[str]
    child: bool  # it must be the child of the element before it, else any descendant will do

    def fits(self, step: str) -> bool:
        """Return whether one step of a path ("div#main.story.wide") is such an element."""
        name, *classes = step.split(".")
        tag, _, identity = name.partition("#")
        if self.tag not in (None, tag) or self.identity not in (None, identity):
            return False
        return self.classes <= frozenset(classes)


@dataclass(frozen=True, slots=True)
class Selector:
    """One selector without commas."""

    parts: tuple[Simple, ...]

    def matches(self, path: str) -> bool:
        """Return whether the block at the path, or an element it stands in, is selected."""
        if not all(name in path for part in self.parts for name in (*part.classes, part.identity) if name):
            return False
        steps = path.split(">")
        return any(self._ends_at(steps, end, len(self.parts)) for end in range(len(steps), 0, -1))

    def _ends_at(self, steps: list[str], end: int, count: int) -> bool:
        """Return whether the first `count` parts match with the last of them at the step before `end`."""
        while count and end:
            part = self.parts[count - 1]
            if not part.fits(steps[end - 1]):
                return False
            count, end = count - 1, end - 1
            if count and not part.child:
                while end and not self.parts[count - 1].fits(steps[end - 1]):
                    end -= 1
        return count == 0


def parse_selector(text: str) -> tuple[Selector, ...]:
    """Return the selectors of a comma-separated list.

    >>> [bool(each.matches("html>body>div.story>p")) for each in parse_selector("div.story > p, .lead")]
    [True, False]
    >>> [each.matches("html>body>div#main.story>p") for each in parse_selector("div.story, #main > p, #other")]
    [True, True, False]

    Raises:
        ValueError: the text uses more of CSS than this.
    """
    return tuple(_parse_one(each) for each in text.split(","))


def _parse_one(text: str) -> Selector:
    parts: list[Simple] = []
    child = False
    for piece in text.replace(">", " > ").split():
        if piece == ">":
            child = True
            continue
        found = PART.fullmatch(piece)
        if found is None or not piece:
            raise ValueError(f"a selector may hold names, ids and classes only: {text.strip()!r}")
        tag = found["tag"] if found["tag"] != "*" else None
        parts.append(Simple(tag, found["id"], frozenset(filter(None, found["classes"].split("."))), child))
        child = False
    if not parts or child:
        raise ValueError(f"no selector: {text.strip()!r}")
    return Selector(tuple(parts))
