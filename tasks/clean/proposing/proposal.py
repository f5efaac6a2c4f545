"""The profile that captures of a site suggest, as the text of its file."""

import datetime as dt
import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas.errors import ConfigurationError
from schemas.page import Cleaned, Role
from tasks.clean.profile import Profile
from tasks.clean.proposing.places import dropping, field_selector, standing
from tasks.clean.proposing.sayings import Signature, ending, intruding, signature, strangers
from tasks.clean.proposing.seen import Seen
from tasks.clean.site import named_site
from tasks.clean.templates.recurring import LEAST_ARTICLES, distinct, observe

WORSE = 0.08
"""By how much the common place of two pages may fit worse than each one's own: else they are laid out otherwise."""
AGREED = 0.8
"""The share of the captures whose language must be the same for the profile to name it."""
WIDE = 88
"""Characters of a list that stands on one line."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Captures that are laid out alike, and the last day of the layout if another one follows."""

    seen: tuple[Seen, ...]
    until: dt.date | None = None

    @property
    def pages(self) -> list[Cleaned]:
        """Return the pages that have tags."""
        return [each.cleaned for each in self.seen if each.is_html]


def propose(site: str, seen: Sequence[Seen]) -> str:
    """Return the text of a profile for a site: it is valid, and it applies to each of these captures that it can.

    Raises:
        ConfigurationError: a capture is of another site, or too few articles were seen.
    """
    _of_one_site(site, seen)
    articles = distinct(sorted((observe(each.cleaned) for each in seen), key=lambda each: each.sha256))
    if len(articles) < LEAST_ARTICLES:
        raise ConfigurationError(
            f"{len(articles)} different articles of {site}: a profile is proposed from {LEAST_ARTICLES} or more"
        )
    known = {each.sha256 for each in articles}
    chosen = [each for each in seen if each.cleaned.page.capture.sha256 in known]
    eras = [_era(layout, site) for layout in layouts(chosen)]
    if not any(eras):
        raise ConfigurationError(f"the captures have nothing in common that would prove {site}: are they of one site?")
    name = _commonest(each.publisher for each in seen) or site
    languages = [each.language for each in seen]
    language = _commonest(languages)
    if languages.count(language) < AGREED * len(languages):
        language = None
    head = [f"name = {_quoted(name)}", *([f"language = {_quoted(language)}"] if language else [])]
    text = "\n".join(head) + "\n" + "".join(f"\n[[era]]\n{era}" for era in eras)
    Profile.model_validate(tomllib.loads(text))
    return text


def layouts(seen: Sequence[Seen]) -> list[Layout]:
    """Return the layouts of captures, from the oldest to the present one.

    Going back in time a new one begins where the text of a page stands elsewhere; a capture without a day counts as a
    present one, and a single one of its kind tells no layout.
    """
    ordered = sorted(seen, key=lambda each: (each.day or dt.date.max, each.cleaned.page.capture.sha256), reverse=True)
    groups: list[list[Seen]] = []
    for each in ordered:
        if groups and _alike(groups[-1], each):
            groups[-1].append(each)
        else:
            groups.append([each])
    lasting = [group for group in groups if len(group) > 1] or groups[:1]
    found = [Layout(tuple(lasting[0]))]
    found += [Layout(tuple(group), group[0].day) for group in lasting[1:] if group[0].day is not None]
    return found[::-1]


def _alike(group: Sequence[Seen], other: Seen) -> bool:
    """Return whether a capture's text stands where that of a group does; text without tags stands anywhere."""
    pages = [each.cleaned for each in group if each.is_html]
    if not pages or not other.is_html:
        return True
    own = [place.fit for each in (pages, [other.cleaned]) if (place := standing(each)) is not None]
    common = standing([*pages, other.cleaned])
    return common is not None and common.fit >= min(own) - WORSE


def _of_one_site(site: str, seen: Iterable[Seen]) -> None:
    for each in seen:
        host = named_site(each.cleaned.page) if each.is_html else None
        if host is not None and host != site and not host.endswith(f".{site}"):
            raise ConfigurationError(f"{each.name} is a page of {host}, not of {site}")


def _era(layout: Layout, site: str) -> str:
    """Return the lines of an era; none but its day where the captures have nothing in common."""
    pages = layout.pages
    place = standing(pages) if len(pages) > 1 else None
    settings: dict[str, str | tuple[str, ...] | None] = {}
    lines = [each.cleaned for each in layout.seen]
    if place is not None:
        settings["title"] = field_selector(pages, Role.HEADLINE)
        settings["subtitle"] = field_selector(pages, Role.SUBTITLE, everywhere=False)
        settings["within"] = place.selector
        settings["drop"] = dropping(pages, place.selector)
        settings["drop_lines"] = intruding(pages)
    proof = signature(lines, site)
    if proof is not None:
        _all_proven([each for each in layout.seen if not each.is_html], proof, site)
    if place is None and proof is None:
        return ""
    until = f"until = {layout.until}\n" if layout.until else ""
    text = until + _set(settings)
    if proof is not None:
        proven = {"signature": proof.lines, "ends_before": ending(lines), "drop": intruding(lines)}
        text += f"\n[era.text]\nleast = {proof.least}\n{_set(proven)}"
    return text


def _all_proven(seen: Sequence[Seen], proof: Signature, site: str) -> None:
    """Raise if a text capture, which names no site, shows too few of the lines that the others share."""
    strange = strangers([each.cleaned for each in seen], proof)
    if strange:
        name = strange[0].page.capture.place.uri
        raise ConfigurationError(f"{name} shows too little of what the other captures share: is it of {site}?")


def _set(settings: "dict[str, str | tuple[str, ...] | None] | dict[str, tuple[str, ...]]") -> str:
    return "".join(f"{name} = {_written(value)}\n" for name, value in settings.items() if value)


def _written(value: str | tuple[str, ...]) -> str:
    if isinstance(value, str):
        return _quoted(value)
    quoted = [_quoted(each) for each in value]
    flat = f"[{', '.join(quoted)}]"
    return flat if len(flat) <= WIDE else "[\n" + "".join(f"    {each},\n" for each in quoted) + "]"


def _quoted(text: str) -> str:
    """Return text as TOML writes it, which in this is JSON's way."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _commonest(names: Iterable[str | None]) -> str | None:
    found = Counter(name for name in names if name)
    return min(found, key=lambda name: (-found[name], name), default=None)
