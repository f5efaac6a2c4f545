"""Publisher profiles: what a person has written down of one publisher's pages, a TOML file each."""

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, field_validator

from schemas.page import Role
from tasks.clean.selector import parse_selector

Field = Literal["title", "subtitle", "authors", "published", "section"]
"""The fields of a record that a profile may point to."""
FIELD_ROLES: Mapping[str, Role] = {
    "title": Role.HEADLINE,
    "subtitle": Role.SUBTITLE,
    "authors": Role.BYLINE,
    "published": Role.DATELINE,
    "section": Role.NAVIGATION,
}


class Strict(BaseModel):
    """What a profile's author writes: checked when it is read, then never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Strict):
    """A layout as it looks without tags. A line is given whole; a `*` in it stands for anything."""

    signature: tuple[str, ...]  # lines that prove the layout
    least: int = 2  # how many of them a capture must show
    begins_after: tuple[str, ...] = ()  # lines of the site's own that stand before every article
    ends_before: tuple[str, ...] = ()  # lines of the site's own that stand after every article
    drop: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    fields: Mapping[Field, str] = {}  # the line that holds a field

    @field_validator("signature")
    @classmethod
    def _proves(cls, lines: tuple[str, ...]) -> tuple[str, ...]:
        if len(lines) < 2 or all("*" in line for line in lines):
            raise ValueError("a signature is two lines or more, one of them without *: any page may quote one line")
        return lines


class Era(Strict):
    """One layout of a publisher, up to and including a day."""

    until: dt.date | None = None
    title: str | None = None  # CSS selectors of names and classes
    subtitle: str | None = None
    authors: str | None = None
    published: str | None = None
    section: str | None = None
    within: str | None = None  # where the article's text stands: what stands elsewhere is none of it
    body: str | None = None  # the blocks that are the text, and none but they
    drop: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    ends_before: tuple[str, ...] = ()  # lines of the site's own that stand after every article
    drop_lines: tuple[str, ...] = ()  # blocks by what they say, where no selector tells them apart
    keep_lines: tuple[str, ...] = ()
    text: Text | None = None

    @field_validator("title", "subtitle", "authors", "published", "section", "within", "body")
    @classmethod
    def _selects(cls, selector: str | None) -> str | None:
        if selector is not None:
            parse_selector(selector)
        return selector

    @field_validator("drop", "keep")
    @classmethod
    def _all_select(cls, selectors: tuple[str, ...]) -> tuple[str, ...]:
        for selector in selectors:
            parse_selector(selector)
        return selectors


class Profile(Strict):
    """A publisher: its name, and its layouts from the oldest to the present one."""

    name: str
    language: str | None = None
    era: tuple[Era, ...]

    @field_validator("era")
    @classmethod
    def _run_on(cls, eras: tuple[Era, ...]) -> tuple[Era, ...]:
        days = [era.until for era in eras]
        if not days or days[-1] is not None or None in days[:-1]:
            raise ValueError("every era but the last says until when it lasted")
        if sorted(filter(None, days)) != list(filter(None, days)):
            raise ValueError("eras run from the oldest to the latest")
        return eras

    def at(self, day: dt.date | None) -> Era:
        """Return the era of a capture of this day; the present one where the day is not known."""
        if day is None:
            return self.era[-1]
        return next(era for era in self.era if era.until is None or day <= era.until)
