"""What goes over the port: what is asked of a store, and what it answers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from schemas.capture import Capture, Place
from schemas.outcome import Outcome

Document = dict[str, Any]
"""A stored document as it was read: its form is schemas/stored.py's."""


@dataclass(frozen=True, slots=True)
class Search:
    """What to find among the articles; None, or empty, does not narrow the search.

    Every word of `text` must stand in the title, the subtitle or the text, whatever its case and accents; of Han and
    the like every pair of neighbours. `since` and `until` are days, both included; an article without a full date is
    in no range.
    """

    text: str | None = None
    publisher: str | None = None
    language: str | None = None
    since: date | None = None
    until: date | None = None
    flags: tuple[str, ...] = ()
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Selection:
    """Which stored captures to read anew; None does not narrow.

    `made_before` is a release of this program ("0.2.0"): what an earlier one made; "current": what any other
    pipeline than today's made. `since` is a day of publication, `held_since` one on which a run quarantined. `query`
    is a saved query that lists articles, `given` what it is asked with.
    """

    articles: bool = True
    quarantined: bool = True
    site: str | None = None
    since: date | None = None
    text: str | None = None
    query: str | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    made_before: str | None = None
    reason: str | None = None
    held_since: date | None = None
    unit: str | None = None  # one quarantined capture


EVERYTHING = Selection()


@dataclass(frozen=True, slots=True)
class Taken:
    """A batch of stored captures to read anew: of articles, or of quarantined units.

    `units` are the places in the ledger that it settles, `captures` the bytes to read: those of an article's earlier
    versions too, and none that today's pipeline has read already. `cursor` is where the next batch begins.
    """

    cursor: str
    units: tuple[Place, ...] = ()
    articles: tuple[str, ...] = ()
    captures: tuple[Capture | Outcome, ...] = ()
    released: tuple[str, ...] = ()  # what a kill left in quarantine, though its place is an article's now

    def __len__(self) -> int:
        return len(self.units)


@dataclass(frozen=True, slots=True)
class Change:
    """What storing units would do to an article: its records before and after, None where there is none."""

    article: str
    before: Document | None
    after: Document | None


@dataclass(frozen=True, slots=True)
class Target:
    """What to forget: an article, a unit in quarantine, an address, or a site; one of them."""

    article: str | None = None
    unit: str | None = None
    url: str | None = None
    site: str | None = None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What storing units would come to: their outcomes in order, and the articles that would be others."""

    outcomes: tuple[Outcome, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What reading a selection anew would do, to be done exactly so: `status` is planned, promoting or promoted."""

    id: str
    made_at: datetime
    pipeline: str
    selection: Mapping[str, str]
    status: str
    batches: int = 0
    articles: int = 0
    units: int = 0  # of the quarantine
    run: str | None = None  # that promotes or promoted it


@dataclass(frozen=True, slots=True)
class Finding:
    """Something `verify` found wrong: a stable code, what it concerns, and a line for people."""

    code: str
    subject: str
    message: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What `verify` checked and found; `superseded` units of the run were met again by a later one."""

    run: str | None
    checked: Mapping[str, int] = field(default_factory=dict)
    superseded: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """Return whether nothing is wrong."""
        return not self.findings


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a story's family, and what it is to another one of it.

    `relation` is "original", "copy" or "rewrite"; None where the article stands alone.
    """

    article: Document
    relation: str | None
    of: str | None = None  # the article it comes from, or is like
    kept: float | None = None  # the part of that article's shingles it has
    direction: str | None = None  # what says which came first
    proof: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A story's family in the order of time; `more` says that it has more members than these."""

    original: str | None
    members: tuple[Member, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class Capability:
    """Something servers differ in, and whether this one was seen to do it."""

    name: str
    works: bool
    note: str


@dataclass(frozen=True, slots=True)
class Samples:
    """Captures of a site's distinct articles, their bytes still in the store."""

    site: str
    unread: tuple[Capture, ...]
    read: Callable[[str], bytes]

    def captures(self) -> Iterator[Capture]:
        """Yield the captures with their bytes, as they are asked for.

        Raises:
            PermanentError: bytes are not stored, or damaged.
        """
        for each in self.unread:
            yield replace(each, data=self.read(each.sha256))


@dataclass(frozen=True, slots=True)
class Export:
    """What to export where: the articles as they are, those a query lists, those of the end of a run, or everything."""

    target: Path
    form: str = "jsonl"
    query: str | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    as_of: str | None = None
    full: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a saved query's answer, whose columns are paths of fields.

    `after` is what the next page is asked with, None after the last one.
    """

    columns: tuple[str, ...]
    rows: tuple[Document, ...]
    after: str | None = None
