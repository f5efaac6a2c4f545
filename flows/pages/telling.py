"""A summary as the report page: charts with their numbers beside them, reasons in words, articles with evidence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

import schemas.errors
from flows.answers.showing import COUNTED
from flows.pages.charts.bars import ranked, stacked
from flows.pages.charts.lines import over_time
from flows.pages.charts.streams import Flow, flowing
from flows.pages.rendering import render
from flows.pages.summing import Summary, period
from schemas.errors import BadInput
from tasks.extract.rules import RULES
from tasks.load.exchange import Document

MOST_BARS = 15
OPENING = 300
"""Characters of a text shown of a sample article."""
ROLES: Mapping[str, str] = {
    "caption": "what stands under a picture",
    "credit": "who owns a picture",
    "related": "other stories' headlines and teasers",
    "comments": "what readers wrote, and the form to write it",
    "navigation": "menus, buttons, counters, whatever recurs on the site",
    "advert": "appeals, offers, newsletters",
    "footer": "what closes every page",
    "template-residue": "what the page's own code failed to fill in",
}
"""Why blocks of a role leave the text."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart and the same as a table, for those who cannot see it or want the numbers."""

    title: str
    said: str  # what the chart shows, in a sentence
    svg: Markup
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]


def report_page(summary: Summary) -> str:
    """Return the report of a summary as one self-contained page."""
    return render(
        "report.html",
        summary=summary,
        period=period(summary.runs),
        figures=list(_figures(summary)),
        quarantine=[_reason_row(summary, reason) for reason in sorted(summary.held)],
        samples=[_sample(each) for each in summary.samples],
    )


def _figures(summary: Summary) -> Iterator[Figure]:
    if summary.seen:
        yield _outcomes(summary)
        yield _by_day(summary)
    if summary.sites:
        yield _ranking("Articles by site", "site", summary.sites.most_common())
        yield _ranking("Articles by language", "language", summary.languages.most_common())
    if summary.quality:
        yield _quality(summary)
    if summary.removed:
        rows = [(role, number, ROLES.get(role, "")) for role, number in summary.removed.most_common()]
        chart = Markup(ranked(dict(summary.removed.most_common())))  # noqa: S704  our own SVG
        said = "How many blocks of the pages left the text, by what they were."
        yield Figure("What was removed, and why", said, chart, ["role", "blocks", "why it goes"], rows)


def _outcomes(summary: Summary) -> Figure:
    names = {verdict.value: name for verdict, name in COUNTED.items()}
    met = [(names[verdict], units) for verdict, units in summary.verdicts.items() if units and verdict in names]
    flows = [Flow("seen", name, units) for name, units in met]
    reasons = sorted(summary.reasons.items())
    left = dict(met)
    flows += [Flow(names[verdict], reason, units) for (verdict, reason), units in reasons if names[verdict] in left]
    chart = Markup(flowing(flows))  # noqa: S704  our own SVG
    rows = [(flow.source, flow.target, flow.units) for flow in flows]
    said = f"From {summary.seen:,} units seen to what became of them, and why units stayed out."
    return Figure("What became of it", said, chart, ["from", "to", "units"], rows)


def _by_day(summary: Summary) -> Figure:
    days = sorted(summary.days)
    shown = [(verdict.value, name) for verdict, name in COUNTED.items() if summary.verdicts.get(verdict.value)]
    series = {name: [summary.days[day][verdict] for day in days] for verdict, name in shown}
    rows = [(day.isoformat(), *(values[at] for values in series.values())) for at, day in enumerate(days)]
    said = "The units that the runs of each day met, by what became of them."
    return Figure("What came in, by day", said, Markup(stacked(days, series)), ["day", *series], rows)  # noqa: S704


def _ranking(title: str, name: str, counted: Sequence[tuple[str, int]]) -> Figure:
    shown = dict(counted[:MOST_BARS])
    more = len(counted) - len(shown)
    said = f"New and revised articles{f'; {more} more stand in the table' if more else ''}."
    return Figure(title, said, Markup(ranked(shown)), [name, "articles"], counted)  # noqa: S704  our own SVG


def _quality(summary: Summary) -> Figure:
    marked = frozenset(each.site for each in summary.drifted)
    rows = []
    for site, line in summary.quality.items():
        drift = next((each for each in summary.drifted if each.site == site), None)
        said = f"fell from {drift.before:.2f} to {drift.now:.2f}" if drift else ""
        rows.append((site, f"{line[0][1]:.2f}", f"{line[-1][1]:.2f}", len(line), said))
    fell = ", ".join(sorted(marked)) or "none"
    chart = Markup(over_time(summary.quality, marked))  # noqa: S704  our own SVG
    columns = ["site", "first", "latest", "days", "drift"]
    said = f"Mean quality score of a day's articles, 0 to 1. Drifted: {fell}."
    return Figure("Quality over time", said, chart, columns, rows)


def _reason_row(summary: Summary, reason: str) -> dict[str, object]:
    units = sum(number for (_, name), number in summary.reasons.items() if name == reason)
    return {"reason": reason, "units": units, "meaning": meaning(reason), "examples": summary.held[reason]}


def meaning(reason: str) -> str:
    """Return what a reason says, in words: of an error of the code that gives it, or of a rule."""
    if reason in RULES:
        return RULES[reason]
    kinds = (kind for kind in vars(schemas.errors).values() if isinstance(kind, type) and issubclass(kind, BadInput))
    found = next((kind for kind in kinds if kind.reason == reason), None)
    return (found.__doc__ or "").strip().split("\n")[0] if found else ""


def _sample(article: Document) -> dict[str, Any]:
    published, dateline = article["published"] or {}, article["dateline"] or {}
    fields = {
        "published": published.get("value"),
        "publisher": article["publisher"],
        "authors": ", ".join(article["authors"]),
        "dateline": dateline.get("raw"),
        "language": (article["language"] or {}).get("code"),
        "quality": (article["quality"] or {}).get("score"),
        "flags": ", ".join((article["quality"] or {}).get("flags", ())),
    }
    return {
        "id": article["_id"],
        "title": article["title"] or "(no title)",
        "text": " ".join(article["text"][:OPENING].split()),
        "fields": {name: value for name, value in fields.items() if value not in (None, "")},
        "evidence": article["evidence"],
    }
