"""The examples in the docstrings of the clean stage hold."""

import doctest
import importlib
import pkgutil

import pytest

import tasks.clean

MODULES = sorted(
    info.name for info in pkgutil.walk_packages(tasks.clean.__path__, "tasks.clean.") if "step" not in info.name
)


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0


def test_there_are_examples() -> None:
    assert sum(doctest.testmod(importlib.import_module(name)).attempted for name in MODULES) >= 15
