"""Every capture beneath this folder gives the record beside it: a directory is a test.

A profile in such a folder is known for its case alone: so a case may record what a publisher's rule brings back.
"""

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from schemas.capture import Capture, place_of
from schemas.errors import BadInput
from schemas.record import record, refusal
from tasks.batching import quarantined
from tasks.clean import profiling
from tasks.clean.pipeline import clean
from tasks.clean.profile import Profile
from tasks.clean.profiling import profiles
from tasks.enrich.pipeline import enrich

GOLDEN = Path(__file__).resolve().parent
CASES = sorted(path.parent for path in GOLDEN.rglob("input.*"))


def outcome(source: Path) -> dict[str, Any]:
    """Return the record of a capture, or of its refusal."""
    data = source.read_bytes()
    form = "html" if source.suffix == ".html" else "text"
    capture = Capture(place_of(source.name), data, hashlib.sha256(data).hexdigest(), form)
    try:
        return record(enrich(clean(capture)))
    except BadInput as error:
        return refusal(quarantined("clean", error, capture))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.relative_to(GOLDEN)))
def test_golden(case: Path, update_golden: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    (source,) = case.glob("input.*")
    for own in case.glob("*.toml"):
        profile = Profile.model_validate(tomllib.loads(own.read_text(encoding="utf-8")))
        monkeypatch.setattr(profiling, "profiles", lambda found={own.stem: profile}: found)
    actual = json.loads(json.dumps(outcome(source)))
    expected = case / "expected.json"
    if update_golden:
        expected.write_text(json.dumps(actual, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    assert actual == json.loads(expected.read_text(encoding="utf-8"))


def test_what_a_profile_brings_back_is_in_the_record() -> None:
    without, with_it = (
        json.loads((GOLDEN / "layouts" / case / "expected.json").read_text(encoding="utf-8"))["text"].split("\n\n")
        for case in ("everything-in-it", "restored-by-a-profile")
    )
    picture = "Clouds above the western ridge at nine. Photo: Gwen Parry"
    earlier = "Read more: The flood of 2019 and what came of it"
    assert [line for line in with_it if line not in without] == [picture, earlier]
    assert [line for line in without if line not in with_it] == []


def test_there_are_cases() -> None:
    assert len(CASES) >= 10


@pytest.mark.parametrize("domain", sorted(profiles()))
def test_every_profile_has_a_case_it_applies_to(domain: str) -> None:
    records = [json.loads(path.read_text(encoding="utf-8")) for path in (GOLDEN / domain).rglob("expected.json")]
    assert [each for each in records if each["publisher"] == profiles()[domain].name]
