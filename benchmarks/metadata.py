"""Titles, dates and authors of commands on gold pages, side by side, over the same pages in one run.

    python -m benchmarks.metadata --data GOLD --sets fundus,npk,wcxb_dev,traf --forms html,wet \
        --command ".venv/bin/copytaster" --command "PEERS/bin/python benchmarks/peers.py trafilatura"

A command takes `clean FOLDER` and prints a JSON object a line. GOLD holds a zip for each set: gold.jsonl, html/ID.html,
wet/ID.txt. Title: equal but for case, quotes, dashes and white space. Date: the exact day; precision is of what is
given, coverage of what gold has. Instant: the same minute, where gold has a zone. Authors: F1 over the sets of names.
`date P*` and `date F1*` leave out the pages of docs/gold-errors.md, whose gold is not the day of publication.
"""

import argparse
import json
import re
import shlex
import subprocess
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

Record = Mapping[str, Any]
ERRORS = Path(__file__).parent.parent / "docs" / "gold-errors.md"
ERROR_ROW = re.compile(r"^\| (?P<set>\w+) \| `(?P<page>[^`]+)` \| date", re.MULTILINE)
FOLDS = (("[\u2018\u2019\u201a\u201b`\u00b4]", "'"), ("[\u201c-\u201f\u00ab\u00bb\u2039\u203a]", '"'))
FOLDS += (("[\u2010-\u2015\u2212]", "-"), ("[\u00ad\u200b-\u200f\ufeff]", ""), (r"\s+", " "))
LEAD = re.compile(r"^(?:by|von|par|por|di)\s+")
COLUMNS = ("title", "date F1", "date F1*", "date P", "date P*", "coverage", "instant", "authors")


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as gold or a record gives it."""

    day: str  # 2017-06-15
    time: datetime | None  # where a time is given


def main() -> None:
    """Compare what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sets", default="fundus,npk,wcxb_dev,traf")
    parser.add_argument("--forms", default="html,wet")
    parser.add_argument("--command", action="append", required=True)
    options = parser.parse_args()
    print(f"{'set':9} {'form':5} {'command':36}" + "".join(f"{column:>9}" for column in COLUMNS))
    for name in options.sets.split(","):
        for form in options.forms.split(","):
            with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(options.data / f"{name}.zip") as pages:
                for member in (each for each in pages.namelist() if each.startswith(f"{form}/") and each[-1] != "/"):
                    Path(folder, Path(member).name).write_bytes(pages.read(member))
                golds = [json.loads(line) for line in pages.read("gold.jsonl").decode().splitlines() if line]
                for command in options.command:
                    found = score(name, golds, records(command, folder))
                    cells = (f"{found[column]:9.3f}" if column in found else f"{'-':>9}" for column in COLUMNS)
                    print(f"{name:9} {form:5} {command[-36:]:36}" + "".join(cells), flush=True)


def records(command: str, folder: str) -> dict[str, Record]:
    """Return the record a command prints for each page, by the page's id."""
    done = subprocess.run([*shlex.split(command), "clean", folder], stdout=subprocess.PIPE, check=False)
    rows = [json.loads(line) for line in done.stdout.decode("utf-8", "replace").splitlines() if line.startswith("{")]
    return {Path(row["source"]["uri"]).stem: row for row in rows}


def score(name: str, golds: Sequence[Record], found: Mapping[str, Record]) -> dict[str, float]:
    """Return the figures of one command on one set."""
    pairs = [(gold, found.get(gold["id"], {})) for gold in golds]
    titled = [fold(gold["title"]) == fold(row.get("title")) for gold, row in pairs if gold.get("title")]
    return {
        **({"title": sum(titled) / len(titled)} if titled else {}),
        **_dates(name, pairs),
        **_authors(pairs),
    }


def _dates(name: str, pairs: Sequence[tuple[Record, Record]]) -> dict[str, float]:
    wrong = {found["page"] for found in ERROR_ROW.finditer(ERRORS.read_text("utf-8")) if found["set"] == name}
    dated = [(gold, row, moment) for gold, row in pairs if (moment := moment_of(gold.get("date")))]
    given = [(gold["id"], moment, said) for gold, row, moment in dated if (said := moment_of(_published(row, "value")))]
    right = {page for page, moment, said in given if same_day(said, moment)}
    sound = [page for page, _, _ in given if page not in wrong]
    zoned = [(moment, _published(row, "instant")) for _, row, moment in dated if moment.time and moment.time.tzinfo]
    instants = [same_minute(moment_of(said), moment) for moment, said in zoned]
    known = sum(gold["id"] not in wrong for gold, _, _ in dated)
    hits = sum(page in right for page in sound)
    return {
        "date F1*": 2 * hits / max(1, len(sound) + known),
        "date F1": 2 * len(right) / max(1, len(given) + len(dated)),
        "date P": len(right) / max(1, len(given)),
        "date P*": hits / max(1, len(sound)),
        "coverage": len(given) / max(1, len(dated)),
        **({"instant": sum(instants) / len(instants)} if instants else {}),
    }


def _authors(pairs: Sequence[tuple[Record, Record]]) -> dict[str, float]:
    named = [(wanted, names(row.get("authors"))) for gold, row in pairs if (wanted := names(gold.get("authors")))]
    size = sum(len(wanted) + len(said) for wanted, said in named)
    return {"authors": 2 * sum(len(wanted & said) for wanted, said in named) / size} if size else {}


def _published(row: Record, field: str) -> str | None:
    value: str | None = (row.get("published") or {}).get(field)
    return value


def fold(text: str | None) -> str:
    """Return a title as it is compared."""
    folded = unicodedata.normalize("NFKC", text or "").casefold()
    for pattern, replacement in FOLDS:
        folded = re.sub(pattern, replacement, folded)
    return folded.strip(" .-|:")


def names(authors: Iterable[str] | None) -> set[str]:
    """Return the names of authors as they are compared."""
    return {LEAD.sub("", folded) for author in authors or () if (folded := fold(author))}


def moment_of(value: str | None) -> Moment | None:
    """Return what an ISO date says; None where it names no full day."""
    if not value:
        return None
    try:
        time = datetime.fromisoformat(value)
    except ValueError:
        return None
    return Moment(time.date().isoformat(), time if len(value) > len("2017-06-15") else None)


def same_day(said: Moment, gold: Moment) -> bool:
    """Return whether two moments are of one day, be it in the zone of gold."""
    if said.day == gold.day:
        return True
    zoned = said.time and gold.time and said.time.tzinfo and gold.time.tzinfo
    return bool(
        zoned and said.time and said.time.astimezone(gold.time and gold.time.tzinfo).date().isoformat() == gold.day
    )


def same_minute(said: Moment | None, gold: Moment) -> bool:
    """Return whether two moments with zones are less than a minute apart."""
    if said is None or said.time is None or gold.time is None or said.time.tzinfo is None:
        return False
    return abs((said.time - gold.time).total_seconds()) < 60


if __name__ == "__main__":
    main()
