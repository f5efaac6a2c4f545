"""Pages whose tags are gone: plain text, in any charset."""

from collections.abc import Iterator

from schemas.capture import Capture
from schemas.outcome import Outcome
from tasks.extract.format import Format
from tasks.extract.opening import Opened
from tasks.extract.reading import whole
from tasks.extract.sniffing import looks_like_text


def units(file: Opened) -> Iterator[Capture | Outcome]:
    """Yield the text."""
    return whole(file, "text")


FORMAT = Format(name="text", suffixes=(".txt",), recognise=looks_like_text, units=units, rank=90)
