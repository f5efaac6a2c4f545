"""The collections of a store: whoever adds one adds a line here, and it is counted, hashed, archived and migrated."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection; `logged` ones say what runs did, not what is stored, and are no part of the store's hash."""

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
    Collection("templates"),
    Collection("tombstones"),
    Collection("runs", logged=True),
)
NAMES = tuple(each.name for each in COLLECTIONS)
HASHED = tuple(each.name for each in COLLECTIONS if not each.logged)
