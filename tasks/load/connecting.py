"""Opening a store: MongoDB at an address, or the embedded server."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from schemas.capture import Capture
from schemas.outcome import Duplicate, Filed, Outcome
from schemas.run import Receipt, RunKind
from schemas.stored import milliseconds
from schemas.template import Templates
from tasks.load import archiving, asking, embedded, exporting, forgetting, planning, querying, templating
from tasks.load.dropping import drop
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
from tasks.load.filing import Hook, load, no_hook
from tasks.load.foreseeing import Rehearsal, foresee
from tasks.load.hashing import store_hash
from tasks.load.linking import linker, stories
from tasks.load.mongo import Mongo, connect
from tasks.load.preparing import form, prepare
from tasks.load.probing import capabilities, works
from tasks.load.raws import Raws
from tasks.load.recognising import recognise
from tasks.load.refiling import Made, note, refile
from tasks.load.residue import residue
from tasks.load.running import Running
from tasks.load.store import Store
from tasks.load.taking import take, where_held
from tasks.load.verifying import verify
from tasks.provenance import pipeline


def open_store(uri: str | None, data_dir: Path) -> Store:
    """Open the store at an address; without one the embedded server's, which is started if need be.

    Raises:
        ConfigurationError: the address is wrong, or the login refused.
        StoreUnavailable: the store does not answer, or its directory cannot be written.
    """
    return MongoStore(connect(uri if uri is not None else embedded.start(data_dir)))


class MongoStore:
    """The store on MongoDB, or on what speaks its protocol."""

    def __init__(self, mongo: Mongo, hook: Hook = no_hook, made_by: str | None = None) -> None:
        """Use a database, prepared if it is new; what comes in is made by this pipeline unless another is named."""
        prepare(mongo)
        self._mongo = mongo
        self._made_by = made_by
        self._templates: Templates | None = None
        self._hook = hook
        self._running = Running(mongo)

    @property
    def _pipeline(self) -> str:
        """Return what makes the records: the code, and the templates that it works with."""
        return self._made_by or pipeline(self.templates().digest)

    def __enter__(self) -> Store:
        """Return the store itself."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Close the connection."""
        self.close()

    def __repr__(self) -> str:
        return f"<store at {self._mongo.shown}>"

    def close(self) -> None:
        """Let go of the connection; the embedded server keeps running for the next process."""
        self._mongo.close()

    def recognise(self, captures: Sequence[Capture | Outcome]) -> tuple[Capture | Duplicate | Outcome, ...]:
        """Return each capture, or what is already known of its bytes."""
        return recognise(self._mongo, captures)

    def load(self, units: Sequence[Filed | Duplicate | Outcome], run: str) -> tuple[Outcome, ...]:
        """Store a batch and return one outcome a unit, in order."""
        self._running.renew(run)
        outcomes = load(self._mongo, units, run, self._hook, self._pipeline)
        self._mongo.confirm()
        return outcomes

    def take(self, selection: Selection, cursor: str = "") -> Taken:
        """Return the next batch behind a cursor; one without a cursor where nothing is left."""
        return take(self._mongo, selection, cursor, self._pipeline)

    def refile(self, taken: Taken, made: Sequence[Filed | Duplicate | Outcome], run: str) -> tuple[Outcome, ...]:
        """Store what was made of a batch's captures and return one outcome a unit."""
        self._running.renew(run)
        outcomes = refile(self._mongo, taken, made, run, self._pipeline, self._hook)
        self._mongo.confirm()
        return outcomes

    def rehearsal(self) -> Rehearsal:
        """Return the rehearsal of a run: what loading its batches would do."""
        return Rehearsal(self._mongo, self._pipeline)

    def foresee(self, taken: Taken, made: Made) -> Foreseen:
        """Return what `refile` would do; nothing is written."""
        return foresee(self._mongo, taken, made, self._pipeline)

    def plan(self, plan: str, selection: Mapping[str, str]) -> Plan:
        """Begin a plan; it can be promoted once it is closed."""
        return planning.begin(self._mongo, plan, selection, self._pipeline)

    def plan_batch(self, plan: Plan, taken: Taken, made: Made, foreseen: Foreseen) -> Plan:
        """Return the plan with a batch added."""
        return planning.add(self._mongo, plan, taken, made, foreseen)

    def close_plan(self, plan: Plan) -> None:
        """Let a plan be promoted."""
        planning.close(self._mongo, plan)
        self._mongo.confirm()

    def plans(self) -> tuple[Plan, ...]:
        """Return the plans, the newest first."""
        return planning.plans(self._mongo)

    def expect_plan(self, plan: str) -> Plan:
        """Return the plan with this id, or with the only id that starts so, if it can be promoted."""
        return planning.expect(self._mongo, plan, self._pipeline)

    def begin_promotion(self, plan: Plan, run: str) -> Plan:
        """Return the plan, which this run promotes from now on."""
        return planning.begin_promotion(self._mongo, plan, run)

    def take_planned(self, plan: Plan, number: int) -> Taken:
        """Return what is left to do of a plan's batch."""
        return planning.take(self._mongo, plan, number)

    def refile_planned(self, plan: Plan, number: int, taken: Taken, made: Made, run: str) -> tuple[Outcome, ...]:
        """Do what a batch plans; what today's code makes otherwise than planned is not reached, and stays."""
        taken, rest = planning.as_planned(self._mongo, plan, number, taken, made)
        note(self._mongo, rest, run)
        return (*rest, *(self.refile(taken, made, run) if taken.articles or taken.captures else ()))

    def end_promotion(self, plan: Plan) -> None:
        """Say that a plan is promoted."""
        planning.end_promotion(self._mongo, plan)
        self._mongo.confirm()

    def drop(self, selection: Selection, run: str) -> tuple[Outcome, ...]:
        """Take the next quarantined units out of the quarantine for good, and return their outcomes."""
        self._running.renew(run)
        outcomes = drop(self._mongo, selection, run, self._hook)
        self._mongo.confirm()
        return outcomes

    def link(self, run: str) -> tuple[str, ...]:
        """Bring the links of the articles that wait for it up to date, and return their ids."""
        linked = linker.link(self._mongo, self._hook, lambda: self._running.renew(run))
        self._mongo.confirm()
        return linked

    def open_run(
        self,
        run: str,
        parameters: Mapping[str, object],
        versions: Mapping[str, str],
        log: str | None = None,
        prefect_run_id: object = None,
        kind: RunKind = RunKind.INGEST,
    ) -> Receipt:
        """Close the runs of this machine whose process is gone, then open one that holds the lease."""
        receipt = self._running.open(run, parameters, versions, log, prefect_run_id, kind)
        self._mongo.confirm()
        return receipt

    def renew(self, run: str) -> None:
        """Say that the run is alive."""
        self._running.renew(run)

    def close_run(self, receipt: Receipt) -> None:
        """Store the final receipt and release the lease."""
        self._running.close(receipt)
        self._mongo.confirm()

    def close_dead_runs(self) -> tuple[Receipt, ...]:
        """Close the runs whose process is gone, and return them."""
        closed = self._running.close_dead(milliseconds(self._mongo.now()))
        self._mongo.confirm()
        return closed

    def runs(self, limit: int = 50) -> tuple[Receipt, ...]:
        """Return the latest runs, the newest first."""
        return self._running.latest(limit)

    def run(self, run: str) -> Receipt | None:
        """Return the run with this id, or with the only id that starts so."""
        return self._running.get(run)

    def verify(self, run: str | None = None, every_raw: bool = False) -> Verification:
        """Recount a run (the last one without an id) and check that the store is whole."""
        return verify(self._mongo, self._running, run, every_raw)

    def find(self, search: Search) -> tuple[Document, ...]:
        """Return the articles, the newest published first."""
        return querying.find(self._mongo, search, works(self._mongo, "array indexes"))

    def ask(self, name: str, given: Mapping[str, str], limit: int = 50, after: str | None = None) -> Page:
        """Return a page of a saved query's answer."""
        return asking.ask(self._mongo, name, given, limit, after)

    def export(self, wanted: Export) -> dict[str, Any]:
        """Write an export into a folder of its own and return its manifest."""
        return exporting.export(self._mongo, self._running, wanted, self._hook)

    def take_in(self, folder: Path) -> int:
        """Fill this empty store with a whole store's export and return how many documents came in."""
        return archiving.read(self._mongo, folder, exporting.read_manifest(folder), self._hook)

    def article(self, article: str) -> Document | None:
        """Return the article with this id, or with the only id that starts so."""
        return self._mongo.by_prefix("articles", article)

    def links(self, article: str) -> tuple[Document, ...]:
        """Return the links the article with this id is part of."""
        return tuple(linker.links_of(self._mongo, [article]))

    def story(self, article: str) -> Story | None:
        """Return the family of the article with this id, or with the only id that starts so."""
        return stories.story(self._mongo, article)

    def revisions(self, article: str) -> tuple[Document, ...]:
        """Return the article's earlier versions, the first one first."""
        return querying.revisions(self._mongo, article)

    def quarantine(self, limit: int = 50, selection: Selection = EVERYTHING) -> tuple[Document, ...]:
        """Return the quarantined units that a selection means, in the order of their places."""
        return querying.quarantine(self._mongo, limit, where_held(self._mongo, selection))

    def quarantined(self, unit: str) -> Document | None:
        """Return the quarantined unit with this id, or with the only id that starts so."""
        return self._mongo.by_prefix("quarantine", unit)

    def capture(self, uri: str) -> tuple[Document, ...]:
        """Return what the ledger knows of a path."""
        return tuple(self._mongo.find("captures", {"uri": uri}))

    def captures(self) -> Iterator[Document]:
        """Yield the ledger, in the order of its ids."""
        return querying.captures(self._mongo)

    def raw(self, sha256: str) -> bytes:
        """Return the bytes of a capture, verified."""
        return Raws(self._mongo).read(sha256)

    def brought(self, runs: Sequence[str]) -> Iterator[Document]:
        """Yield the articles that these runs stored or revised, with what a report tells of them."""
        return querying.brought(self._mongo, runs)

    def templates(self) -> Templates:
        """Return what is known to recur on the sites: the same to whoever has this store open, until it learns."""
        if self._templates is None:
            self._templates = templating.read(self._mongo)
        return self._templates

    def samples(self, most: int, site: str | None = None) -> Iterator[Samples]:
        """Yield for each site, or for one, captures of its distinct articles, at most so many."""
        return templating.samples(self._mongo, most, site)

    def keep_templates(self, learned: Templates, site: str | None = None) -> int:
        """Make these the templates of all sites, or of one, and return how many say something new."""
        self._templates = None
        changed = templating.keep(self._mongo, learned, site)
        self._mongo.confirm()
        return changed

    def counts(self) -> dict[str, int]:
        """Return how many documents each collection holds."""
        return querying.counts(self._mongo)

    def forgettable(self, target: Target) -> Iterator[Document]:
        """Yield what a target names, as far as people need to know it again."""
        return forgetting.forgettable(self._mongo, target)

    def was_forgotten(self, target: Target) -> bool:
        """Return whether what a target names was forgotten already."""
        return forgetting.was_forgotten(self._mongo, target)

    def forget(self, target: Target, reason: str, run: str) -> Mapping[str, int]:
        """Bar what a target names from coming back, erase it, and return how many documents went, by collection."""
        removed = forgetting.forget(self._mongo, target, reason, run, self._hook)
        self._mongo.confirm()
        return dict(sorted(removed.items()))

    def forgetting_unfinished(self) -> bool:
        """Return whether a forget was killed on the way: the next one finishes it."""
        return bool(forgetting.unfinished(self._mongo))

    def residue(self) -> Verification:
        """Return what is left of what was forgotten, anywhere."""
        return residue(self._mongo)

    def store_hash(self) -> str:
        """Return a hash of all that is stored, the log of runs aside."""
        return store_hash(self._mongo)

    def form(self) -> str:
        """Return the form the store is in, for people: its version, and what was begun and not ended."""
        return form(self._mongo)

    def capabilities(self) -> tuple[Capability, ...]:
        """Return what this server was seen to do and not to do."""
        return capabilities(self._mongo)
