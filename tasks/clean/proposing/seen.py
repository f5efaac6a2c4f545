"""What a proposal is made from: captures of a site, read without knowing it."""

import datetime as dt
from dataclasses import dataclass

from schemas.page import Cleaned


@dataclass(frozen=True, slots=True)
class Seen:
    """One capture: its blocks with roles, its day as far as it is known, its language and who it names as publisher."""

    cleaned: Cleaned
    day: dt.date | None = None
    language: str | None = None
    publisher: str | None = None

    @property
    def is_html(self) -> bool:
        """Return whether the capture has tags."""
        return self.cleaned.page.capture.format == "html"

    @property
    def name(self) -> str:
        """Return how a person calls the capture: by its path."""
        return self.cleaned.page.capture.place.uri
