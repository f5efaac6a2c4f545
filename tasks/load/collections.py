"""The collections of a store: whoever adds one adds a line here, and it is counted, hashed, archived and migrated."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection; `logged` ones say what runs did, or are made from the others: they are no part of the hash."""

    name: str
    logged: bool = False


COLLECTIONS: tuple[Collection, ...] = (
    Collection("articles"),
    Collection("revisions"),
    Collection("versions"),
    Collection("readings"),
    Collection("captures"),
    Collection("raw"),
    Collection("quarantine"),
    Collection("links"),
    Collection("tombstones"),
    Collection("templates"),
    Collection("sketches", logged=True),
    Collection("commonplaces", logged=True),
    Collection("journal", logged=True),
    Collection("runs", logged=True),
    Collection("plans", logged=True),
)
NAMES = tuple(each.name for each in COLLECTIONS)
HASHED = tuple(each.name for each in COLLECTIONS if not each.logged)
