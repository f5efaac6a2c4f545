"""Public tools behind the command that the benchmarks compare: `python benchmarks/peers.py NAME clean FOLDER`.

Runs in an environment of its own: pip install trafilatura readability-lxml. For HTML: trafilatura, trafilatura_fast,
trafilatura_precision, readability, and trafilatura_metadata for benchmarks/metadata.py. For text without tags there is
no tool; `sentences`, the sentences of the densest run of sentences, is the best simple rule known.
"""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)]{0,3}$")
SENTENCE_WORDS = 8


def trafilatura(**options: bool) -> Callable[[Path], str]:
    """Return trafilatura with some options."""
    from trafilatura import extract

    return lambda path: extract(path.read_bytes(), include_comments=False, **options) or ""


def trafilatura_metadata(path: Path) -> dict[str, object]:
    """Return trafilatura's title, date and authors."""
    from trafilatura import bare_extraction

    found = bare_extraction(path.read_bytes(), with_metadata=True)
    fields = found.as_dict() if found else {}
    authors = [name for name in (fields.get("author") or "").split("; ") if name]
    return {"title": fields.get("title"), "published": {"value": fields.get("date")}, "authors": authors}


def readability(path: Path) -> str:
    """Return what readability-lxml takes for the article."""
    from lxml import html
    from readability import Document

    return str(html.fromstring(Document(path.read_text("utf-8", "replace")).summary()).text_content())


def sentences(path: Path) -> str:
    """Return the sentences of the run of lines with the most words in sentences, words outside them counted against."""
    lines = [line.strip() for line in path.read_text("utf-8", "replace").splitlines() if line.strip()]
    said = [len(line.split()) >= SENTENCE_WORDS and bool(SENTENCE_END.search(line)) for line in lines]
    best, start, total, run = 0, 0, 0, (0, 0)
    for index, line in enumerate(lines):
        if total <= 0:
            start, total = index, 0
        total += len(line.split()) * (1 if said[index] else -1)
        if total > best:
            best, run = total, (start, index + 1)
    return "\n".join(line for line, sentence in zip(lines[slice(*run)], said[slice(*run)], strict=True) if sentence)


TOOLS: dict[str, Callable[[], Callable[[Path], str | dict[str, object]]]] = {
    "trafilatura": trafilatura,
    "trafilatura_fast": lambda: trafilatura(fast=True),
    "trafilatura_precision": lambda: trafilatura(favor_precision=True),
    "trafilatura_metadata": lambda: trafilatura_metadata,
    "readability": lambda: readability,
    "sentences": lambda: sentences,
}


def main(name: str, folder: str) -> None:
    """Print a record for each page of a folder."""
    tool = TOOLS[name]()
    for path in sorted(Path(folder).iterdir()):
        said = tool(path)
        fields = said if isinstance(said, dict) else {"text": said}
        print(json.dumps({"outcome": "article", "source": {"uri": str(path)}, **fields}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[3])
