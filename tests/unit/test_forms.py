"""Protects the forms: what the Prefect server refuses before there is a run, and that each field explains itself."""

import json
from pathlib import Path
from typing import Any

import pytest
from prefect.utilities.schema_tools.validation import ValidationError, validate

from flows.forms import Form, IngestForm, MaintainForm, VerifyForm
from flows.roots import expect_within_roots
from flows.serving.deploying import defined, shown_parameters
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


@pytest.mark.parametrize("form", [IngestForm, VerifyForm, MaintainForm])
def test_each_field_says_what_it_is(form: type[Form]) -> None:
    for name, field in form.model_fields.items():
        assert field.title, name
        assert field.description, name
        assert field.description.endswith("."), name


def test_the_definition_and_the_flows_agree() -> None:
    """Each deployment is named as its flow, tagged, and its schedules are named: unnamed ones would be made anew."""
    from prefect.flows import load_flow_from_entrypoint

    for each in defined():
        flow: Any = load_flow_from_entrypoint(each.module_path)
        assert each.name == flow.name
        assert each.tags == ["copytaster", flow.name]
        assert flow.description
        assert flow.version
        assert all(schedule.slug for schedule in each.schedules)
