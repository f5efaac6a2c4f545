"""Cutting a capture into blocks, whatever its form."""

from schemas.capture import Capture
from schemas.page import Page
from tasks.clean.encoding.charset import decode
from tasks.clean.encoding.controls import SEPARATOR
from tasks.clean.segmented import Segmented
from tasks.clean.segmenting.hypertext import cut_html
from tasks.clean.segmenting.lines import cut_lines


def segment(capture: Capture) -> Segmented:
    """Return the page of a capture, cut into blocks in reading order; a page without text has none.

    Raises:
        BadInput: the bytes are no text, or the markup cannot be read without loss.
    """
    decoded = decode(capture.data)
    flags = tuple(decoded.flags)
    if capture.format != "html":
        return Segmented(Page(capture, decoded.charset, cut_lines(decoded.text), flags=flags))
    blocks, markup, layout, repairs = cut_html(decoded.text.replace(SEPARATOR, " "))
    return Segmented(Page(capture, decoded.charset, blocks, markup, flags + repairs), layout)
