"""Sentences that a capture shows in pieces, a line for each inline tag, as one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemas.page import Block, Decision, Role
from tasks.clean.shapes import ends_sentence
from tasks.clean.sheet import goes_on


def whole(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return the decisions on a text capture, each sentence kept whole of which the model keeps half or more.

    The pieces between are links, names and quoted words, which it doubts one by one.
    """
    found = list(decisions)
    for first, last in _split(tuple(each.block for each in decisions)):
        pieces = decisions[first : last + 1]
        kept = sum(len(each.block.text) for each in pieces if each.kept)
        if 2 * kept >= sum(len(each.block.text) for each in pieces):
            found[first : last + 1] = map(_joined, pieces)
    return tuple(found)


def _split(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Yield the first and last block of each sentence that has several."""
    first = 0
    for index, block in enumerate(blocks):
        if ends_sentence(block.text) or index + 1 == len(blocks) or not goes_on(blocks, index):
            if index > first:
                yield first, index
            first = index + 1


def _joined(piece: Decision) -> Decision:
    """Return a piece as text; what a cue or a grammar has decided stands."""
    if piece.kept or piece.rule != "model":
        return piece
    return replace(piece, role=Role.BODY, score=piece.likelihood, rule="sentence")
