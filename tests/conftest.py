"""What every test may use."""

from collections.abc import Callable
from pathlib import Path

import pytest
from mongomock.collection import BulkOperationBuilder
from mongomock.database import Database

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what the code says now; then read the diff")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


def _without_sort(add: Callable[..., object]) -> Callable[..., object]:
    """Let mongomock's bulk operations take what pymongo passes since 4.11: a `sort` that is None."""

    def forgiving(builder: object, *arguments: object, **options: object) -> object:
        if options.get("sort", ...) is None:
            del options["sort"]
        return add(builder, *arguments, **options)

    return forgiving


for _name in ("add_update", "add_replace"):
    setattr(BulkOperationBuilder, _name, _without_sort(getattr(BulkOperationBuilder, _name)))


def _not_there(*_: object, **__: object) -> object:
    """Say what mongomock lacks as it says it elsewhere, instead of taking it for a collection's name."""
    raise NotImplementedError


setattr(Database, "aggregate", _not_there)  # noqa: B010 -- it is no attribute yet
