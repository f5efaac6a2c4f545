"""The documentation: what it lists must be what there is."""

import json
import re
from pathlib import Path

import pytest

import schemas.errors
from schemas.errors import BadInput
from schemas.flags import FLAGS
from schemas.outcome import STORE_RULES, UNREACHED
from tasks.clean.segmenting.wellformed import SWALLOWING
from tasks.extract.rules import RULES
from tasks.load.collections import NAMES
from tasks.load.dictionary import page
from tasks.load.shapes import ARTICLES, shapes

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("seeds/*.md")])
LINK = re.compile(r"\[[^\]\n]{1,200}\]\(([^)\s]{1,200})\)")
DICTIONARY = (ROOT / "docs" / "data-dictionary.md").read_text()
FLAGGING = (
    "clean/encoding/charset.py",
    "clean/encoding/controls.py",
    "clean/rescuing/rescue.py",
    "clean/segmenting/hypertext.py",
    "clean/segmenting/quotes.py",
    "clean/segmenting/swallowed.py",
    "clean/segmenting/wellformed.py",
    "clean/templates/templating.py",
    "enrich/json_ld.py",
    "enrich/enrichers/authors.py",
    "enrich/enrichers/language.py",
    "enrich/enrichers/quality.py",
)
"""The modules of `tasks` that raise flags."""
KEBAB = re.compile(r'"((?:[a-z]\w*-)+[a-z]\w*|short|truncated)"')
NO_FLAGS = {"windows-1252"}
"""Names of that form that are none."""
README = (ROOT / "README.md").read_text()


def reasons() -> set[str]:
    kinds = [kind for kind in vars(schemas.errors).values() if isinstance(kind, type) and issubclass(kind, BadInput)]
    return {kind.reason for kind in kinds} - {BadInput.reason}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text()):
        if not link.startswith(("http://", "https://", "#")):
            assert (page.parent / link.split("#")[0]).exists(), f"{page.name} links to {link}"


def test_the_dictionary_is_what_the_model_says() -> None:
    assert page() == DICTIONARY, "the model has changed: `make docs`"


def test_the_list_of_flags_is_complete() -> None:
    """Protects readers of a record from a flag that nothing explains, and the list from flags that nothing raises."""
    named = {flag for name in FLAGGING for flag in KEBAB.findall((ROOT / "tasks" / name).read_text())}
    raised = (named | {f"unclosed-{name}" for name in SWALLOWING}) - NO_FLAGS
    assert raised == set(FLAGS)
    assert all(f"| `{flag}` | {said} |" in DICTIONARY for flag, said in FLAGS.items())


def test_the_records_of_the_golden_cases_have_listed_flags_only() -> None:
    records = [json.loads(path.read_text()) for path in (ROOT / "tests" / "golden").rglob("expected.json")]
    found = {flag for each in records for flag in (each.get("quality") or {}).get("flags", ())}
    assert len(found) > 3
    assert found <= set(FLAGS)


def test_every_collection_has_a_shape() -> None:
    assert {ARTICLES, *shapes()} == set(NAMES)


def test_the_readme_lists_every_reason_of_a_refusal() -> None:
    section = README.split("\n## What can become of a capture\n")[1].split("\n## ")[0]
    listed = set(re.findall(r"^\| `([a-z-]+)` \|", section, re.MULTILINE))
    assert reasons() | set(RULES) | set(STORE_RULES) | set(UNREACHED) == listed


def test_the_readme_lists_every_exit_code() -> None:
    from flows.exiting import ExitCode

    listed = set(re.findall(r"^\| (\d+) \|", README, re.MULTILINE))
    assert {str(int(code)) for code in ExitCode} == listed


def test_operations_lists_every_setting() -> None:
    from flows.settings import PREFIX, Settings

    listed = set(
        re.findall(r"^\| `(COPYTASTER_[A-Z_]+)` \|", (ROOT / "docs" / "operations.md").read_text(), re.MULTILINE)
    )
    assert {f"{PREFIX}{name}".upper() for name in Settings.model_fields} == listed
