"""Gold pages as captures: what the scripts read that fit weights.

A set is a folder with gold.jsonl (id, site, title …), html/ID.html, wet/ID.txt and gettext/ID.txt.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from schemas.capture import Capture, place_of

Gold = Mapping[str, Any]


def captures(folder: Path, form: str) -> Iterator[tuple[Gold, Capture]]:
    """Yield each page that a set has in a form, "html", "wet" or "gettext", with its line of gold."""
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        path = folder / form / f"{gold['id']}.{'html' if form == 'html' else 'txt'}"
        if path.exists():
            data = path.read_bytes()
            yield gold, Capture(place_of(path), data, _hash(data), "html" if form == "html" else "text")


def titled(folder: Path, form: str) -> Iterator[tuple[Gold, str, Capture]]:
    """Yield each page whose title the gold names, and a text also without its first line, which is marked "-bare".

    Not every stripper puts <title> there.
    """
    for gold, capture in captures(folder, form):
        if gold.get("title"):
            yield gold, "", capture
            if capture.format == "text":
                bare = capture.data.partition(b"\n")[2]
                yield gold, "-bare", replace(capture, data=bare, sha256=_hash(bare))


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
