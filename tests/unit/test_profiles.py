"""Publisher profiles: read strictly, found by domain or signature, by era, and nothing overrules them."""

import datetime as dt
import hashlib
import tomllib
from pathlib import Path

import pytest
from pydantic import ValidationError

from schemas.capture import Capture, place_of
from schemas.errors import ConfigurationError
from schemas.page import Block, Cleaned, Decision, Markup, Page, Role
from tasks.clean import profiling
from tasks.clean.batch import clean_units
from tasks.clean.explaining import Row, rows
from tasks.clean.pipeline import decided
from tasks.clean.profile import Profile
from tasks.clean.profiling import Profiled, apply_profile, profiles
from tasks.clean.roles import decide
from tasks.clean.segmented import Segmented
from tasks.clean.selector import parse_selector

SLIPS = {
    'name = "The Example"\n[[era]]\ndrop = ["p:last-of-type"]': "era.0.drop: ",
    'name = "The Example"\n[era.html]\n': "era: ",
    "name = ": "Invalid value",
}
EXAMPLE = """
name = "The Example"

[[era]]
until = 2018-12-31
title = "h1.old"
body = "div.story > p"

[[era]]
title = "article h1"
subtitle = ".dek"
body = "article p"
drop = [".newsletter"]
keep = ["aside.box"]

[era.text]
signature = ["Example masthead", "Printed by *", "© The Example"]
least = 2
begins_after = ["Example masthead"]
ends_before = ["More from The Example"]
drop = ["Page * of *"]
keep = ["Leave a reply"]

[era.text.fields]
published = "Issue of *"
"""


def profile(text: str = EXAMPLE) -> Profile:
    return Profile.model_validate(tomllib.loads(text))


def html_page(*blocks: tuple[str, str], day: int | None = 2020, canonical: str = "https://www.example.org/a") -> Page:
    made = tuple(
        Block(text, number, path.split(">")[-1].split(".")[0], path) for number, (path, text) in enumerate(blocks, 1)
    )
    when = dt.datetime(day, 6, 1, tzinfo=dt.UTC) if day else None
    capture = Capture(place_of("a.html"), b"", "0" * 64, "html", captured_at=when)
    return Page(capture, "utf-8", made, Markup(canonical=canonical))


def text_page(*lines: str) -> Page:
    data = "\n".join(lines).encode()
    capture = Capture(place_of("a.txt"), data, hashlib.sha256(data).hexdigest(), "text")
    return Page(capture, "utf-8", tuple(Block(line, number) for number, line in enumerate(lines, 1)))


def apply(page: Page) -> Profiled:
    return apply_profile(page, {"example.org": profile()})


def test_selectors_decide_what_a_page_found_by_its_domain_holds() -> None:
    page = html_page(
        ("html>body>article>h1", "The headline"),
        ("html>body>article>p.dek", "The standfirst"),
        ("html>body>article>p", "The text."),
        ("html>body>article>div.newsletter>p", "Sign up."),
        ("html>body>aside.box>p", "The box."),
        ("html>body>p", "Another story."),
    )
    found = apply(page)
    assert (found.domain, found.publisher) == ("example.org", "The Example")
    assert found.hints == {"title": "The headline", "subtitle": "The standfirst"}
    wanted = [Role.HEADLINE, Role.SUBTITLE, Role.BODY, Role.NAVIGATION, Role.BODY, Role.NAVIGATION]
    assert [decision.role for decision in decide(page, (0.0,) * 6, 0.5, found.roles)] == wanted
    assert found.roles[2].rule == "profile:example.org"


def test_the_era_is_that_of_the_capture() -> None:
    blocks = (("html>body>h1.old", "Then"), ("html>body>article>h1", "Now"))
    assert apply(html_page(*blocks, day=2018)).hints == {"title": "Then"}
    assert apply(html_page(*blocks, day=2019)).hints == {"title": "Now"}


def test_where_the_day_is_not_known_the_layout_tells_the_era() -> None:
    then = (("html>body>h1.old", "Then"), ("html>body>div.story>p", "The text."))
    now = (("html>body>article>h1", "Now"), ("html>body>article>p", "The text."))
    assert apply(html_page(*then, day=None)).hints == {"title": "Then"}
    assert apply(html_page(*now, day=None)).hints == {"title": "Now"}
    assert apply(html_page(*then, *now, day=None)).hints == {"title": "Now"}
    assert apply(html_page(("html>body>p", "The text."), day=None)).roles == {}


@pytest.mark.parametrize("canonical", ["https://example.com/a", "https://notexample.org/a", "http://[broken/a", ""])
def test_another_domain_has_no_profile(canonical: str) -> None:
    assert apply(html_page(("html>body>article>h1", "x"), canonical=canonical)) == Profiled()


def test_a_text_is_known_by_enough_of_its_signature() -> None:
    lines = (
        "Menu",
        "Example masthead",
        "Issue of 3 May 2019",
        "The text.",
        "Page 1 of 2",
        "Leave a reply",
        "More from The Example",
        "x",
    )
    found = apply(text_page(*lines, "© The Example"))
    assert found.publisher == "The Example"
    assert found.hints == {"published": "Issue of 3 May 2019"}
    roles = {lines[index]: decision.role for index, decision in found.roles.items() if index < len(lines)}
    assert roles["Menu"] is roles["x"] is roles["Page 1 of 2"] is Role.NAVIGATION
    assert roles["Issue of 3 May 2019"] is Role.DATELINE
    assert roles["Leave a reply"] is Role.BODY
    assert "The text." not in roles


def test_one_line_of_a_signature_proves_nothing() -> None:
    assert apply(text_page("Example masthead", "The text.")) == Profiled()
    assert apply(text_page("He read: Example masthead, and Printed by nobody.")) == Profiled()


def test_a_kept_line_is_restored_against_the_cues() -> None:
    page = text_page("Example masthead", "The text of the story is here.", "Leave a reply", "© The Example")
    found = decide(page, (0.0, 0.9, 0.1, 0.0), 0.5, apply(page).roles)
    assert [decision.block.text for decision in found if decision.kept] == [page.blocks[1].text, "Leave a reply"]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ('body = "article p"', 'body = "article p:first-child"'),
        ('drop = [".newsletter"]', 'drop = ["a[rel]"]'),
        ("until = 2018-12-31", ""),
        ('name = "The Example"', 'name = "The Example"\ncolour = "red"'),
        ('signature = ["Example masthead", "Printed by *", "© The Example"]', 'signature = ["Example masthead"]'),
        ('signature = ["Example masthead", "Printed by *", "© The Example"]', 'signature = ["A *", "B *"]'),
        ('published = "Issue of *"', 'weather = "Issue of *"'),
    ],
)
def test_a_mistake_in_a_profile_is_refused_when_it_is_read(wrong: str, right: str) -> None:
    assert wrong in EXAMPLE
    with pytest.raises(ValidationError):
        profile(EXAMPLE.replace(wrong, right))


def test_eras_run_forwards() -> None:
    with pytest.raises(ValidationError, match="oldest"):
        profile('name = "X"\n[[era]]\nuntil = 2019-01-01\n[[era]]\nuntil = 2018-01-01\n[[era]]\n')


def test_the_shipped_profiles_are_valid_and_named() -> None:
    assert {"tass.com", "today.az"} <= set(profiles())
    assert all(each.name for each in profiles().values())


@pytest.mark.parametrize(
    ("selector", "path", "fits"),
    [
        ("p", "html>body>p", True),
        ("div.story > p", "html>body>div.wide.story>p", True),
        ("div.story > p", "html>body>div.story>div>p", False),
        ("div.story p", "html>body>div.story>div>p", True),
        ("article", "html>body>article>section>p", True),
        (".a.b", "html>body>div.a>p", False),
        ("main .a > .b p", "html>main>div.a>div>div.a>div.b>p", True),
        ("h1, h2", "html>body>h2", True),
        ("* > p", "html>body>p", True),
        ("p > p", "html>body>p", False),
        ("div.story > p", "html>body>div#main.wide.story>p", True),
        ("#main p", "html>body>div#main.wide.story>p", True),
        ("div#main.story", "html>body>div#main.wide.story>p", True),
        ("section#main", "html>body>div#main>p", False),
        ("#main", "html>body>div#mainly>p", False),
    ],
)
def test_selectors(selector: str, path: str, fits: bool) -> None:
    assert any(each.matches(path) for each in parse_selector(selector)) is fits


@pytest.mark.parametrize("selector", ["", "a >", "#", "#a#b", ".a#b", "a[href]", "p:first", "a + b", ","])
def test_more_of_css_is_refused(selector: str) -> None:
    with pytest.raises(ValueError):
        parse_selector(selector)


def restored(page: Page, row: Row, signature: str) -> bool:
    written = str(row.restore).replace("[era.text]", f"[era.text]\n{signature}")
    text = tomllib.loads(f'name = "The Example"\n{written}')
    found = apply_profile(page, {"example.org": Profile.model_validate(text)})
    return [decision.role for decision in found.roles.values() if decision.block.text == row.text] == [Role.BODY]


def test_every_removed_block_names_the_line_of_a_profile_that_keeps_it() -> None:
    said = ['He said "yes" \\ no, at * last', "Short", ("A sentence of a note that goes on. " * 30).strip()]
    html = html_page(*(("html>body>div.note>p", text) for text in said))
    text = text_page("Masthead of it", "Printed here", *said)
    for page in (html, text):
        decisions = tuple(Decision(block, Role.NAVIGATION, 0.9, "model") for block in page.blocks)
        for row in rows(Cleaned(page, decisions, "")):
            assert restored(page, row, 'signature = ["Masthead of it", "Printed here"]'), row


def test_what_stands_elsewhere_than_the_text_or_after_its_end_is_none_of_it() -> None:
    era = 'within = ".story"\nends_before = ["More of ours"]\ndrop_lines = ["Join us *"]'
    known = {"example.org": Profile.model_validate(tomllib.loads(f'name = "The Example"\n[[era]]\n{era}'))}
    page = html_page(
        ("html>body>h1", "The headline of the story"),
        ("html>body>div.story>p", "The text of the story is told in this paragraph."),
        ("html>body>div.story>p", "Join us at the office for more stories of this kind."),
        ("html>body>div.story>p", "The story goes on in one more paragraph."),
        ("html>body>div.story>h3", "More of ours"),
        ("html>body>div.story>p", "Another story that the site has to offer to its readers."),
        ("html>body>aside>p", "A story beside it that is as well told as the other."),
    )
    found = apply_profile(page, known)
    decisions = decided(Segmented(page), (0.1, *(0.9,) * 6), 0.5, found, {})
    assert [each.role is Role.BODY for each in decisions] == [False, True, False, True, False, False, False]
    assert decisions[6].rule == "profile:example.org"


def test_a_profile_that_leaves_nothing_of_a_page_is_not_believed() -> None:
    page = text_page("Example masthead", "More from The Example", "© The Example", "The text of the story is here.")
    found = apply(page)
    assert found.domain == "example.org"
    decisions = decided(Segmented(page), (0.0, 0.0, 0.0, 0.9), 0.5, found, {})
    assert [each.block.text for each in decisions if each.kept] == ["The text of the story is here."]


@pytest.mark.parametrize("domain", sorted(profiles()))
def test_no_profile_has_the_signature_of_another(domain: str) -> None:
    for era in profiles()[domain].era:
        if era.text is not None:
            lines = [line.replace("*", "2019") for line in era.text.signature]
            filled = text_page(*lines, "The text of the story is here.")
            assert apply_profile(filled).domain == domain


def test_there_are_profiles_of_a_dozen_publishers() -> None:
    assert len(profiles()) >= 14


@pytest.mark.parametrize("written", SLIPS)
def test_a_profile_with_a_slip_is_named_and_no_page_is_to_blame(
    written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "the.example.toml").write_text(written)
    monkeypatch.setattr(profiling.resources, "files", lambda package: tmp_path)
    monkeypatch.setattr(profiling, "FOLDER", ".")
    story = Capture(place_of("page"), b"A story of no publisher in particular.", "0" * 64, "text")
    profiles.cache_clear()
    with pytest.raises(ConfigurationError) as refused:
        clean_units([story])
    profiles.cache_clear()
    assert str(refused.value).startswith(f"the profile the.example.toml cannot be used: {SLIPS[written]}")
    assert "\n" not in str(refused.value)
