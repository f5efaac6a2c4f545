"""A brief: one sentence or two below a date, in a capture without tags, where the block model sees labels alone."""

from dataclasses import replace

from schemas.page import BY_MODEL, Cleaned, Role
from tasks.clean.furniture import furniture_role
from tasks.clean.judging.speaking import spoken, tells
from tasks.clean.shapes import ends_with_stop

RULE = "shape:brief"
"""What decided: the sentence stands alone, right below the date."""
UNSURE = 0.5
"""How likely it is article text."""


def with_brief(cleaned: Cleaned) -> Cleaned:
    """Return a capture of which nothing was kept with the sentences right below its date, if it has but one date.

    They are all the sentences there are: with more it lists briefs, and which of them is meant nobody knows.
    """
    decisions = cleaned.decisions
    if any(each.kept for each in decisions):
        return cleaned
    dates = [at for at, each in enumerate(decisions) if furniture_role(each.block.text) is Role.DATELINE]
    if len(dates) != 1:
        return cleaned
    tell = [at for at, each in enumerate(decisions) if each.rule in BY_MODEL and _is_prose(each.block.text)]
    if not tell or tell != list(range(dates[0] + 1, dates[0] + 1 + len(tell))):
        return cleaned
    kept = {at: replace(decisions[at], role=Role.BODY, score=UNSURE, rule=RULE) for at in tell}
    text = "\n\n".join(each.block.text for each in kept.values())
    return replace(cleaned, decisions=tuple(kept.get(at, each) for at, each in enumerate(decisions)), text=text)


def _is_prose(text: str) -> bool:
    return tells(text) and ends_with_stop(text) and not spoken(text).addresses
