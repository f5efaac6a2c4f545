"""The words that stand before a date and say what happened then: published, or updated."""

import re
import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("date_labels.toml")


class DateLabel(StrEnum):
    """What a date on a page is the date of."""

    PUBLISHED = "published"
    UPDATED = "updated"
    EVENT = "event"  # what a page announces, and when its offer ends


JOINING = (
    "on at the a dated um am vom den uhr le à el las il alle ore em às op om kl klo в о на г года год року р of by "
    "de del "
    "hrs hs h time local ist bst cst est gmt utc et min read في بتاريخ يوم در"
)
"""The small words that join a label, a date and its time; not what tells a date line from prose."""
JOINTS = re.compile(rf"(?<!\w)(?:{'|'.join(JOINING.split())})(?!\w)", re.IGNORECASE)
FIELDS = re.compile(
    r"(?<!\w)(?:来源|來源|稿源|出处|作者|记者|記者|撰文|编辑|編輯|责任编辑|責任編輯|责编|責編|校对|审核)\s?[:：]\s?"
    r"[^\W\d_]{1,12}(?:[\s、][^\W\d_]{2,4})?(?=[\s|]|$)"
)
"""What Chinese papers print beside the date, each with its label: "来源：新华社 作者：王明 编辑：李红"."""
REACH = 40
"""Characters before a date in which its label is looked for."""


def label_before(text: str, position: int) -> DateLabel | None:
    """Return what the words before a date say it is the date of; the nearest label counts.

    >>> str(label_before("Published 1 May, updated 2 May", 25)), label_before("In 1999 on 3 May", 11)
    ('updated', None)
    """
    label = None
    for match in _labels().finditer(text, max(0, position - REACH), position):
        label = DateLabel(match.lastgroup or DateLabel.PUBLISHED)
    return label


def without_labels(text: str) -> str:
    """Return a line without labels, the small words that join a date and its time, and the fields beside them."""
    return JOINTS.sub(" ", _labels().sub(" ", FIELDS.sub(" ", text)))


def is_label(text: str) -> bool:
    """Return whether a text is the label of a date and no more.

    >>> is_label("Last updated:"), is_label("نشر في"), is_label("Ann Lee"), is_label("")
    (True, True, False, False)
    """
    return _labels().search(text) is not None and not any(map(str.isalnum, without_labels(text)))


@cache
def _labels() -> re.Pattern[str]:
    words = tomllib.loads(FILE.read_text(encoding="utf-8"))
    groups = (
        f"(?P<{label}>{'|'.join(map(re.escape, sorted(set().union(*words[label].values()), key=_longest)))})"
        for label in (DateLabel.UPDATED, DateLabel.EVENT, DateLabel.PUBLISHED)
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)", re.IGNORECASE)


def _longest(phrase: str) -> tuple[int, str]:
    return -len(phrase), phrase
