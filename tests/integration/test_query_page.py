"""The query cookbook: each question's Python runs on every server, and finds something in the sample captures."""

import re
from pathlib import Path

import pytest
from pymongo.database import Database

from flows.ingest import Request, run
from tasks.load.connecting import MongoStore
from tasks.pool import Inline

ROOT = Path(__file__).resolve().parents[2]
SECTION = re.compile(r"^## (.{1,200})\n", re.MULTILINE)
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def questions() -> dict[str, str]:
    _, *parts = SECTION.split((ROOT / "docs" / "queries.md").read_text())
    return {title: "\n".join(PYTHON.findall(body)) for title, body in zip(parts[::2], parts[1::2], strict=True)}


@pytest.fixture
def database(store: MongoStore, tmp_path: Path) -> Database[dict[str, object]]:
    """Return the database behind a store that holds the sample captures."""
    run(Request((str(ROOT / "seeds"),)), store, Inline(), tmp_path)
    return store._mongo._database


def test_every_question_is_answered(database: Database[dict[str, object]], capsys: pytest.CaptureFixture[str]) -> None:
    unanswered = []
    for title, code in questions().items():
        capsys.readouterr()
        exec(compile(code, title, "exec"), {"db": database})  # noqa: S102  our own page
        if not capsys.readouterr().out.strip():
            unanswered.append(title)
    assert not unanswered


def test_every_question_has_its_python() -> None:
    assert len(questions()) >= 20
    assert all(questions().values())
