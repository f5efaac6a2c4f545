"""What a page costs: CPU of the `clean` command beside that of others in the same run, and of its pieces.

    python -m benchmarks.speed FOLDER --command .venv/bin/copytaster \
        --command "PEERS/bin/python benchmarks/peers.py trafilatura_fast"

A command's cost is its CPU on the folder less that on an empty one, the least of two runs that take turns. A piece's is
the least of three rounds in this process, without what the pieces inside it take. Only ratios mean anything elsewhere.
"""

import argparse
import importlib
import resource
import shlex
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import process_time
from types import ModuleType
from typing import Any
from unittest.mock import patch

from schemas.article import draft
from schemas.capture import Capture
from schemas.errors import BadInput
from tasks.clean import pipeline
from tasks.clean.decoder import model
from tasks.clean.segmenting import hypertext
from tasks.enrich.pipeline import enrichers
from tasks.extract.limits import Limits
from tasks.extract.pipeline import extract

segmenting = importlib.import_module("tasks.clean.segmenting.segment")  # its function has the module's name
PIECES: tuple[tuple[ModuleType, str, str], ...] = (
    (segmenting, "decode", "charset"),
    (hypertext, "LexborHTMLParser", "parsing"),
    (hypertext, "read_markup", "markup read"),
    (pipeline, "segment", "cutting into blocks"),
    (model, "gather", "features"),
    (model, "look_again", "features of the second look"),
    (pipeline, "likelihoods", "trees"),
    (pipeline, "decide", "roles"),
    (pipeline, "paragraphs", "text, BeautifulSoup"),
    (pipeline, "refuse", "judgement"),
)


class Clock:
    """Adds up what pieces take, each without those inside it."""

    def __init__(self) -> None:
        """Start at nothing."""
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._inner: list[float] = []

    @contextmanager
    def timing(self, name: str) -> Iterator[None]:
        """Time a block."""
        began = process_time()
        self._inner.append(0.0)
        try:
            yield
        finally:
            whole = process_time() - began
            self.spent[name] += whole - self._inner.pop()
            if self._inner:
                self._inner[-1] += whole

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function, its calls timed."""

        def call(*arguments: Any, **options: Any) -> Any:
            with self.timing(name):
                return function(*arguments, **options)

        return call


def pieces(captures: list[Capture]) -> dict[str, float]:
    """Return the seconds each piece takes for these captures."""
    clock = Clock()
    patches = [patch.object(place, name, clock.timed(what, getattr(place, name))) for place, name, what in PIECES]
    for each in patches:
        each.start()
    try:
        for capture in captures:
            try:
                cleaned = pipeline.clean(capture)
            except BadInput:
                continue
            article = draft(cleaned)
            for enricher in enrichers():
                with clock.timing(f"enricher {enricher.name}"):
                    article = enricher.run(cleaned, article)
    finally:
        for each in patches:
            each.stop()
    return dict(clock.spent)


def cost(command: str, folder: Path) -> float:
    """Return the CPU seconds of a command on a folder."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*shlex.split(command), "clean", str(folder)], check=False, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--command", action="append", default=[])
    options = parser.parse_args()
    found = extract([str(options.folder)], source="speed", limits=Limits(), absolute=False)
    captures = [unit for unit in found if isinstance(unit, Capture)]
    with tempfile.TemporaryDirectory() as empty:
        turns = [{each: cost(each, options.folder) - cost(each, Path(empty)) for each in options.command} for _ in "12"]
    for command in options.command:
        print(f"{1000 * min(turn[command] for turn in turns) / len(captures):7.2f} ms a page  {command}")
    rounds = [pieces(captures) for _ in range(3)]
    least = {name: min(each.get(name, 0.0) for each in rounds) for name in rounds[0]}
    print(f"{1000 * sum(least.values()) / len(captures):7.2f} ms a page, in one process, of which")
    for name, seconds in sorted(least.items(), key=lambda item: -item[1]):
        print(f"{1000 * seconds / len(captures):7.2f}  {name}")


if __name__ == "__main__":
    main()
