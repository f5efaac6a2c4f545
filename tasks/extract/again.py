"""Stored bytes before they are read anew: what today's formats say of those that no format knew."""

from dataclasses import replace

from schemas.capture import Capture
from schemas.outcome import Outcome
from tasks.batching import quarantined
from tasks.extract.format import formats
from tasks.extract.opening import HEAD_BYTES
from tasks.extract.reading import refusal

PAGES = ("html", "text")
"""The formats whose file is one page: a container's pages are units of their own, which only its file can give."""


def again(capture: Capture) -> Capture | Outcome:
    """Return a stored capture, its format decided anew where none was known; or why there is nothing to read in it."""
    if capture.format == "binary":
        head = capture.data[:HEAD_BYTES]
        found = next((each.name for each in formats() if each.recognise(head)), "binary")
        capture = replace(capture, format=found if found in PAGES else "binary")
    error = refusal(capture)
    return quarantined("extract", error, capture) if error else capture
