"""Protects a deployed flow: Prefect puts `flows/` first on the path, where a name of ours would hide a module."""

import importlib.util
import sys
from pathlib import Path

import pytest

FLOWS = Path(__file__).resolve().parents[2] / "flows"
NAMES = sorted(
    {path.stem for path in FLOWS.iterdir() if path.suffix == ".py" or path.is_dir()} - {"__init__", "__pycache__"}
)


@pytest.mark.parametrize("name", NAMES)
def test_no_file_in_flows_hides_a_module_or_package(name: str) -> None:
    assert name not in sys.stdlib_module_names
    assert importlib.util.find_spec(name) is None
