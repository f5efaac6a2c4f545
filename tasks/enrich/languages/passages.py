"""The parts of an article that are in another language than the article: a quotation left as it was, a translation."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from tasks.enrich.languages.scripts import by_script
from tasks.enrich.languages.voters import CLOSE, cld2, langid

PARAGRAPH = 100
"""Characters from which a paragraph's language can be told: names and titles in shorter ones mislead every detector."""
HEAD = 300
"""Characters of a paragraph that are judged."""
ENDS = (*".!?…。！？؟।:", *"\"'”“’‘»«」』)]")
"""How prose ends. Lists, addresses and code do not, and they mislead a detector most of all."""
SURE = 0.9
"""What both voters must at least say of a paragraph that nothing but they hold for another language."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Neighbouring paragraphs in one language, counted from 0; `last` is the last one."""

    code: str
    method: str
    first: int
    last: int


def passages(paragraphs: Sequence[str], code: str) -> Iterator[Passage]:
    """Yield the passages that are in another language than this one, in the order of the text.

    A paragraph that cannot be told belongs to what stands around it, if that is one language.
    """
    told = [(place, label) for place, each in enumerate(paragraphs) if (label := _label(each, code)) is not None]
    for (other, method), run in groupby(told, key=lambda each: each[1]):
        if other != code:
            places = [place for place, _ in run]
            yield Passage(other, method, places[0], places[-1])


def _label(paragraph: str, code: str) -> tuple[str, str] | None:
    """Return the language a paragraph is in, and who says so; None where it cannot be told.

    One voter is enough for the language of the article itself: most paragraphs are in it.
    """
    if len(paragraph) < PARAGRAPH:
        return None
    head = paragraph[:HEAD]
    if found := by_script(head):
        return found[0], "script"
    first = _surest(cld2(head))
    if first == code:
        return first, "cld2"
    if first is None or {first, code} <= CLOSE or not paragraph.endswith(ENDS):
        return None
    return (first, "cld2+langid") if first == _surest(langid(head)) else None


def _surest(vote: Mapping[str, float]) -> str | None:
    code = max(vote, key=lambda each: (vote[each], each), default=None)
    return code if code is not None and vote[code] >= SURE else None
