"""The objects of a page's JSON-LD: which describe the page itself, and which are anywhere in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

MOST = 5_000
"""Objects looked at on one page; a real page has some hundred."""
DEEP = 40
"""Levels looked into."""
EACH = 50
"""Names, keywords or steps kept of one list."""
PARENTS = frozenset({"@graph", "mainentity", "mainentityofpage", "subjectof", "haspart"})
"""The properties in which a page's own article stands; elsewhere it is another page's."""
PART = "haspart"
"""Of these the one whose articles must prove by headline or address that they are the page's."""


Node = Mapping[str, object]
Roots = Sequence[tuple[object, str]]
"""The values the scripts hold, each with the script it stands in."""


@dataclass(frozen=True, slots=True)
class OwnNode:
    """An object that describes the page itself, or claims to."""

    node: Node
    where: str  # the script it stands in
    is_part: bool  # in "hasPart"


def own_nodes(roots: Roots) -> tuple[tuple[OwnNode, ...], bool]:
    """Return the objects at the top, in a graph, as main entity, or as a part of it; and whether these are all."""
    found: list[OwnNode] = []
    seen, too_deep = 0, False
    waiting = [(value, where, False, 0) for value, where in reversed(roots)]
    while waiting and seen < MOST:
        value, where, is_part, depth = waiting.pop()
        seen += 1
        if depth > DEEP:
            too_deep = True
            continue
        if isinstance(value, list):
            waiting += [(each, where, is_part, depth + 1) for each in reversed(value[: MOST + 1])]
        elif isinstance(value, dict):
            found.append(OwnNode(value, where, is_part))
            held = [(name.lower(), each) for name, each in value.items() if isinstance(each, (dict, list))]
            below = [(name, each) for name, each in held if name in PARENTS]
            waiting += [(each, where, is_part or name == PART, depth + 1) for name, each in reversed(below)]
    return tuple(found), not (waiting or too_deep)


def all_nodes(roots: Roots) -> Iterator[Node]:
    """Yield every object, breadth first, MOST of them at the most."""
    level: list[object] = [value for value, _ in roots]
    seen = 0
    for _ in range(DEEP):
        below: list[object] = []
        for value in level:
            seen += 1
            if seen > MOST:
                return
            if isinstance(value, dict):
                yield value
                below += [each for each in value.values() if isinstance(each, (dict, list))]
            elif isinstance(value, list):
                below += [each for each in value if isinstance(each, (dict, list))]
        level = below


def by_id(roots: Roots) -> dict[str, Node]:
    """Return the objects that others refer to by "@id": the fullest of each name."""
    named: dict[str, Node] = {}
    for node in all_nodes(roots):
        name = node.get("@id")
        if isinstance(name, str) and len(node) > 1 and len(node) > len(named.get(name, ())):
            named[name] = node
    return named


def kinds_of(node: Node) -> tuple[str, ...]:
    """Return an object's types by their last part: "http://schema.org/NewsArticle" is NewsArticle."""
    types = node.get("@type")
    listed = types if isinstance(types, list) else [types]
    return tuple(each.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for each in listed[:EACH] if isinstance(each, str))
