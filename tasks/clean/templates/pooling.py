"""Captures that name no site, and stand beside others only because somebody said so: are they of one site?"""

from collections.abc import Set

HALF = 0.5
FEWEST, COMMON = 2, 0.25
"""How many of a page's lines outside the text, and which share of them, it must have in common with its site."""


def is_alike(lines: Set[str], outside: Set[str], marks: Set[str]) -> bool:
    """Return whether a page looks like the others of its site.

    `lines` are the keys of all it shows, `outside` of those that are no paragraphs of the text: menus, mastheads,
    footers, by which papers differ that print the same agency's words. `marks` are what half of the site's pages show.
    """
    shared = len(outside & marks)
    return shared >= max(FEWEST, COMMON * len(outside)) and len(lines & marks) >= HALF * len(marks)
