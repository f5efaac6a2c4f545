"""The port: what the flows and the command may ask of a store."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from schemas.capture import Capture
from schemas.outcome import Duplicate, Filed, Outcome
from schemas.run import Receipt, RunKind
from schemas.template import Templates
from tasks.load.exchange import (
    EVERYTHING,
    Capability,
    Document,
    Export,
    Foreseen,
    Page,
    Plan,
    Samples,
    Search,
    Selection,
    Story,
    Taken,
    Target,
    Verification,
)


class Rehearsal(Protocol):
    """A run that is foreseen: nothing is written."""

    def foresee(self, units: Sequence[Filed | Duplicate | Outcome]) -> Foreseen:
        """Return what loading the next batch would do, after those before it."""


class Ledger(Protocol):
    """What was met, and what became of it."""

    def recognise(self, captures: Sequence[Capture | Outcome]) -> tuple[Capture | Duplicate | Outcome, ...]:
        """Return each capture, or what is already known of its bytes; units whose way has ended stay as they are."""

    def load(self, units: Sequence[Filed | Duplicate | Outcome], run: str) -> tuple[Outcome, ...]:
        """Store a batch and return one outcome a unit, in order; a repetition has no further effect.

        Raises:
            TransientError: the store is busy; the same call may be repeated.
            StoreUnavailable: the store cannot be used.
        """

    def link(self, run: str) -> tuple[str, ...]:
        """Bring the links of the articles that wait for it up to date, and return their ids.

        An article waits from the moment it is filed until its links are written, also if a run dies in between.

        Raises:
            TransientError: the store is busy; the same call may be repeated.
            StoreUnavailable: the store cannot be used.
        """


class Rehearses(Protocol):
    """What a rehearsal of an ingest asks of a store."""

    def templates(self) -> Templates:
        """Return what was learned to recur on the sites."""

    def recognise(self, captures: Sequence[Capture | Outcome]) -> tuple[Capture | Duplicate | Outcome, ...]:
        """Return each capture, or what is already known of its bytes; units whose way has ended stay as they are."""

    def rehearsal(self) -> Rehearsal:
        """Return the rehearsal of a run."""


class Archive(Protocol):
    """The stored captures as a source of their own: read anew, without the files they came from."""

    def take(self, selection: Selection, cursor: str = "") -> Taken:
        """Return the next batch behind a cursor; one without a cursor where nothing is left.

        Raises:
            TransientError: the store is busy; the same call may be repeated.
        """

    def refile(self, taken: Taken, made: Sequence[Filed | Duplicate | Outcome], run: str) -> tuple[Outcome, ...]:
        """Store what was made of a batch's captures and return one outcome a unit; a repetition has no further effect.

        An article that today's pipeline refuses stays as it is: its unit is unchanged, and names the reason.
        """

    def foresee(self, taken: Taken, made: Sequence[Filed | Duplicate | Outcome]) -> Foreseen:
        """Return what `refile` would do; nothing is written."""

    def drop(self, selection: Selection, run: str) -> tuple[Outcome, ...]:
        """Take the next quarantined units out of the quarantine for good, and return their outcomes: none is left.

        Their places stay excluded while they hold these bytes; the bytes stay in the store.
        """


class Plans(Protocol):
    """Plans: what reading anew would do, kept until somebody wants it done. Only the latest few are kept."""

    def plan(self, plan: str, selection: Mapping[str, str]) -> Plan:
        """Begin a plan; it can be promoted once it is closed."""

    def plan_batch(
        self, plan: Plan, taken: Taken, made: Sequence[Filed | Duplicate | Outcome], foreseen: Foreseen
    ) -> Plan:
        """Return the plan with a batch added."""

    def close_plan(self, plan: Plan) -> None:
        """Let a plan be promoted."""

    def plans(self) -> tuple[Plan, ...]:
        """Return the plans, the newest first."""

    def expect_plan(self, plan: str) -> Plan:
        """Return the plan with this id, or with the only id that starts so, if it can be promoted.

        Raises:
            ConfigurationError: there is no such plan, it was promoted, or the store or the code has moved on since.
        """

    def begin_promotion(self, plan: Plan, run: str) -> Plan:
        """Return the plan, which this run promotes from now on."""

    def take_planned(self, plan: Plan, number: int) -> Taken:
        """Return what is left to do of a plan's batch; batches are numbered from 1."""

    def refile_planned(
        self, plan: Plan, number: int, taken: Taken, made: Sequence[Filed | Duplicate | Outcome], run: str
    ) -> tuple[Outcome, ...]:
        """Do what a batch plans; what today's code makes otherwise than planned is not reached, and stays."""

    def end_promotion(self, plan: Plan) -> None:
        """Say that a plan is promoted."""


class Runs(Protocol):
    """The runs' receipts and leases."""

    def open_run(
        self,
        run: str,
        parameters: Mapping[str, object],
        versions: Mapping[str, str],
        log: str | None = None,
        prefect_run_id: str | None = None,
        kind: RunKind = RunKind.INGEST,
    ) -> Receipt:
        """Close the runs of this machine whose process is gone, then open one that holds the lease.

        An ingest's lease is on what `parameters` name as "source": a source has one at a time. Of any other kind
        the store has one at a time.

        Raises:
            AlreadyRunning: a live run holds the lease.
        """

    def renew(self, run: str) -> None:
        """Say that the run is alive.

        Raises:
            AlreadyRunning: another run has taken the lease over.
        """

    def close_run(self, receipt: Receipt) -> None:
        """Store the final receipt and release the lease."""

    def close_dead_runs(self) -> tuple[Receipt, ...]:
        """Close the runs whose process is gone, with a receipt from what the ledger shows, and return them."""

    def runs(self, limit: int = 50) -> tuple[Receipt, ...]:
        """Return the latest runs, the newest first."""

    def run(self, run: str) -> Receipt | None:
        """Return the run with this id, or with the only id that starts so."""

    def verify(self, run: str | None = None, every_raw: bool = False) -> Verification:
        """Recount a run (the last one without an id) and check that the store is whole."""


class Catalogue(Protocol):
    """What people ask of the store. No operator is ever built from their words."""

    def find(self, search: Search) -> tuple[Document, ...]:
        """Return the articles, the newest published first, those without a full date last."""

    def ask(self, name: str, given: Mapping[str, str], limit: int = 50, after: str | None = None) -> Page:
        """Return a page of a saved query's answer.

        Raises:
            ConfigurationError: there is no such query, or a parameter is wrong.
            TransientError: the server took too long and was stopped.
        """

    def export(self, wanted: Export) -> dict[str, Any]:
        """Write an export into a folder of its own and return its manifest.

        Raises:
            ConfigurationError: the folder is there already, or what is wanted cannot be had.
        """

    def article(self, article: str) -> Document | None:
        """Return the article with this id, or with the only id that starts so."""

    def links(self, article: str) -> tuple[Document, ...]:
        """Return the links the article with this id is part of."""

    def story(self, article: str) -> Story | None:
        """Return the family of the article with this id, or with the only id that starts so."""

    def revisions(self, article: str) -> tuple[Document, ...]:
        """Return the article's earlier versions, the first one first."""

    def quarantine(self, limit: int = 50, selection: Selection = EVERYTHING) -> tuple[Document, ...]:
        """Return the quarantined units that a selection means, in the order of their places."""

    def quarantined(self, unit: str) -> Document | None:
        """Return the quarantined unit with this id, or with the only id that starts so."""

    def capture(self, uri: str) -> tuple[Document, ...]:
        """Return what the ledger knows of a path."""

    def raw(self, sha256: str) -> bytes:
        """Return the bytes of a capture, verified.

        Raises:
            PermanentError: they are not stored, or damaged.
        """

    def captures(self) -> Iterator[Document]:
        """Yield the ledger, in the order of its ids."""

    def templates(self) -> Templates:
        """Return what is known to recur on the sites."""

    def samples(self, most: int, site: str | None = None) -> Iterator[Samples]:
        """Yield for each site, or for one, captures of its distinct articles, at most so many."""

    def keep_templates(self, learned: Templates, site: str | None = None) -> int:
        """Make these the templates of all sites, or of one, and return how many say something new."""

    def brought(self, runs: Sequence[str]) -> Iterator[Document]:
        """Yield the articles that these runs stored or revised, with what a report tells of them."""

    def counts(self) -> dict[str, int]:
        """Return how many documents each collection holds."""


class Forgets(Protocol):
    """Forgetting: for good, and provably."""

    def forgettable(self, target: Target) -> Iterator[Document]:
        """Yield what a target names, as far as people need to know it again."""

    def was_forgotten(self, target: Target) -> bool:
        """Return whether what a target names was forgotten already."""

    def forget(self, target: Target, reason: str, run: str) -> Mapping[str, int]:
        """Bar what a target names from coming back, erase it, and return how many documents went, by collection.

        What another process was killed at is finished first.
        """

    def forgetting_unfinished(self) -> bool:
        """Return whether a forget was killed on the way: the next one finishes it."""

    def residue(self) -> Verification:
        """Return what is left of what was forgotten, anywhere."""


class Store(Ledger, Archive, Plans, Runs, Catalogue, Forgets, Rehearses, Protocol):
    """A store: the ledger, the archive, the plans, the runs, the catalogue, and forgetting."""

    def take_in(self, folder: Path) -> int:
        """Fill this empty store with a whole store's export and return how many documents came in.

        Raises:
            ConfigurationError: it is no such export, damaged or of a newer program, or the store is not empty.
        """

    def store_hash(self) -> str:
        """Return a hash of all that is stored, the log of runs aside."""

    def form(self) -> str:
        """Return the form the store is in, for people: its version, and what was begun and not ended."""

    def capabilities(self) -> tuple[Capability, ...]:
        """Return what this server was seen to do and not to do."""

    def close(self) -> None:
        """Let go of the connection; the embedded server keeps running for the next process."""

    def __enter__(self) -> "Store": ...

    def __exit__(self, *exception: object) -> None: ...
