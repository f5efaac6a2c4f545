"""Protects the forms: what the Prefect server refuses before there is a run, and that each field explains itself."""

import importlib
import json
from pathlib import Path
from typing import Any

import pytest
from prefect.flows import load_flow_from_entrypoint
from prefect.utilities.schema_tools.validation import ValidationError, build_error_obj, validate

from flows.forms import Form, IngestForm, LearnForm, MaintainForm, VerifyForm
from flows.replay import Held
from flows.reprocess import Which
from flows.roots import expect_within_roots
from flows.serving.deploying import Defined, defined, shown_parameters
from schemas.errors import ConfigurationError


@pytest.fixture
def ingest_schema(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """The schema the server holds the parameters of an ingest against, where only `tmp_path` may be read."""
    from flows.ingest import ingest

    monkeypatch.setenv("COPYTASTER_ROOTS", str(tmp_path))
    return json.loads(json.dumps(shown_parameters(ingest).model_dump(exclude_unset=True)))


def accepted(schema: dict[str, Any], **captures: object) -> bool:
    try:
        validate({"captures": captures}, schema, raise_on_error=True)
    except ValidationError:
        return False
    return True


def test_what_the_form_allows_passes(ingest_schema: dict[str, Any], tmp_path: Path) -> None:
    assert accepted(ingest_schema, paths=[str(tmp_path)])
    assert accepted(
        ingest_schema,
        paths=[f"{tmp_path}/2017-*/**/*.html", f"{tmp_path}/ünï code (1).txt"],
        source="archive",
        when_busy="wait",
        max_quarantined=2.5,
        workers=8,
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"paths": []},
        {"paths": ["/etc"]},
        {"paths": ["file:///etc/passwd"]},
        {"paths": ["{root}/../etc"]},
        {"paths": ["{root}/a/.."]},
        {"paths": ["{root}x"]},
        {"paths": ["captures"]},
        {"paths": ["{root}/a\n/etc"]},
        {"paths": ["{root}/" + "a" * 5000]},
        {"paths": ["{root}"] * 1001},
        {"paths": "{root}"},
        {"paths": ["{root}"], "workers": 10**9},
        {"paths": ["{root}"], "workers": -1},
        {"paths": ["{root}"], "max_quarantined": 101},
        {"paths": ["{root}"], "source": ""},
        {"paths": ["{root}"], "source": "a\nb"},
        {"paths": ["{root}"], "source": "a\n"},
        {"paths": ["{root}"], "when_busy": "force"},
        {"paths": ["{root}"], "store": "mongodb://elsewhere"},
        {},
    ],
    ids=lambda wrong: str(wrong)[:40],
)
def test_what_the_form_does_not_allow_is_refused(
    ingest_schema: dict[str, Any], tmp_path: Path, wrong: dict[str, Any]
) -> None:
    given = json.loads(json.dumps(wrong).replace("{root}", str(tmp_path)))
    assert not accepted(ingest_schema, **given)


def refusals(flow: Any, field: str, parameters: dict[str, Any]) -> list[str]:
    """Return what the server says beside a field; it is what the form in the browser shows."""
    schema = json.loads(json.dumps(shown_parameters(flow).model_dump(exclude_unset=True)))
    found = build_error_obj(validate(parameters, schema))["errors"]
    said = [
        error for each in found for below in each["errors"] if below["property"] == field for error in below["errors"]
    ]
    return [one for each in said for one in (each["errors"] if isinstance(each, dict) else [each])]


@pytest.mark.parametrize("path", ["/etc", "captures", "/captures/../etc"])
def test_a_refused_path_is_told_what_was_expected(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody who fills in a form should have to read a regular expression."""
    from flows.ingest import ingest

    monkeypatch.setenv("COPYTASTER_ROOTS", "/captures:/home/me:/home/me/news")
    said = refusals(ingest, "paths", {"captures": {"paths": [path]}})
    assert said == ["'an absolute path in /captures or /home/me, without ..' was expected"]


def test_the_words_of_a_refusal_are_no_value_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.ingest import ingest

    monkeypatch.setenv("COPYTASTER_ROOTS", "/captures")
    words = "an absolute path in /captures, without .."
    assert refusals(ingest, "paths", {"captures": {"paths": [words]}})


@pytest.mark.parametrize(
    ("flow", "form", "field", "wrong", "said"),
    [
        ("flows.ingest:ingest", "captures", "source", "a\nb", "a name in one line"),
        ("flows.verify:verify", "check", "run", "../x", "an id of digits and letters a to f, or its start"),
        ("flows.reprocess:reprocess", "which", "since", "2017-13-01", "a day, as in 2017-06-15"),
        ("flows.reprocess:reprocess", "which", "version_before", "new", "a release, as in 0.2.0, or current"),
        ("flows.replay:replay", "which", "code", "No!", "a code of small letters and hyphens, as in no-article-text"),
        ("flows.replay:replay", "which", "unit", "3f2a9c", "an id of 32 digits and letters a to f"),
        ("flows.replay:replay", "which", "since", "soon", "a day, as in 2017-06-15"),
    ],
)
def test_no_refusal_quotes_a_pattern(flow: str, form: str, field: str, wrong: str, said: str) -> None:
    module, name = flow.split(":")
    shown = getattr(importlib.import_module(module), name)
    required = {"paths": [str(Path.cwd())]} if name == "ingest" else {}
    assert refusals(shown, field, {form: {field: wrong, **required}}) == [f"{said!r} was expected"]
    assert not refusals(shown, field, {form: required})


def test_a_parameter_beside_the_form_is_refused(ingest_schema: dict[str, Any], tmp_path: Path) -> None:
    captures = {"paths": [str(tmp_path)]}
    with pytest.raises(ValidationError, match="extra"):
        validate({"captures": captures, "extra": 1}, ingest_schema, raise_on_error=True)


def test_a_link_out_of_the_roots_is_followed_and_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "in" / "link").symlink_to(tmp_path / "out")
    monkeypatch.setenv("COPYTASTER_ROOTS", str(tmp_path / "in"))
    expect_within_roots([str(tmp_path / "in"), str(tmp_path / "in" / "page.html")])
    with pytest.raises(ConfigurationError, match="outside the folders"):
        expect_within_roots([str(tmp_path / "in" / "link" / "page.html")])


@pytest.mark.parametrize("form", [IngestForm, VerifyForm, MaintainForm, LearnForm, Which, Held])
def test_each_field_says_what_it_is(form: type[Form]) -> None:
    for name, field in form.model_fields.items():
        assert field.title, name
        assert field.description, name
        assert field.description.endswith("."), name


@pytest.mark.parametrize("each", defined(), ids=lambda each: each.name)
def test_nothing_stands_beside_a_form_and_absurd_numbers_are_refused(each: Defined) -> None:
    """A parameter of a flow's own would have neither words nor bounds."""
    flow: Any = load_flow_from_entrypoint(each.module_path)
    schema = json.loads(json.dumps(shown_parameters(flow).model_dump(exclude_unset=True)))
    (form,) = schema["properties"]
    (shown,) = [each for each in schema["definitions"].values() if "properties" in each]
    for name, field in shown["properties"].items():
        if field.get("type") in ("integer", "number"):
            (said,) = refusals(flow, name, {form: {name: 10**9}})
            assert "greater than the maximum" in said


def test_the_definition_and_the_flows_agree() -> None:
    """Each deployment is named as its flow, tagged, and its schedules are named: unnamed ones would be made anew."""
    for each in defined():
        flow: Any = load_flow_from_entrypoint(each.module_path)
        assert each.name == flow.name
        assert each.tags == ["copytaster", flow.name]
        assert flow.description
        assert flow.version
        assert all(schedule.slug for schedule in each.schedules)
