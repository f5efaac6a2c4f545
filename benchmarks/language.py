"""The language enricher: how often it is right, and what it costs beside langdetect on the whole text.

    python -m benchmarks.language language.jsonl FOLDER     # texts of known language; captures to time it on

The figures are of one run on one machine; only their ratio means anything elsewhere.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from langdetect import detect_langs
from langdetect.lang_detect_exception import LangDetectException

from tasks.clean.encoding.charset import decode
from tasks.enrich.enrichers.language import detect
from tasks.enrich.languages.voters import known_to_langdetect, warm

KINDS = ("word", "c20", "c100", "article")


def accuracy(path: Path) -> None:
    """Print the share of right answers, by kind of text, for all languages and for those langdetect knows."""
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        hit = detect(row["text"]).code == row["language"]
        for group in ("all languages", *(("langdetect's own",) if row["language"] in known_to_langdetect() else ())):
            total[group, row["kind"]] += 1
            right[group, row["kind"]] += hit
    for group in ("all languages", "langdetect's own"):
        print(f"{group:17}", "  ".join(f"{kind} {right[group, kind] / total[group, kind]:.4f}" for kind in KINDS))


def cost(folder: Path) -> None:
    """Print the seconds of processor time for the texts of a folder, and their ratio."""
    texts = [decode(path.read_bytes()).text for path in sorted(folder.glob("*.txt"))]
    ours, whole = _seconds(detect, texts), _seconds(_langdetect, texts)
    print(f"{len(texts)} texts: {ours:.3f} s; langdetect on the whole text {whole:.3f} s; ratio {ours / whole:.3f}")


def _seconds(function: Callable[[str], object], texts: list[str]) -> float:
    began = time.process_time()
    for text in texts:
        function(text)
    return time.process_time() - began


def _langdetect(text: str) -> object:
    try:
        return detect_langs(text)
    except LangDetectException:
        return None


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    warm()
    _langdetect("Load the profiles before the clock runs.")
    accuracy(options.texts)
    cost(options.folder)


if __name__ == "__main__":
    main()
