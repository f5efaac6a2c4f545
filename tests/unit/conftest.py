"""Pages made by hand for the tests of single enrichers: no decoder stands between the test and the enricher."""

import hashlib
from collections.abc import Callable, Iterable

import pytest

from schemas.article import Article, draft
from schemas.capture import Capture, place_of
from schemas.page import Block, Cleaned, Decision, Markup, Page, Role

Line = tuple[Role, str] | tuple[Role, str, str]
"""A block's role, its text, and the rule that decided ("model" where none is given)."""


@pytest.fixture
def page_of() -> Callable[..., tuple[Cleaned, Article]]:
    """Return a maker of cleaned pages and their draft articles."""
    return make_page


def make_page(
    lines: Iterable[Line] = (),
    markup: Markup | None = None,
    profile: str | None = None,
    publisher: str | None = None,
    hints: dict[str, str] | None = None,
    flags: tuple[str, ...] = (),
) -> tuple[Cleaned, Article]:
    """Return a page of these lines and its draft; with markup it is HTML, without it a text capture."""
    form = "text" if markup is None else "html"
    data = repr(lines).encode()
    capture = Capture(place_of("page"), data, hashlib.sha256(data).hexdigest(), form)
    decisions = tuple(
        Decision(Block(text, number), role, 0.9, rule[0] if rule else "model")
        for number, (role, text, *rule) in enumerate(lines, start=1)
    )
    page = Page(capture, "utf-8", tuple(each.block for each in decisions), markup or Markup(), flags)
    text = "\n\n".join(each.block.text for each in decisions if each.kept)
    cleaned = Cleaned(page, decisions, text, profile, publisher, hints or {})
    return cleaned, draft(cleaned)
