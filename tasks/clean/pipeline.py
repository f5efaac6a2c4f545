"""From a capture to a page whose blocks have roles, and the article's text."""

from collections.abc import Mapping

from schemas.capture import Capture
from schemas.errors import BadInput
from schemas.page import Cleaned, Decision
from schemas.template import Templates
from tasks.clean.apart import apart
from tasks.clean.decoder import cutoff, likelihoods
from tasks.clean.doubt import settled
from tasks.clean.judging.refusing import refuse
from tasks.clean.profiling import Profiled, apply_profile
from tasks.clean.rescuing.rescue import rescued
from tasks.clean.roles import decide
from tasks.clean.segmented import Segmented
from tasks.clean.segmenting.segment import segment
from tasks.clean.sheet import Roles
from tasks.clean.site import site_of
from tasks.clean.templates.templating import NONE, recurring
from tasks.clean.writing import paragraphs


def clean(capture: Capture, templates: Templates = NONE) -> Cleaned:
    """Return the capture as blocks with roles and the article's text.

    `templates` hold the lines known to recur on the sites; no page needs them.

    Raises:
        BadInput: the capture holds no article, or cannot be read; the class says why.
    """
    cleaned = examine(capture, templates)
    try:
        judge(cleaned)
    except BadInput as error:
        error.site = site_of(cleaned)
        raise
    return cleaned


def examine(capture: Capture, templates: Templates = NONE) -> Cleaned:
    """Return the capture as blocks with roles, be it an article or not.

    Raises:
        BadInput: the capture cannot be read.
    """
    segmented = segment(capture)
    probabilities = likelihoods(segmented)
    profiled = apply_profile(segmented.page)
    odds: tuple[float, ...] = tuple(probabilities.tolist())
    threshold = settled(segmented.page, odds, float(cutoff(segmented, probabilities)))
    found = recurring(segmented.page, odds, threshold, templates, profiled.domain)
    page, decisions = found.told(segmented.page, decided(segmented, odds, threshold, profiled, found.rules()))
    text = paragraphs(segmented, [decision.block for decision in decisions if decision.kept])
    return rescued(Cleaned(page, decisions, text, profiled.domain, profiled.publisher, profiled.hints))


def decided(
    segmented: Segmented, odds: tuple[float, ...], threshold: float, profiled: Profiled, known: Mapping[int, str]
) -> tuple[Decision, ...]:
    """Return what each block is, by its profile where that leaves the page any text.

    Where it leaves none the site looks otherwise than its profile says: then the page is read without it.
    """
    rules = {**known, **dict.fromkeys(profiled.outside, f"profile:{profiled.domain}")}
    decisions = _within(segmented, odds, threshold, profiled.roles, rules)
    if profiled.domain and not any(each.kept for each in decisions):
        return _within(segmented, odds, threshold, {}, known)
    return decisions


def _within(
    segmented: Segmented, odds: tuple[float, ...], threshold: float, declared: Roles, known: Mapping[int, str]
) -> tuple[Decision, ...]:
    """Return what each block is; what the elements set apart from the article is no part of it."""
    decisions = decide(segmented.page, odds, threshold, declared, known)
    elsewhere = apart(segmented, decisions)
    return decide(segmented.page, odds, threshold, declared, {**elsewhere, **known}) if elsewhere else decisions


def judge(cleaned: Cleaned) -> None:
    """Raise if what was cleaned is no article.

    Raises:
        BadInput: it is not; the class and the message say why.
    """
    refuse(cleaned.page, cleaned.decisions, cleaned.text)
