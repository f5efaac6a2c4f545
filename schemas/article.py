"""The article: the record users rely on. None means looked for and not found."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from schemas.page import Cleaned


@dataclass(frozen=True, slots=True)
class Source:
    """The capture an article came from."""

    uri: str
    member: str | None
    sha256: str
    format: str
    charset: str | None
    captured_at: str | None  # ISO 8601, UTC


@dataclass(frozen=True, slots=True)
class Linked:
    """What another document proves about this one's date."""

    value: str
    by: str  # the id of the article that proves it


@dataclass(frozen=True, slots=True)
class Published:
    """A date as it is printed: no part of it is invented.

    `value` is ISO 8601 with as much as is printed ("2017-10-20T15:08", "--10-19" where no year is printed),
    `precision` is "minute", "second", "day", "month" or "year", `instant` the same moment in UTC where a zone is
    known, `raw` the words on the page, `method` what was read, `candidates` at most five ISO dates.
    """

    value: str | None = None
    precision: str | None = None
    instant: str | None = None
    raw: str | None = None
    method: str | None = None
    candidates: tuple[str, ...] = ()
    linked: Linked | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """The line that opens a wire story: where from, and which agency's."""

    place: str | None
    agency: str | None
    raw: str


@dataclass(frozen=True, slots=True)
class Language:
    """The language of a text: an ISO 639 code ("und" where unknown), 0 to 1, and each detector's vote."""

    code: str
    confidence: float
    votes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quality:
    """How far the record can be trusted, 0 to 1, and what is odd about it."""

    score: float
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a field came from: the method, the block's line or the tag, and the words as they stand."""

    method: str
    line: int | None = None
    where: str | None = None
    raw: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One clean, dated, attributed article: DESIGN's record, field by field."""

    source: Source
    text: str
    id: str | None = None  # set by load: it depends on what the ledger knows of the place
    title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    site: str | None = None
    url: str | None = None  # canonical, absolute, normalised
    published: Published = Published()
    modified: Published | None = None
    dateline: Dateline | None = None
    section: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    cited_agencies: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    copyright: str | None = None
    language: Language | None = None
    words: int = 0
    quality: Quality | None = None
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    removed: Mapping[str, int] = field(default_factory=dict)

    def proving(self, name: str, evidence: Evidence) -> "Article":
        """Return the article with the evidence for one of its fields."""
        return replace(self, evidence={**self.evidence, name: evidence})


def draft(cleaned: Cleaned) -> Article:
    """Return the article as clean leaves it: its text, its source, and what was removed."""
    capture = cleaned.page.capture
    captured_at = capture.captured_at.isoformat().replace("+00:00", "Z") if capture.captured_at else None
    source = Source(
        uri=capture.place.uri,
        member=capture.place.member,
        sha256=capture.sha256,
        format=capture.format,
        charset=cleaned.page.charset,
        captured_at=captured_at,
    )
    return Article(source=source, text=cleaned.text, removed=cleaned.removed)
