"""What `make run` does with the sample captures, the first and the second time, is what the README says."""

import re
from pathlib import Path

from flows.ingest import Request, run
from schemas.run import Receipt, RunStatus
from tasks.load.connecting import MongoStore
from tasks.pool import Inline

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^(stored|revised|unchanged|duplicate|excluded|quarantined|not reached|seen) +(\d+)$", re.MULTILINE)
NAMES = {"stored": "new", "not reached": "not-reached"}


def taken(store: MongoStore, logs: Path) -> Receipt:
    return run(Request((str(ROOT / "seeds"),)), store, Inline(), logs)


def test_the_readme_shows_what_the_first_run_counts(store: MongoStore, tmp_path: Path) -> None:
    printed = {NAMES.get(name, name): int(units) for name, units in ROW.findall((ROOT / "README.md").read_text())}
    receipt = taken(store, tmp_path)
    assert receipt.status is RunStatus.COMPLETED
    assert printed == {**receipt.counts, "seen": receipt.seen}
    for shown in ("new", "revised", "duplicate", "excluded", "quarantined"):
        assert receipt.counts[shown]


def test_a_second_run_finds_everything_unchanged_and_writes_nothing(store: MongoStore, tmp_path: Path) -> None:
    first = taken(store, tmp_path)
    before, stored = store.store_hash(), store.counts()
    second = taken(store, tmp_path)
    assert store.store_hash() == before
    assert store.counts() == {**stored, "runs": stored["runs"] + 1}
    again = {**first.counts, "new": 0, "revised": 0, "unchanged": first.counts["new"] + first.counts["revised"]}
    assert second.counts == again
    assert store.verify().ok
