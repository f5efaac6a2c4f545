"""Protects the pipeline's version: it changes with all that decides what a record says, and with nothing else."""

import ast
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tasks.provenance import DECIDING, LIBRARIES, fingerprint, pipeline, release

TASKS = Path(__file__).resolve().parents[2] / "tasks"
DEVELOPERS = {"babel"}
"""What only the script that writes the calendar's words imports."""


def test_it_is_the_release_and_a_hash() -> None:
    number, _, rest = pipeline().partition("+")
    assert release(pipeline()) == number
    assert len(rest) == 12
    assert pipeline() == pipeline()


@pytest.mark.parametrize("change", ["bytes", "name", "library", "new"])
def test_it_changes_with_what_decides(tmp_path: Path, change: str) -> None:
    (tmp_path / "a.toml").write_text("one = 1")
    before = fingerprint(tmp_path, tmp_path.rglob("*"), {"lxml": "6.1"})
    if change == "bytes":
        (tmp_path / "a.toml").write_text("one = 2")
    elif change == "name":
        (tmp_path / "a.toml").rename(tmp_path / "b.toml")
    elif change == "new":
        (tmp_path / "b.toml").write_text("")
    after = fingerprint(tmp_path, tmp_path.rglob("*"), {"lxml": "6.2" if change == "library" else "6.1"})
    assert after != before


def test_compiled_files_and_the_order_of_a_listing_do_not_matter(tmp_path: Path) -> None:
    for name in ("b.py", "a.py"):
        (tmp_path / name).write_text(name)
    before = fingerprint(tmp_path, sorted(tmp_path.rglob("*")), {})
    (tmp_path / "a.cpython-311.pyc").write_bytes(b"compiled")
    assert fingerprint(tmp_path, sorted(tmp_path.rglob("*"), reverse=True), {}) == before


def test_every_library_that_decides_is_named() -> None:
    """A library that a new enricher imports decides with it."""
    imported: set[str] = set()
    for path in (path for name in DECIDING for path in (TASKS / name).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                imported |= {each.name.split(".")[0] for each in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module.split(".")[0])
    ours = {"tasks", "schemas", "prefect", "pydantic", *DEVELOPERS}
    of_others = imported - ours - sys.stdlib_module_names
    distributions = packages_distributions()
    assert {distributions[name][0].lower() for name in of_others} <= set(LIBRARIES)
