"""Recognising: a refusal that is the page's is remembered, one that was ours is tried again."""

import pytest

from schemas.capture import Capture, place_of
from schemas.errors import InternalError, NoArticleText, TimedOut
from schemas.outcome import Outcome, Verdict
from tasks.load.ledger import entry_of, known_outcome

CAPTURE = Capture(place_of("/captures/page.txt"), b"a page", "0" * 64, "text")


@pytest.mark.parametrize(
    ("reason", "remembered"), [(NoArticleText.reason, True), (InternalError.reason, False), (TimedOut.reason, False)]
)
def test_only_a_refusal_that_is_the_pages_own_is_remembered(reason: str, remembered: bool) -> None:
    refused = Outcome(CAPTURE.place, Verdict.QUARANTINED, "clean", reason, "why", CAPTURE)
    known = known_outcome(CAPTURE, entry_of(refused, None, "run"))
    assert (known is not None) is remembered
