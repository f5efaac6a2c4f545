"""What a migration is: one file in tasks/load/migrations, ending in `MIGRATION = Migration(…)`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Document = dict[str, Any]
Change = Callable[[Document], Document]


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A pure change of each document of a collection, written only over the document that was read.

    `guard` names fields, never null, of which one differs in every other version of the same document.
    """

    change: Change
    guard: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Migration:
    """The step from the form before to the form `to`.

    Documents of collections without a rewrite get the new version and the fields in `adds`, and stay as they are
    otherwise. It only adds: programs that read and write meanwhile are not disturbed, and a step that was cut off is
    taken again.
    """

    to: int
    says: str  # what it brings, for people
    rewrites: Mapping[str, Rewrite] = field(default_factory=dict)
    adds: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
