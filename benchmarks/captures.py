"""Captures of our own writing in any number: what the tests and the measurements feed the pipeline with."""

import random
from pathlib import Path

WHO = (
    "The harbour board",
    "A spokesman for the ministry",
    "The city council",
    "The mayor",
    "An independent panel",
    "The regional court",
    "The rowing club",
    "A group of residents",
    "The railway operator",
    "The port authority",
)
DID = ("approved", "questioned", "postponed", "published", "rejected", "welcomed", "reviewed", "announced", "defended")
WHAT = (
    "the plan for a new bridge",
    "a report on the winter floods",
    "the budget for the coming year",
    "an offer for the old brewery",
    "the timetable of the night ferry",
    "a tender for forty buses",
    "the rules for the fish market",
    "the sale of the northern quay",
    "a study of the drinking water",
    "the repair of the clock tower",
)
WHEN = (
    "on Monday",
    "after a long debate",
    "late on Friday",
    "for the second time this year",
    "without giving reasons",
    "against the advice of engineers",
    "in a closed session",
    "at a news conference",
    "by a narrow majority",
    "before the summer recess",
)
WHY = (
    "The decision had been expected for weeks, and few were surprised by its wording.",
    "Two members abstained, saying the figures had reached them only the evening before.",
    "Work could begin as early as next spring if the money is released in time.",
    "Critics said the costs had been set too low and the risks passed over in silence.",
    "The next hearing is to be held in the old customs house, where the public will be admitted.",
)
PLACES = ("MARLOW BAY", "PORT ELLIN", "KESTREL HILL", "ST. ANSGAR", "NORTHGATE")
MENU = ("Home", "News", "Politics", "Business", "Sport", "Culture", "Weather", "Contact us", "Log in", "Subscribe")
TAIL = ("Share", "Print", "Read also", "Most read", "Today", "This week", "Photo", "Infographics")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")


def text_capture(number: int, seed: int = 0) -> str:
    """Return a tag-stripped page: menu, headline, dateline, paragraphs, foot; the same number gives the same page."""
    chance = random.Random(f"{seed}-{number}")
    headline = f"{chance.choice(WHO)} {chance.choice(DID)} {chance.choice(WHAT)}, case {number}"
    dateline = f"{chance.choice(PLACES)}, {chance.choice(MONTHS)} {chance.randint(1, 28)}. /TASS/."
    story = [paragraph(chance) for _ in range(chance.randint(4, 9))]
    related = [f"{chance.choice(WHO)} {chance.choice(DID)} {chance.choice(WHAT)}" for _ in range(4)]
    lines = [*MENU, "", headline, "", f"{dateline} {story[0]}", "", *story[1:], "", *TAIL[:3], *related, *TAIL[3:]]
    return "\n".join(lines) + "\n"


def html_capture(number: int, seed: int = 0, url: str | None = None, revision: int = 0) -> str:
    """Return the same kind of page as saved HTML with JSON-LD; a later revision has a paragraph more."""
    chance = random.Random(f"{seed}-{number}")
    headline = f"{chance.choice(WHO)} {chance.choice(DID)} {chance.choice(WHAT)}, case {number}"
    address = url or f"https://news.example/{number}"
    day = f"2024-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}T08:{chance.randint(0, 59):02}:00+00:00"
    story = [paragraph(chance) for _ in range(chance.randint(4, 9))]
    story += [paragraph(random.Random(f"{seed}-{number}-{extra}")) for extra in range(revision)]
    ld = f'{{"@type": "NewsArticle", "headline": "{headline}", "datePublished": "{day}", "url": "{address}"}}'
    menu = "".join(f'<li><a href="/{item.lower()}">{item}</a></li>' for item in MENU)
    paragraphs = "".join(f"<p>{text}</p>\n" for text in story)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{headline} - Example News</title>'
        f'<link rel="canonical" href="{address}"><script type="application/ld+json">{ld}</script></head>'
        f"<body><nav><ul>{menu}</ul></nav><article><h1>{headline}</h1>\n{paragraphs}</article>"
        f"<footer>Example News, all rights reserved</footer></body></html>\n"
    )


def paragraph(chance: random.Random) -> str:
    """Return three to five plain sentences."""
    sentences = [
        f"{chance.choice(WHO)} {chance.choice(DID)} {chance.choice(WHAT)} {chance.choice(WHEN)}."
        for _ in range(chance.randint(2, 4))
    ]
    return " ".join([*sentences, chance.choice(WHY)])


def write_captures(folder: Path, count: int, seed: int = 0) -> None:
    """Write `count` captures: mostly text, every fifth HTML, every twentieth a copy of the one before."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        source = number - 1 if number % 20 == 19 else number
        kind = "html" if source % 5 == 4 else "txt"
        content = html_capture(source, seed) if kind == "html" else text_capture(source, seed)
        (folder / f"{number:06}.{kind}").write_text(content, encoding="utf-8")
