"""Being killed, as it looks from inside: between two writes, and within one."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tasks.load.mongo import Document, Mongo, Written


class Killed(BaseException):
    """What a kill looks like from inside: nothing handles it."""


class Torn(Mongo):
    """A database that stops in the middle of a bulk on one collection."""

    def __init__(self, client: Any, name: str, torn: str) -> None:
        super().__init__(client, name, "mongomock")
        self._torn = torn

    def replace(
        self, collection: str, documents: Sequence[Document], were: Mapping[str, Mapping[str, Any]] | None = None
    ) -> Written:
        if collection != self._torn or not documents:
            return super().replace(collection, documents, were)
        super().replace(collection, documents[: len(documents) // 2], were)
        raise Killed


def ends(point: str, after: int = 0) -> Callable[[str], None]:
    """Return a hook that ends the program when a point is reached for so many times."""
    left = [after]

    def hook(name: str) -> None:
        if name == point:
            left[0] -= 1
            if left[0] < 0:
                raise Killed

    return hook
