"""Body F1 and CPU of commands on gold pages, side by side, over the same pages in one run.

    python -m benchmarks.quality --data GOLD --cache DIR --sets aeb,npk --forms html,wet \
        --command ".venv/bin/copytaster" --command "PEERS/bin/python benchmarks/peers.py trafilatura_fast"

A command takes `clean FOLDER` and prints a JSON object a line. GOLD holds a zip for each set: gold.jsonl, html/ID.html,
wet/ID.txt, gettext/ID.txt. What copytaster itself reaches here is fitted on these pages: the figures that hold for
sites it has not seen are those of `benchmarks.decoder.train`, which are also written in the shipped parameters.
"""

import argparse
import json
import resource
import shlex
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.decoder.corpus import Sample, load
from benchmarks.decoder.measure import score


def answers(command: str, folder: Path) -> tuple[dict[str, str], float]:
    """Return the text a command finds for each page, by the page's id, and its CPU seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([*shlex.split(command), "clean", str(folder)], stdout=subprocess.PIPE, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    rows = [json.loads(line) for line in done.stdout.decode("utf-8", "replace").splitlines() if line.startswith("{")]
    texts = {Path(row["source"]["uri"]).stem: row.get("text") or "" for row in rows if row["outcome"] == "article"}
    return texts, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare(samples: Sequence[Sample], pages: Path, commands: Sequence[str], idle: dict[str, float]) -> None:
    """Print a line for each command."""
    name, form = samples[0].set, samples[0].form
    for command in commands:
        texts, seconds = answers(command, pages)
        found = score(name, [(sample, texts.get(sample.id, "")) for sample in samples])
        refused = sum(not texts.get(sample.id) for sample in samples) / len(samples)
        cost = 1000 * (seconds - idle[command]) / len(samples)
        print(f"{name:9} {form:8} {command[-42:]:42} F1 {found:.3f}  refused {refused:.3f}  {cost:6.1f} ms", flush=True)


def main() -> None:
    """Compare what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--sets", default="aeb,npk")
    parser.add_argument("--forms", default="html,wet,gettext")
    parser.add_argument("--command", action="append", required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as empty:
        idle = {command: answers(command, Path(empty))[1] for command in options.command}
    for name in options.sets.split(","):
        for form in options.forms.split(","):
            with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(options.data / f"{name}.zip") as pages:
                for member in (each for each in pages.namelist() if each.startswith(f"{form}/") and each[-1] != "/"):
                    Path(folder, Path(member).name).write_bytes(pages.read(member))
                compare(load(options.data, options.cache, form, (name,)), Path(folder), options.command, idle)


if __name__ == "__main__":
    main()
