"""Pages that a script draws: without it they hold a frame, and at most a line for readers whose browser runs none."""

from selectolax.lexbor import LexborHTMLParser

from schemas.page import Page
from tasks.clean.encoding.charset import decode
from tasks.clean.judging.speaking import spoken
from tasks.clean.judging.walls import Wall, walls

LONGEST = 1_000_000
"""Characters of a page that are read: a frame is short."""
WITHOUT = "script"
"""The wall that asks for scripts to be run."""


def shell_of(page: Page) -> Wall | None:
    """Return what a page without text asks of a browser that runs no scripts, or None: readers see nothing of it."""
    wall, data = walls()[WITHOUT], page.capture.data
    if page.capture.format != "html" or len(data) > LONGEST or b"<noscript" not in data.lower():
        return None
    tree = LexborHTMLParser(decode(data).text)
    said = (spoken(" ".join(each.text().split())) for each in tree.css("noscript"))
    return wall if any(map(wall.announced, said)) else None
