"""Runs: a receipt for each, a lease so that a source has one run at a time, and an end for those that died."""

import os
import socket
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import psutil
from pydantic import TypeAdapter

from schemas.errors import AlreadyRunning
from schemas.outcome import Verdict
from schemas.record import plain
from schemas.run import Lease, Receipt, RunKind, RunStatus
from schemas.stored import milliseconds, stamped
from tasks.load import journal
from tasks.load.mongo import Document, Mongo

LEASE = timedelta(minutes=10)
"""How long a run on another machine counts as alive after it was last heard of."""
CLOCK_STEP = 2.0
"""Seconds by which two readings of one process's start may differ."""

_RECEIPT = TypeAdapter(Receipt)


class Running:
    """The runs of a store."""

    def __init__(self, mongo: Mongo) -> None:
        """Keep them in this database."""
        self._mongo = mongo

    def open(
        self,
        run: str,
        parameters: Mapping[str, object],
        versions: Mapping[str, str],
        log: str | None = None,
        prefect_run_id: object = None,
        kind: RunKind = RunKind.INGEST,
    ) -> Receipt:
        """Close the dead runs, take the lease, and open a run.

        Raises:
            AlreadyRunning: a live run holds the lease.
        """
        now = milliseconds(self._mongo.now())
        self.close_dead(now)
        receipt = Receipt(
            id=run,
            status=RunStatus.RUNNING,
            started_at=now,
            lease=Lease(socket.gethostname(), os.getpid(), _started(os.getpid()) or 0.0, self._token(), now),
            kind=kind,
            parameters=plain(parameters),
            versions=dict(versions),
            log=log,
            prefect_run_id=None if prefect_run_id is None else str(prefect_run_id),
        )
        self._mongo.replace("runs", [_document(receipt)])  # before the lease, so that a lease's holder is never unknown
        try:
            self._take_lease(receipt)
        except AlreadyRunning:
            self._mongo.delete("runs", [run])
            raise
        return receipt

    def renew(self, run: str) -> None:
        """Say that a run is alive.

        Raises:
            AlreadyRunning: it was closed as dead meanwhile: another run has taken over.
        """
        running = {"_id": run, "status": RunStatus.RUNNING.value}
        if self._mongo.stamp("runs", running, "renewed_at"):
            return
        if self._mongo.count("runs", {"_id": run}):
            raise AlreadyRunning(f"run {run} was closed while it slept: it must not write any more")

    def close(self, receipt: Receipt) -> None:
        """Store the final receipt and let go of the lease.

        An interrupted run may have filed a batch it had no time to count: its counts are then the ledger's, and what
        it took in without an outcome is not reached.

        Raises:
            AlreadyRunning: it was closed as dead meanwhile: another run has taken over.
        """
        if receipt.status is not RunStatus.COMPLETED:
            receipt = self._recounted(receipt)
        if not self._end(receipt):
            raise AlreadyRunning(f"run {receipt.id} was closed while it slept: its receipt is already written")
        self._drop_lease(receipt)

    def close_dead(self, now: datetime) -> tuple[Receipt, ...]:
        """Close the runs whose process is gone, with the counts the ledger still shows, and return them."""
        closed: list[Receipt] = []
        for receipt in self.dead(now):
            errors = ("the process ended without a word",)
            dead = self._recounted(replace(receipt, status=RunStatus.CRASHED, ended_at=now, errors=errors))
            if self._end(dead):
                closed.append(dead)
            self._drop_lease(receipt)
        return tuple(closed)

    def dead(self, now: datetime) -> tuple[Receipt, ...]:
        """Return the runs that have not ended though their process is gone."""
        running = map(receipt_of, self._mongo.find("runs", {"status": RunStatus.RUNNING.value}))
        return tuple(receipt for receipt in running if not _is_alive(receipt.lease, now))

    def recount(self, receipt: Receipt) -> dict[str, int]:
        """Return how many units the ledger says met this run last, by verdict."""
        kept = _kept(receipt)
        return dict(sorted(self._mongo.count_by("captures", {f"{kept}.run": receipt.id}, f"{kept}.verdict").items()))

    def latest(self, limit: int) -> tuple[Receipt, ...]:
        """Return the latest runs, the newest first."""
        return tuple(receipt_of(each) for each in self._mongo.find("runs", order=[("lease.token", -1)], limit=limit))

    def get(self, run: str) -> Receipt | None:
        """Return a run by its id, or by the start of its id where only one has it."""
        document = self._mongo.by_prefix("runs", run)
        return None if document is None else receipt_of(document)

    def _end(self, receipt: Receipt) -> bool:
        """Write a final receipt over a running one; return whether it still ran: two starts may both find it dead."""
        still = {receipt.id: {"status": RunStatus.RUNNING.value}}
        receipt = replace(receipt, journal=journal.reached(self._mongo))
        return not self._mongo.replace("runs", [_document(receipt)], still).overtaken

    def _recounted(self, receipt: Receipt) -> Receipt:
        counts = {verdict.value: 0 for verdict in Verdict} | self.recount(receipt)
        counts[Verdict.NOT_REACHED.value] += max(receipt.seen - sum(counts.values()), 0)
        seen = sum(counts.values())
        return replace(receipt, counts=counts, seen=seen, reasons=self._reasons(receipt), balanced=True)

    def _reasons(self, receipt: Receipt) -> dict[str, int]:
        refused = [Verdict.EXCLUDED.value, Verdict.QUARANTINED.value, Verdict.NOT_REACHED.value]
        kept = _kept(receipt)
        where = {f"{kept}.run": receipt.id, f"{kept}.verdict": {"$in": refused}}
        return dict(sorted(self._mongo.count_by("captures", where, "reason").items()))

    def _token(self) -> int:
        return self._mongo.next_number("meta", "fencing-token")

    def _take_lease(self, receipt: Receipt) -> None:
        lease, run = _lease(receipt), receipt.id
        for _ in range(3):
            if self._mongo.insert("meta", {"_id": lease, "run": run}):
                return
            holder = self._mongo.by_ids("meta", [lease]).get(lease)
            if holder is None:
                continue
            if self._mongo.count("runs", {"_id": holder["run"], "status": RunStatus.RUNNING.value}):
                raise AlreadyRunning(f"run {holder['run']} is {_doing(receipt)}: try again when it has ended")
            # Its run is closed: the lease is free for whoever swaps it first.
            if self._mongo.swap("meta", {"_id": lease, "run": holder["run"]}, {"run": run}):
                return
        raise AlreadyRunning("another run has just begun: try again when it has ended")

    def _drop_lease(self, receipt: Receipt) -> None:
        self._mongo.delete_where("meta", {"_id": _lease(receipt), "run": receipt.id})


def _kept(receipt: Receipt) -> str:
    """Return where the ledger's entries keep what a run made of them."""
    return "remade" if receipt.kind.rereads else "last"


def receipt_of(document: Document) -> Receipt:
    """Return the receipt of a document."""
    lease = {**document["lease"], "renewed_at": document["renewed_at"]}
    return _RECEIPT.validate_python({**document, "id": document["_id"], "lease": lease})


def _document(receipt: Receipt) -> Document:
    document = stamped({"_id": receipt.id, **plain(receipt)})
    lease = {name: value for name, value in document["lease"].items() if name != "renewed_at"}
    document |= {
        "status": receipt.status.value,
        "kind": receipt.kind.value,
        "lease": lease,
        "renewed_at": receipt.lease.renewed_at,
    }
    del document["id"]
    for name in ("started_at", "ended_at", "renewed_at"):
        document[name] = None if document[name] is None else milliseconds(document[name])
    return document


def _lease(receipt: Receipt) -> str:
    """Return the id of what a run has to itself."""
    return f"lease:{_source(receipt)}" if receipt.kind is RunKind.INGEST else f"lease of {receipt.kind.value}"


def _doing(receipt: Receipt) -> str:
    """Return what a run of this kind is about, for people."""
    return (
        f"ingesting the source {_source(receipt)!r}"
        if receipt.kind is RunKind.INGEST
        else f"at work ({receipt.kind.value})"
    )


def _source(receipt: Receipt) -> str:
    return str(receipt.parameters.get("source", "default"))


def _is_alive(lease: Lease, now: datetime) -> bool:
    if lease.host != socket.gethostname():
        return now - lease.renewed_at < LEASE
    started = _started(lease.pid)
    return started is not None and abs(started - lease.process_started) < CLOCK_STEP


def _started(pid: int) -> float | None:
    """Return when a process started; None if it is gone."""
    try:
        process = psutil.Process(pid)
        return None if process.status() == psutil.STATUS_ZOMBIE else process.create_time()
    except psutil.Error:
        return None
