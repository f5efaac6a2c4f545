"""Pages that stand in an article's place: nothing found, a captcha, a login, a consent wall, a paywall."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources

from pydantic import BaseModel, ConfigDict

from schemas.page import Block, Page
from tasks.clean.shapes import words

LONGEST = 600
"""Characters of a block that is looked at: what a wall has to say is short."""
LOOKED_AT = 300
"""Blocks looked at: a wall is all there is."""


class Wall(BaseModel):
    """One kind of wall: what it says, and how much text it can have, as an article's and in all."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    most: int
    page: int
    message: str
    phrases: tuple[str, ...]
    share: float = 0.0  # of the text taken for the article's, that must say so


def wall_of(page: Page, kept: Sequence[Block]) -> Wall | None:
    """Return the wall that a page is, or None.

    Only a page with little text can be one: a story about passwords has more to say than a login page.
    """
    size = sum(words(block.text) for block in kept)
    if size > max(wall.most for wall in _walls().values()):
        return None
    whole = sum(words(block.text) for block in page.blocks)
    walls = [wall for wall in _walls().values() if size <= wall.most and whole <= wall.page]
    if not walls:
        return None
    lines = [*(block.text for block in page.blocks[:LOOKED_AT]), page.markup.title or ""]
    said = "\n".join(map(_folded, lines))
    return next((wall for wall in walls if _says(wall, said) and _is_mostly(wall, kept, size)), None)


def _says(wall: Wall, said: str) -> bool:
    return any(phrase in said for phrase in wall.phrases)


def _is_mostly(wall: Wall, kept: Sequence[Block], size: int) -> bool:
    if not wall.share:
        return True
    about = sum(words(block.text) for block in kept if _says(wall, _folded(block.text)))
    return about >= wall.share * size


def _folded(text: str) -> str:
    return text[:LONGEST].casefold().replace("’", "'")


@lru_cache(maxsize=1)
def _walls() -> Mapping[str, Wall]:
    tables = tomllib.loads((resources.files(__package__) / "walls.toml").read_text(encoding="utf-8"))
    return {name: Wall.model_validate(table) for name, table in tables.items()}
