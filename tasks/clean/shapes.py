"""What the shape of a line says: a sentence, a label, a trail, a counter, left-over template code."""

import re

from schemas.page import Role
from tasks.grammar.rights import RIGHTS

SENTENCE_END = re.compile(r"[.!?…。！？؟।:：][\"'”’»」』)\]]{0,3}$")
"""The end of a sentence, or of a line that announces a quotation."""
FULL_STOP = re.compile(r"[.…。।][\"'”’»」』)\]]{0,3}$")
RESIDUE = re.compile(r"\{\{[^{}]{0,200}\}\}|\{%[^%]{0,200}%\}|<%[^%]{0,200}%>|\$\{[^{}]{0,100}\}|\[object Object\]")
"""What a template engine should have filled in: "{{item.suffix}}", "<%= title %>", "${name}"."""
SIGNS = re.compile(r"[<>{}\[\];\\\s]{30,}")
"""A line of nothing but the signs of code: what is left of broken markup, however long."""
LAST = frozenset(".!?…。！？؟।:：\"'”’»」』)]\n")
"""What the last character of such a line is: most lines end in none of them."""
PROSE = 12
"""Words from which a line is a paragraph rather than a label."""
LONGEST_COUNTER = 20
COUNTER = re.compile(r"[\d\s.,:/|()#+%–-]{1,20}")
TRAIL_MARK = re.compile(r"\s(?:»|›|>|→|/|::|\|)\s|\s?[»›]\s?")
TRAIL_SIGN = re.compile("[»›>→/|:]")
CREDIT = re.compile(r"©\s?(?!\d{4}|copyright)\S.{2,140}", re.IGNORECASE)
"""A picture's rights: "© Mikhail Ivanov/Example Photo"."""
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Letters of scripts written without spaces: two of them count as a word."""


def words(text: str) -> int:
    """Return about how many words a text has, also where no spaces stand between them.

    >>> words("Port strike ends"), words("港のストライキが終わる")
    (3, 6)
    """
    spaced = text.count(" ") + 1 if text else 0
    if text.isascii():
        return spaced
    return max(spaced, (len(UNSPACED.findall(text)) + 1) // 2)


def ends_sentence(text: str) -> bool:
    """Return whether a line ends as a sentence does.

    >>> ends_sentence("He said so.”"), ends_sentence("Port strike ends")
    (True, False)
    """
    return text[-1:] in LAST and SENTENCE_END.search(text[-6:]) is not None


def ends_with_stop(text: str) -> bool:
    """Return whether a line ends with a full stop: headlines may ask or shout, but they do not end so."""
    return text[-1:] in LAST and FULL_STOP.search(text[-6:]) is not None


def dropped_role(text: str) -> Role:
    """Return what a line that is none of the article's text is taken for: another article's text, or a label."""
    return Role.RELATED if is_prose(text) else Role.NAVIGATION


def is_prose(text: str) -> bool:
    """Return whether a line is a paragraph rather than a label or a headline."""
    return words(text) >= PROSE and ends_with_stop(text)


def is_residue(text: str) -> bool:
    """Return whether a line is mostly left-over template code.

    >>> is_residue('{{item.suffix?", "+item.suffix:""}}'), is_residue("Write {{ name }} where the name should be.")
    (True, False)
    """
    if "{" not in text and "%>" not in text and "[object" not in text:
        return False
    rest = RESIDUE.sub("", text)
    return len(rest) < len(text) and len(rest.strip()) * 2 <= len(text)


def is_signs(text: str) -> bool:
    """Return whether a line is nothing but signs of code.

    >>> is_signs("<" * 40), is_signs("<" * 40 + "b"), is_signs("* * *")
    (True, False, False)
    """
    return text[0] in "<>{}[];\\" and SIGNS.fullmatch(text) is not None


def is_counter(text: str) -> bool:
    """Return whether a line holds only digits and their signs."""
    return len(text) <= LONGEST_COUNTER and COUNTER.fullmatch(text) is not None


def is_credit(text: str) -> bool:
    """Return whether a line names the owner of a picture's rights; a page reserves all of them, a picture none.

    >>> is_credit("© Ann Lee/The Example"), is_credit("© The Example. All rights reserved.")
    (True, False)
    """
    return text.startswith("©") and CREDIT.fullmatch(text) is not None and RIGHTS.search(text) is None


def trail(text: str) -> tuple[str, ...]:
    """Return the steps of a breadcrumb line, or nothing.

    >>> trail("Home » News of the Day » Port strike ends after nine days")
    ('Home', 'News of the Day', 'Port strike ends after nine days')
    """
    if len(text) > 400 or not TRAIL_SIGN.search(text):
        return ()
    steps = tuple(step.strip() for step in TRAIL_MARK.split(text))
    if len(steps) < 2 or not all(steps) or any(words(step) > 6 for step in steps[:-1]):
        return ()
    return steps
