"""Finding a page's publisher profile and applying it."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable

from pydantic import ValidationError

from schemas.errors import ConfigurationError
from schemas.page import Block, Decision, Page, Role
from tasks.clean.profile import FIELD_ROLES, Era, Profile, Text
from tasks.clean.selector import Selector, parse_selector
from tasks.clean.sheet import Roles
from tasks.clean.site import hosts

LONGEST_LINE = 300
"""Characters of a line that a profile may describe: chrome is short."""
FOLDER = "profiles"


@dataclass(frozen=True, slots=True)
class Profiled:
    """What the publisher's profile says of a page; nothing where no profile fits."""

    domain: str | None = None
    publisher: str | None = None
    roles: Roles = field(default_factory=dict)
    outside: frozenset[int] = frozenset()  # blocks that stand where no text of the article does
    hints: Mapping[str, str] = field(default_factory=dict)


@lru_cache(maxsize=1)
def profiles() -> Mapping[str, Profile]:
    """Return the shipped profiles by domain: the name of the file.

    Raises:
        ConfigurationError: a profile says what no profile can; no page is to blame.
    """
    folder = resources.files(__package__) / FOLDER
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return {file.name.removesuffix(".toml"): _profile(file) for file in files}


def _profile(file: Traversable) -> Profile:
    try:
        return Profile.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where, said = ".".join(map(str, first["loc"])), first["msg"].removeprefix("Value error, ")
        raise ConfigurationError(f"the profile {file.name} cannot be used: {where}: {said}") from error
    except ValueError as error:  # no TOML, or no text
        raise ConfigurationError(f"the profile {file.name} cannot be used: {error}") from error


def apply_profile(page: Page, known: Mapping[str, Profile] | None = None) -> Profiled:
    """Return what the page's profile declares: found by domain where there is markup, by signature where not."""
    known = profiles() if known is None else known
    if page.capture.format == "html":
        return _by_domain(page, known)
    return _by_signature(page, known)


def _by_domain(page: Page, known: Mapping[str, Profile]) -> Profiled:
    domain = next((name for host in hosts(page) for name in _parents(host) if name in known), None)
    if domain is None:
        return Profiled()
    era = _era(page, known[domain])
    roles, hints = _select(page, era, f"profile:{domain}")
    return Profiled(domain, known[domain].name, roles, _outside(page, era), hints)


def _era(page: Page, profile: Profile) -> Era:
    """Return the era of the capture's day; where that is not known, the latest whose title and text the page has.

    Where it has those of none, its layout is not known: then the present era says the little that may still hold.
    """
    if page.capture.captured_at is not None:
        return profile.at(page.capture.captured_at.date())
    known = (
        era
        for era in reversed(profile.era)
        if all(_has(page, selector) for selector in (era.title, era.within, era.body))
    )
    return next(known, profile.era[-1])


def _has(page: Page, selector: str | None) -> bool:
    return selector is None or bool(_indices(page, selector))


def _parents(host: str) -> Iterator[str]:
    """Yield a host and the domains above it: "www.example.com", "example.com"."""
    parts = host.split(".")
    for start in range(max(0, len(parts) - 5), len(parts) - 1):
        yield ".".join(parts[start:])


def _select(page: Page, era: Era, rule: str) -> tuple[dict[int, Decision], dict[str, str]]:
    """Return the roles and fields that the selectors of an era give the blocks of an HTML page."""
    roles: dict[int, Decision] = {}
    hints: dict[str, str] = {}
    bodies = _indices(page, era.body)
    if bodies:
        for index, block in enumerate(page.blocks):
            roles[index] = Decision(block, Role.BODY if index in bodies else Role.NAVIGATION, 1.0, rule)
    for name, role in FIELD_ROLES.items():
        for index in sorted(_indices(page, getattr(era, name))):
            hints.setdefault(name, page.blocks[index].text)
            roles[index] = Decision(page.blocks[index], role, 1.0, rule)
    for role, selectors in ((Role.NAVIGATION, era.drop), (Role.BODY, era.keep)):
        for selector in selectors:
            for index in _indices(page, selector):
                roles[index] = Decision(page.blocks[index], role, 1.0, rule)
    for role, lines in ((Role.NAVIGATION, era.drop_lines), (Role.BODY, era.keep_lines)):
        for index, block in enumerate(page.blocks):
            if lines and _any(lines, block):
                roles[index] = Decision(block, role, 1.0, rule)
    return roles, hints


def _outside(page: Page, era: Era) -> frozenset[int]:
    """Return the blocks that stand elsewhere than the article's text, or after its end.

    Where its place is not on the page, the profile does not say where it is.
    """
    size = len(page.blocks)
    inside = _indices(page, era.within) or frozenset(range(size))
    end = next((index for index in sorted(inside) if _any(era.ends_before, page.blocks[index])), size)
    return frozenset(range(size)) - frozenset(index for index in inside if index < end)


def _indices(page: Page, selector: str | None) -> frozenset[int]:
    if selector is None:
        return frozenset()
    return frozenset(index for index, block in enumerate(page.blocks) if block.path and _selects(selector, block.path))


@lru_cache(maxsize=4096)  # hundreds of blocks share a few dozen paths, and one selector may be asked for twice
def _selects(selector: str, path: str) -> bool:
    return any(each.matches(path) for each in _parsed(selector))


@lru_cache(maxsize=1024)
def _parsed(selector: str) -> tuple[Selector, ...]:
    return parse_selector(selector)


def _by_signature(page: Page, known: Mapping[str, Profile]) -> Profiled:
    shown = frozenset(block.text for block in page.blocks if len(block.text) <= LONGEST_LINE)
    for domain, profile in known.items():
        for era in profile.era:
            if era.text is not None and _proven(shown, era.text):
                roles, hints = _read(page.blocks, era.text, f"profile:{domain}")
                return Profiled(domain, profile.name, roles, hints=hints)
    return Profiled()


def _proven(shown: frozenset[str], text: Text) -> bool:
    """Return whether enough of a layout's lines are shown; whole ones first, for they cost nothing to look up."""
    if shown.isdisjoint(text.signature):  # nearly always
        return False
    whole = sum(line in shown for line in text.signature)
    open_ended = [_pattern(line) for line in text.signature if "*" in line] if whole < text.least else []
    return whole + sum(any(map(pattern.fullmatch, shown)) for pattern in open_ended) >= text.least


def _read(blocks: Sequence[Block], text: Text, rule: str) -> tuple[dict[int, Decision], dict[str, str]]:
    """Return the roles and fields that a layout gives the lines of a capture without tags."""
    roles: dict[int, Decision] = {}
    hints: dict[str, str] = {}
    begin = max((index + 1 for index, block in enumerate(blocks) if _any(text.begins_after, block)), default=0)
    ends = (index for index, block in enumerate(blocks) if index >= begin and _any(text.ends_before, block))
    end = next(ends, len(blocks))
    for index, block in enumerate(blocks):
        if _any(text.keep, block):
            roles[index] = Decision(block, Role.BODY, 1.0, rule)
        elif not begin <= index < end or _any(text.drop, block):
            roles[index] = Decision(block, Role.NAVIGATION, 1.0, rule)
        else:
            for name, line in text.fields.items():
                if name not in hints and _fits(line, block):
                    hints[name] = block.text
                    roles[index] = Decision(block, FIELD_ROLES[name], 1.0, rule)
    return roles, hints


def _any(lines: Sequence[str], block: Block) -> bool:
    return any(_fits(line, block) for line in lines)


def _fits(line: str, block: Block) -> bool:
    """Return whether a block is such a line; one that only says how it begins may be of any length."""
    if "*" not in line:
        return block.text == line
    if line.endswith("*") and line.count("*") == 1:
        return block.text.startswith(line[:-1])
    return len(block.text) <= LONGEST_LINE and _pattern(line).fullmatch(block.text) is not None


@lru_cache(maxsize=4096)
def _pattern(line: str) -> re.Pattern[str]:
    """Return a line's pattern: `*` stands for at most 200 characters."""
    return re.compile(".{0,200}".join(re.escape(part) for part in line.split("*")))
