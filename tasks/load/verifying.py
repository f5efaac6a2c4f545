"""Verifying: the ledger recounted from the store, and the store held against itself."""

from collections.abc import Iterator, Mapping

from schemas.errors import PermanentError
from schemas.outcome import Verdict
from schemas.run import Receipt, RunStatus
from schemas.stored import SCHEMA_VERSION, milliseconds
from schemas.wording import counted
from tasks.load.collections import NAMES
from tasks.load.exchange import Finding, Verification
from tasks.load.mongo import Mongo
from tasks.load.raws import Raws
from tasks.load.running import Running

UNLISTED = (Verdict.NOT_REACHED.value,)
"""Verdicts a receipt may count more of than the ledger lists: an interrupted run's units whose names it never wrote."""
KILLED = "its process ended without a word: what it was at may be half done, until the same command is given again"
SAMPLE = 16
"""One raw capture in so many has its bytes read, chosen by its hash: always the same ones."""


def verify(mongo: Mongo, running: Running, run: str | None, every_raw: bool = False) -> Verification:
    """Return what is wrong with a run's account (the last run's without an id) and with the store."""
    receipt = running.get(run) if run is not None else next(iter(running.latest(1)), None)
    findings: list[Finding] = []
    checked: dict[str, int] = {}
    superseded = 0
    if receipt is None:
        if run is not None:
            findings.append(Finding("no-such-run", run, "no run has this id"))
    else:
        recounted = running.recount(receipt)
        last = [each.id for each in running.latest(1)] == [receipt.id]
        superseded = 0 if last else max(receipt.seen - sum(recounted.values()), 0)
        findings += _account(receipt, recounted, last)
        checked["units"] = sum(recounted.values())
    findings += [Finding("not-ended", each.id, KILLED) for each in running.dead(milliseconds(mongo.now()))]
    survey = _Survey(mongo, checked)
    findings += survey.findings(every_raw)
    return Verification(receipt.id if receipt else None, checked, superseded, tuple(findings))


def _account(receipt: Receipt, recounted: Mapping[str, int], last: bool) -> Iterator[Finding]:
    """Yield where a receipt and the ledger differ; of an older run the ledger knows what no later run has met."""
    total = sum(receipt.counts.values())
    if receipt.seen != total:
        yield Finding("unbalanced", receipt.id, f"{counted(receipt.seen, 'unit')} seen, {total} accounted for")
    if receipt.status is RunStatus.RUNNING:
        return
    for verdict in sorted({*receipt.counts, *recounted}):
        said, found = receipt.counts.get(verdict, 0), recounted.get(verdict, 0)
        if found > said or (last and found < said and verdict not in UNLISTED):
            yield Finding("miscounted", receipt.id, f"{said} units {verdict} by the receipt, {found} by the ledger")


class _Survey:
    """One pass over each collection, holding ids only."""

    def __init__(self, mongo: Mongo, checked: dict[str, int]) -> None:
        self._mongo = mongo
        self._checked = checked

    def findings(self, every_raw: bool) -> Iterator[Finding]:
        raws = {each["_id"] for each in self._mongo.each("raw", ["_id"])}
        entries: dict[str, str | None] = {}
        yield from self._captures(raws, entries)
        articles: dict[str, int] = {}
        yield from self._articles(raws, entries, articles)
        yield from (
            Finding("lost-article", place, f"its article {article} is not in the store")
            for place, article in sorted(entries.items())
            if article is not None and article not in articles
        )
        yield from self._revisions(articles)
        yield from self._forms()
        yield from self._raw(sorted(raws), every_raw)

    def _forms(self) -> Iterator[Finding]:
        for name in NAMES:
            each_form = (each.get("schema_version", 1) for each in self._mongo.each(name, ["schema_version"]))
            older = sum(form < SCHEMA_VERSION for form in each_form)
            if older:
                message = f"{counted(older, 'document')} of a form before {SCHEMA_VERSION}: a migration did not end"
                yield Finding("older-form", name, message)

    def _captures(self, raws: set[str], entries: dict[str, str | None]) -> Iterator[Finding]:
        for entry in self._mongo.each("captures", ["sha256", "article", "filed", "outcome"]):
            entries[entry["_id"]] = entry["article"]
            if entry["filed"] is not None and entry["sha256"] not in raws:
                yield Finding("lost-raw", entry["_id"], f"its bytes {entry['sha256']} are not in the store")
        self._checked["captures"] = len(entries)

    def _articles(self, raws: set[str], entries: dict[str, str | None], articles: dict[str, int]) -> Iterator[Finding]:
        for article in self._mongo.each("articles", ["sightings", "revisions", "source"]):
            articles[article["_id"]] = article["revisions"]
            for sighting in article["sightings"]:
                if sighting["place"] not in entries:
                    yield Finding(
                        "lost-place", article["_id"], f"the ledger does not know its place {sighting['uri']!r}"
                    )
                if sighting["sha256"] not in raws:
                    yield Finding("lost-raw", article["_id"], f"its bytes {sighting['sha256']} are not in the store")
        self._checked["articles"] = len(articles)

    def _revisions(self, articles: Mapping[str, int]) -> Iterator[Finding]:
        numbers: dict[str, set[int]] = {}
        for revision in self._mongo.each("revisions", ["article", "number"]):
            numbers.setdefault(revision["article"], set()).add(revision["number"])
        for article in sorted({*numbers, *(each for each, count in articles.items() if count)}):
            expected = set(range(1, articles.get(article, 0) + 1))
            if numbers.get(article, set()) != expected:
                found = sorted(numbers.get(article, set()))
                yield Finding("revisions", article, f"revisions {found} instead of {sorted(expected)}")
        self._checked["revisions"] = sum(map(len, numbers.values()))

    def _raw(self, raws: list[str], every: bool) -> Iterator[Finding]:
        chosen = [each for each in raws if every or int(each[:8], 16) % SAMPLE == 0]
        reader = Raws(self._mongo)
        for sha256 in chosen:
            try:
                reader.read(sha256)
            except PermanentError as error:
                yield Finding("damaged-raw", sha256, str(error))
        self._checked["raw"] = len(chosen)
