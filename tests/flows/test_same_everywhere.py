"""The same captures give the same store, whatever the workers, the time zone, the locale or the hash seed."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.captures import write_captures
from tasks.load.embedded import stop

ROOT = Path(__file__).resolve().parents[2]
MACHINES = (
    {"workers": "1", "TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0"},
    {"workers": "2", "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "1"},
    {"workers": "4", "TZ": "America/St_Johns", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "4711"},
)


@pytest.fixture
def captures(tmp_path: Path) -> Path:
    folder = tmp_path / "captures"
    write_captures(folder, 40)
    return folder


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[list[Path]]:
    folders = [tmp_path / f"store-{number}" for number, _ in enumerate(MACHINES)]
    yield folders
    for folder in folders:
        stop(folder)


def test_workers_zone_locale_and_hash_seed_do_not_show_in_the_store(captures: Path, stores: list[Path]) -> None:
    answers = [ingest(captures, store, **machine) for machine, store in zip(MACHINES, stores, strict=True)]
    assert answers[0]["counts"]["new"] == 38
    assert answers[0]["counts"]["duplicate"] == 2
    assert len({json.dumps((answer["counts"], answer["hash"])) for answer in answers}) == 1


def ingest(captures: Path, store: Path, workers: str, **environment: str) -> dict[str, dict[str, int]]:
    command = [sys.executable, "-m", "benchmarks.plain_ingest", str(captures), str(store), workers]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, check=True)
    answer: dict[str, dict[str, int]] = json.loads(done.stdout)
    return answer
