"""What a run leaves in the Prefect UI: a table of its counts, and a report to read.

Page texts and file names go in escaped and cut; all else is our own words and numbers.
"""

from collections.abc import Sequence

from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact

from flows.runs.chronicle import Chronicle
from flows.runs.escaping import code, table, text
from flows.settings import settings
from flows.standing import standing
from schemas.outcome import Outcome, Verdict
from schemas.run import Receipt, SiteTally
from schemas.wording import counted

SITES = 5
"""The slowest and the worst sites shown."""
FEWEST = 3
"""Articles a site must have to be held against others."""
NOTES = 20
"""Notes of a receipt shown."""
SHORT = 12


def publish(receipt: Receipt, chronicle: Chronicle | None = None, known: frozenset[str] = frozenset()) -> None:
    """Leave a run's table and report in its artifacts; `known` are the reasons that earlier runs have met."""
    told = chronicle or Chronicle()
    create_table_artifact(
        key=f"{receipt.kind.value}-counts", table=_counts(receipt, told), description=_heading(receipt)
    )
    if receipt.reasons:
        why = [{"reason": reason, "units": units} for reason, units in receipt.reasons.items()]
        key = f"{receipt.kind.value}-reasons"
        create_table_artifact(key=key, table=why, description=f"Run `{receipt.id}`: why units stayed out")
    up = standing(settings().data_dir)
    pages = up.reports if up is not None else ""
    create_markdown_artifact(
        key=f"{receipt.kind.value}-report", markdown=report(receipt, told, known, pages), description=_heading(receipt)
    )
    if pages:
        link = f"{pages}/runs/{receipt.id}"
        create_link_artifact(
            link, "The report as a page", key=f"{receipt.kind.value}-page", description=_heading(receipt)
        )


def report(receipt: Receipt, told: Chronicle, known: frozenset[str], pages: str = "") -> str:
    """Return the report of a run; ids in it lead to `pages`, the address where they are served, if they are."""
    parts = [
        f"# Run {code(receipt.id)}: {receipt.status.value}",
        f"{_heading(receipt)}: {text(receipt.said, 300)}.",
        *(f"**{text(error, 300)}**" for error in receipt.errors),
        _receipt(receipt),
        _quarantine(receipt, told, known, pages),
        _notes(receipt),
        _sites(receipt.sites),
        _articles(told, pages),
    ]
    return "\n\n".join(part for part in parts if part)


def _heading(receipt: Receipt) -> str:
    balance = "the ledger balances" if receipt.balanced else "**the ledger does not balance**"
    return f"Run `{receipt.id}`: {counted(receipt.seen, 'unit')} seen, {balance}"


def _counts(receipt: Receipt, told: Chronicle) -> list[dict[str, str | int]]:
    """Return a row for each verdict, with the stages at which units came to it."""
    stages = sorted({stage for stage, _ in told.verdicts})
    return [
        {"outcome": verdict, "units": units, **{stage: told.verdicts[stage, verdict] for stage in stages}}
        for verdict, units in receipt.counts.items()
    ]


def _receipt(receipt: Receipt) -> str:
    ended = receipt.ended_at or receipt.started_at
    took = (ended - receipt.started_at).total_seconds()
    stages = " · ".join(f"{stage} {seconds:.1f} s" for stage, seconds in receipt.seconds.items())
    rows = [
        ["asked", "<br>".join(f"{text(name)}: {code(value, 300)}" for name, value in receipt.parameters.items())],
        ["begun", f"{receipt.started_at:%Y-%m-%d %H:%M:%S} UTC, for {took:.1f} s"],
        ["stages", stages or "-"],
        ["versions", "<br>".join(f"{name} {version}" for name, version in receipt.versions.items())],
        ["log", code(receipt.log or "-", 300)],
    ]
    return "## Receipt\n\n" + table(["", ""], rows)


def _quarantine(receipt: Receipt, told: Chronicle, known: frozenset[str], pages: str) -> str:
    rows = []
    for reason, units in receipt.reasons.items():
        new = "**new**" if reason not in known else ""
        examples = told.examples.get(reason, ())
        rows.append([code(reason), f"{units:,}", new, "<br>".join(_example(each, pages) for each in examples) or "-"])
    if not rows:
        return ""
    note = "`copytaster quarantine show ID` tells more of one in quarantine."
    return "## Why units stayed out\n\n" + table(["reason", "units", "", "examples"], rows) + f"\n\n{note}"


def _example(each: Outcome, pages: str) -> str:
    held = each.verdict is Verdict.QUARANTINED
    name = f"{_id(each.place.id, pages, 'quarantine')} " if held else ""
    return f"{name}{code(each.place.label, 200)} {text(each.message or '')}"


def _id(name: str, pages: str, kind: str) -> str:
    """Return an id, shortened, that leads to its page where pages are served."""
    return f"[{name[:SHORT]}]({pages}/{kind}/{name})" if pages else code(name[:SHORT])


def _notes(receipt: Receipt) -> str:
    lines = "\n".join(f"- {text(note, 300)}" for note in receipt.notes[:NOTES])
    return f"## To look at\n\n{lines}" if lines else ""


def _sites(sites: Sequence[SiteTally]) -> str:
    several = [each for each in sites if each.articles >= FEWEST]
    if not several:
        return ""
    slowest = sorted(several, key=lambda each: -each.seconds / each.articles)[:SITES]
    worst = sorted(several, key=lambda each: each.quality)[:SITES]
    slow = [[text(each.site), f"{each.articles:,}", f"{1000 * each.seconds / each.articles:.0f}"] for each in slowest]
    bad = [[text(each.site), f"{each.articles:,}", f"{each.quality:.2f}"] for each in worst]
    return (
        "## Slowest sites\n\n"
        + table(["site", "articles", "ms a page"], slow)
        + "\n\n## Worst sites\n\n"
        + table(["site", "articles", "mean quality"], bad)
    )


def _articles(told: Chronicle, pages: str) -> str:
    rows = [[_id(article, pages, "articles"), verdict, text(title)] for article, verdict, title in told.articles]
    if not rows:
        return ""
    note = "`copytaster show ID` prints one with all its fields."
    return "## New and revised\n\n" + table(["id", "", "title"], rows) + f"\n\n{note}"


def left_out(receipt: Receipt) -> float:
    """Return which per cent of the units a run has seen were quarantined."""
    return 100 * receipt.counts.get(Verdict.QUARANTINED.value, 0) / max(receipt.seen, 1)
