"""News-like prose of our own making, as much as is wanted and the same for the same seed: no sentence is anybody's."""

import tomllib
from pathlib import Path
from random import Random

WORDS = {
    name: tuple(each.replace("-", " ") for each in words.split())
    for name, words in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).items()
}
SHAPES = (
    "The {body} in {place} will {act} the {thing} {reason}.",
    "{name}, who speaks for the {body}, said the {thing} had cost {number} thousand more than was planned.",
    '"Nobody wants to {act} a {thing} twice," {name} told reporters on {day}, "and {place} has no money to do so."',
    "More than {number} people signed a letter that asks the {body} to {act} the {thing} by {month}.",
    "A survey of {number} households in {place} found that most would rather keep the {thing} as it is.",
    "The work is to take {number} weeks and should end in {month}, {reason}.",
    "{name} of the {body} called the decision on the {thing} a mistake that {place} would pay for.",
    "In {place}, where the {body} meets on {day}, the {thing} has stood empty since {month} {year}.",
    "Since {year} the {body} has spent {number} million on the {thing}, most of it {reason}.",
    "Until the {thing} is ready, visitors to {place} are asked to use the entrance next to the {thing2}.",
    "{name} and {name2} voted against it, the only members of the {body} to do so.",
    "The {thing} was built in {year} and was last repaired {number} years ago, the {body} said in a statement.",
)
HEADLINES = (
    "{Place} to {act} its {thing}",
    "{Place} {body} delays the {thing} again",
    "Who pays for the {thing} in {Place}?",
    "{Number} sign against plan to {act} {Place} {thing}",
    "{Body} wants the {thing} back in {month}",
)


def sentence(random: Random) -> str:
    """Return one sentence."""
    return random.choice(SHAPES).format(**_words(random))


def paragraph(random: Random) -> str:
    """Return two to four sentences."""
    return " ".join(sentence(random) for _ in range(random.randint(2, 4)))


def headline(random: Random) -> str:
    """Return a headline."""
    words = _words(random)
    return random.choice(HEADLINES).format(
        Place=words["place"], Number=words["number"], Body=f"{words['place']} {words['body']}", **words
    )


def person(random: Random) -> str:
    """Return a first name and a surname."""
    return f"{random.choice(WORDS['first'])} {random.choice(WORDS['names'])}"


def _words(random: Random) -> dict[str, str]:
    return {
        "place": random.choice(WORDS["places"]),
        "body": random.choice(WORDS["bodies"]),
        "thing": random.choice(WORDS["things"]),
        "thing2": random.choice(WORDS["things"]),
        "act": random.choice(WORDS["acts"]),
        "reason": random.choice(WORDS["reasons"]),
        "name": person(random),
        "name2": person(random),
        "day": random.choice(WORDS["days"]),
        "month": random.choice(WORDS["months"]),
        "number": str(random.randint(3, 940)),
        "year": str(random.randint(1890, 2015)),
    }
