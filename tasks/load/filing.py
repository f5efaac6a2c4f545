"""Filing a batch: settle it in the order of arrival, then write it so that a repetition has no further effect."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from schemas.errors import NotStorable, TransientError
from schemas.outcome import Outcome, Verdict
from schemas.stored import escaped, stamped
from tasks.batching import quarantined
from tasks.load import journal
from tasks.load.deciding import decide
from tasks.load.desk import Desk, Unit, place_of, read
from tasks.load.erasing import Gone, erase
from tasks.load.ledger import OUTCOMES, Entry, entry_of, storable
from tasks.load.linking import sketches
from tasks.load.mongo import Document, Mongo, Written
from tasks.load.mongo.documents import bytes_of
from tasks.load.raws import Raws
from tasks.load.settling import Documents, documents
from tasks.load.tombstones import Tombstones, article_key, barred, forgotten

Hook = Callable[[str], None]

HOOKS = (
    "settled",
    "raw",
    "versions",
    "journal",
    "articles",
    "sketches",
    "revisions",
    "quarantine",
    "known",
    "captures",
    "released",
)
"""The points between two writes: a test may end the program at each."""
ATTEMPTS = 8
"""How often a batch is settled anew because another process filed the same article meanwhile."""
FILED = (Verdict.NEW, Verdict.REVISED, Verdict.UNCHANGED, Verdict.DUPLICATE)
"""The verdicts of a unit whose bytes belong to an article."""


def no_hook(name: str) -> None:
    """Do nothing: the hook of production."""


@dataclass(frozen=True, slots=True)
class _Settled:
    """A unit's outcome, and its entry in the ledger where it needs a new one."""

    outcome: Outcome
    entry: Entry | None = None


def load(
    mongo: Mongo, units: Sequence[Unit], run: str, hook: Hook = no_hook, pipeline: str | None = None
) -> tuple[Outcome, ...]:
    """Store a batch and return one outcome a unit, in order.

    Raises:
        TransientError: other processes keep filing the same articles; the call may be repeated.
    """
    done: dict[int, Outcome] = {}
    pending = dict(enumerate(units))
    for _ in range(ATTEMPTS):
        done |= _file(mongo, pending, run, hook, pipeline)
        pending = {index: unit for index, unit in pending.items() if index not in done}
        if not pending:
            return tuple(done[index] for index in range(len(units)))
    raise TransientError("other runs keep filing the same articles")


def _file(mongo: Mongo, units: Mapping[int, Unit], run: str, hook: Hook, pipeline: str | None) -> dict[int, Outcome]:
    """Settle and write units; return the outcomes, without the units that another process overtook."""
    tombstones = Tombstones(mongo)
    before, gone = tombstones.generation(), tombstones.barring(list(units.values()))
    units = {index: forgotten(unit) if barred(unit, gone) else unit for index, unit in units.items()}
    desk = read(mongo, [unit for unit in units.values() if not _is_known(unit)], pipeline)
    settled: dict[int, _Settled] = {}
    for index, unit in units.items():
        settled[index] = _settle(unit, desk, run)
    hook("settled")
    tried = {index: each.outcome for index, each in settled.items()}
    _keep_raw(mongo, desk, list(tried.values()))
    hook("raw")
    written = write_articles(mongo, desk, hook)
    settled = {
        index: _rejected(each, desk, run) if each.outcome.article in written.rejected else each
        for index, each in settled.items()
        if not {each.outcome.article, desk.moved.get(each.outcome.place.id)} & written.overtaken
    }
    _write_ledger(mongo, list(settled.values()), run, hook)
    late = _forgotten_meanwhile(mongo, units, before)
    _take_back(mongo, [tried[index] for index in late])
    return {index: each.outcome for index, each in settled.items() if index not in late}


def _forgotten_meanwhile(mongo: Mongo, units: Mapping[int, Unit], before: int) -> set[int]:
    """Return the units that another process has barred since they were looked at: they are settled anew."""
    tombstones = Tombstones(mongo)
    if tombstones.generation() == before:
        return set()
    gone = tombstones.barring(list(units.values()))
    return {index for index, unit in units.items() if barred(unit, gone)}


def _take_back(mongo: Mongo, outcomes: Sequence[Outcome]) -> None:
    """Erase what was written of units that are barred; an article that had other versions before stays."""
    made = {each.article for each in outcomes if each.article is not None}
    known = {each.article for each in outcomes if each.verdict is not Verdict.NEW}
    gone = Tombstones(mongo).among(map(article_key, made))
    articles = frozenset(each for each in made if each not in known or article_key(each) in gone)
    whole = [each for each in outcomes if each.article is None or each.article in articles]
    raws = frozenset(each.capture.sha256 for each in whole if each.capture is not None)
    erase(mongo, Gone(articles, frozenset(each.place.id for each in whole), raws), no_hook)


def _settle(unit: Unit, desk: Desk, run: str) -> _Settled:
    if isinstance(unit, Outcome) and _is_known(unit):
        return _Settled(unit)
    outcome, seq = decide(unit, desk, bytes_of)
    entry = entry_of(outcome, desk.entries.get(place_of(unit)), run, seq, desk.pipeline)
    desk.entries[place_of(unit)] = entry
    return _Settled(outcome, entry)


def _rejected(settled: _Settled, desk: Desk, run: str) -> _Settled:
    """Return what becomes of a unit whose article the server refuses."""
    capture = settled.outcome.capture
    if capture is None or settled.entry is None:
        return settled
    outcome = quarantined("load", NotStorable("the server refuses the article's document"), capture)
    entry = {**settled.entry, "article": None}
    return _Settled(outcome, entry_of(outcome, entry, run, settled.entry["seq"], desk.pipeline))


def _keep_raw(mongo: Mongo, desk: Desk, outcomes: Sequence[Outcome]) -> None:
    captures = {each.capture.sha256: each.capture for each in outcomes if each.capture is not None}
    Raws(mongo).keep([capture for sha256, capture in captures.items() if sha256 not in desk.raws])


def write_articles(mongo: Mongo, desk: Desk, hook: Hook) -> Written:
    """Write the articles whose shelves were changed, each with its versions before and its revisions after."""
    wanted = [documents(desk.shelves[article]) for article in sorted(desk.touched)]
    news = [each for one in wanted for each in one.versions if desk.versions.get(each["_id"]) != each]
    mongo.replace("versions", news)
    hook("versions")
    states = {article: document["state"] for article, document in desk.articles.items()}
    changed = [one.article for one in wanted if states.get(one.article["_id"]) != one.article["state"]]
    # Only over the document that was read, or over none: another process may have filed the article meanwhile.
    read_as = {each["_id"]: {"state": states.get(each["_id"], "")} for each in changed}
    journal.note(mongo, desk.articles, {each["_id"]: each for each in changed})
    hook("journal")
    written = mongo.replace("articles", changed, read_as)
    hook("articles")
    failed = written.overtaken | written.rejected
    # Before the ledger knows of the captures: an article it holds as filed is sure to be linked.
    written.overtaken |= sketches.write(mongo, [one.article for one in wanted if one.article["_id"] not in failed])
    hook("sketches")
    failed = written.overtaken | written.rejected
    _write_revisions(mongo, [one for one in wanted if one.article["_id"] not in failed], desk, written)
    hook("revisions")
    return written


def _write_revisions(mongo: Mongo, wanted: Sequence[Documents], desk: Desk, written: Written) -> None:
    """Write the earlier versions of articles that are written, and delete those that are none any more.

    Who finds the article changed when done was overtaken and settles it anew: so whoever writes last, writes what
    belongs to the article as it is.
    """
    mongo.replace("revisions", [each for one in wanted for each in one.revisions])
    states = {one.article["_id"]: one.article["state"] for one in wanted if one.revisions or _was_here(one, desk)}
    mongo.delete("revisions", _surplus(mongo, [one for one in wanted if _was_here(one, desk)]))
    now = mongo.by_ids("articles", states, ["state"])
    written.overtaken |= {article for article, state in states.items() if now.get(article, {}).get("state") != state}


def _write_ledger(mongo: Mongo, settled: Sequence[_Settled], run: str, hook: Hook) -> None:
    outcomes = [each.outcome for each in settled]
    held = [each for each in settled if each.outcome.verdict is Verdict.QUARANTINED and each.entry]
    mongo.replace("quarantine", [_held(each.outcome, each.entry or {}) for each in held])
    hook("quarantine")
    for verdict in (Verdict.UNCHANGED, Verdict.DUPLICATE):
        known = [each.outcome.place.id for each in settled if each.entry is None and each.outcome.verdict is verdict]
        standing = {"outcome": OUTCOMES[verdict], "reason": None, "stage": "load", "message": None}
        mongo.set_all("captures", known, {**standing, "last": {"run": run, "verdict": verdict.value}})
    hook("known")
    mongo.replace("captures", list({each.entry["_id"]: each.entry for each in settled if each.entry}.values()))
    hook("captures")
    # After the ledger: who reads the quarantine anew, and is killed, must find there what the ledger does not know yet.
    mongo.delete("quarantine", [each.place.id for each in outcomes if each.verdict in FILED])
    hook("released")


def _is_known(unit: Unit) -> bool:
    """Return whether a unit's entry needs nothing but the note that it was met again."""
    return (
        isinstance(unit, Outcome)
        and unit.capture is None
        and unit.article is not None
        and unit.verdict in (Verdict.UNCHANGED, Verdict.DUPLICATE)
    )


def _held(outcome: Outcome, entry: Entry) -> Document:
    """Return a quarantined unit's document: why it is there, and where its bytes are."""
    member = outcome.place.member
    held = {
        "_id": outcome.place.id,
        "source": outcome.place.source,
        "uri": outcome.place.uri,
        "member": None if member is None else escaped(member.encode("utf-8", "surrogateescape"))[0],
        "sha256": outcome.capture.sha256 if outcome.capture else None,
        "format": outcome.capture.format if outcome.capture else None,
        "stage": outcome.stage,
        "reason": outcome.reason,
        "message": storable(outcome.message),
        "pipeline": entry["pipeline"],
        "held": entry["held"],
        "site": entry["site"],
        "replay": "pending" if outcome.capture else "no-bytes",
    }
    return stamped(held)


def _was_here(one: Documents, desk: Desk) -> bool:
    return one.article["_id"] in desk.articles


def _surplus(mongo: Mongo, wanted: Sequence[Documents]) -> list[str]:
    """Return the ids of revisions that are none any more: two versions became neighbours with equal content."""
    counts = {one.article["_id"]: len(one.revisions) for one in wanted}
    if not counts:
        return []
    found = mongo.find("revisions", {"article": {"$in": sorted(counts)}}, ["article", "number"])
    return [each["_id"] for each in found if each["number"] > counts[each["article"]]]
