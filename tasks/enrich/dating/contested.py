"""What a page says otherwise of a date: other days, and dates that cannot be."""

from collections.abc import Iterable
from dataclasses import replace

from schemas.article import Evidence
from tasks.enrich.conflicts import against, conflict
from tasks.enrich.dating.source import DateSource, fault_of


def contested(chosen: DateSource, sources: Iterable[DateSource], captured_on: str | None) -> Evidence:
    """Return the evidence for a date, with the sources that name another day and those that cannot be."""
    others = []
    for each in sources:
        fault, day = fault_of(each, captured_on), (each.printed.value or "")[:10]
        evidence = replace(each.evidence, method=f"rejected:{fault}") if fault else each.evidence
        if each is not chosen and (fault or (day and not _same_day(each, chosen))):
            others.append((each.printed.raw if fault else day, conflict(each.printed.value, evidence)))
    return against(chosen.evidence, others, ())


def _same_day(source: DateSource, chosen: DateSource) -> bool:
    """Return whether two dates can be of one day or are one moment, as far as each is printed."""
    if source.printed.instant and source.printed.instant == chosen.printed.instant:
        return True
    day = (source.printed.value or "")[:10]
    own = {(chosen.printed.value or "")[:10], *(reading[:10] for reading in chosen.printed.readings)}
    if day.startswith("--"):
        return day[2:7] in {each[-5:] for each in own}
    return any(each.startswith(day) for each in own) or f"--{day[5:]}" in {each[:7] for each in own}
