"""What the tests of the store put into it: captures and articles of our own writing."""

import hashlib
from dataclasses import replace
from datetime import datetime

from schemas.article import Article, Published, Source
from schemas.capture import Capture, Place, place_of
from schemas.outcome import Duplicate, Filed, Outcome, Verdict
from tasks.load.exchange import Selection, Taken
from tasks.load.store import Store


def capture(name: str | bytes | Place, data: str | bytes, captured_at: datetime | None = None) -> Capture:
    """Return a capture met under a name."""
    where = name if isinstance(name, Place) else place_of(name)
    content = data.encode() if isinstance(data, str) else data
    return Capture(where, content, hashlib.sha256(content).hexdigest(), "text", captured_at=captured_at)


def filed(met: Capture, text: str | None = None, url: str | None = None, published: str | None = None) -> Filed:
    """Return the article a capture holds: its text is the bytes unless another is given."""
    source = Source(met.place.uri, met.place.member, met.sha256, met.format, "utf-8", None)
    article = Article(source, text=met.data.decode("utf-8", "replace") if text is None else text, url=url)
    return Filed(met, replace(article, published=Published(value=published, instant=published)))


def refused(met: Capture, reason: str = "no-article-text") -> Outcome:
    """Return the outcome of a capture that is no article."""
    return Outcome(met.place, Verdict.QUARANTINED, "clean", reason, "nothing that reads like an article", met)


def ingest(store: Store, units: list[Filed | Outcome], run: str = "run") -> list[Verdict]:
    """Take units through the store as the flow does, recognised first, and return the verdicts."""
    by_place = {place(unit): unit for unit in units}
    known = store.recognise([unit.capture if isinstance(unit, Filed) else unit.capture or unit for unit in units])
    ready = [unit if isinstance(unit, (Outcome, Duplicate)) else by_place[unit.place.id] for unit in known]
    return [outcome.verdict for outcome in store.load(ready, run)]


def place(unit: Filed | Outcome) -> str:
    """Return the id of a unit's place."""
    return unit.capture.place.id if isinstance(unit, Filed) else unit.place.id


def reprocess(store: Store, units: list[Filed | Outcome], run: str = "again", **which: object) -> list[Outcome]:
    """Read all that is stored anew: each bytes' article, or refusal, is that of the unit with these bytes."""
    outcomes: list[Outcome] = []
    taken = store.take(Selection(**which))  # type: ignore[arg-type]
    while taken.cursor:
        outcomes += store.refile(taken, made_of(taken, units), run)
        taken = store.take(Selection(**which), taken.cursor)  # type: ignore[arg-type]
    return outcomes


def made_of(taken: Taken, units: list[Filed | Outcome]) -> list[Filed | Outcome]:
    """Return what a batch's captures are made into: each what the unit with its bytes is."""
    by_bytes = {capture.sha256: unit for unit in units if (capture := unit.capture) is not None}
    return [_made(unit, by_bytes) for unit in taken.captures]


def _made(unit: Capture | Outcome, by_bytes: dict[str, Filed | Outcome]) -> Filed | Outcome:
    if isinstance(unit, Outcome):
        return unit
    made = by_bytes[unit.sha256]
    if isinstance(made, Outcome):
        return replace(made, place=unit.place, capture=unit)
    source = replace(made.article.source, uri=unit.place.uri, member=unit.place.member)
    return Filed(unit, replace(made.article, source=source))
