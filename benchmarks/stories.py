"""News stories of our own writing in any number, no two alike: what finding copies is measured and tested on.

A small grammar composes sentences from word lists and from names made of syllables. Like stories of one agency, two of
them share turns of phrase and never a sentence.
"""

import random
import re

SYLLABLES = """
bal cor den fal gar hol jer kel lan mor nar osk pel quin ras sel tor ulm ver wes yar zim tal bri cas dov
"""
PEOPLE = """
harbour master, county surveyor, head teacher, bridge engineer, ferry captain, union secretary, museum director,
weather observer, court clerk, parish priest, dairy farmer, forest warden, tram driver, choir leader, lock
keeper, school inspector, river pilot, market trader, night nurse, fire officer, archive keeper, orchard owner,
rail planner
"""
THINGS = """
turbine hall, grain silo, swing bridge, tidal barrier, reading room, cattle market, signal box, skating rink,
sawmill, observatory, telephone exchange, salt warehouse, cycle path, drinking fountain, bell tower, pumping
station, fish ladder, canal basin, ropeway, glass foundry, village hall, peat railway, apple press, lifeboat
station, printing works, tannery
"""
ACTS = """
inspected, dismantled, reopened, insured, photographed, auctioned, surveyed, repainted, flooded, inherited,
nationalised, evacuated, restored, relocated, abandoned, electrified, subsidised, catalogued, fortified,
demolished, modernised, leased
"""
MANNERS = """
reluctantly, overnight, quietly, unanimously, provisionally, by mistake, against advice, under protest, in
stages, without ceremony, at short notice, with borrowed tools, for a nominal fee, under floodlights, despite
the frost
"""
CAUSES = """
shortage of copper, quarrel over fishing rights, change in the timetable, gift from an emigrant, leaking
culvert, row about parking, discovery of old maps, swarm of bees, strike of the bakers, record harvest, drop in
ticket sales, outbreak of rust, lawsuit over noise, visit of inspectors, loss of the only key, landslip above
the weir
"""
FEELINGS = """
relieved, furious, puzzled, delighted, unconvinced, exhausted, hopeful, embarrassed, wary, grateful, sceptical,
proud
"""
SHAPES = (
    "The {thing} of {place} was {act} {manner} in {year} after a {cause}, {name} recalls.",
    "{name}, a {person} from {place}, {act} the {thing} {manner} and called it a matter of {cause}.",
    "Some {number} households near {place} were {feeling} when the {thing} was {act} {manner}.",
    '"Nobody {act} a {thing} {manner} because of a {cause}, least of all in {place}," said {name}.',
    "In {place} the {person} {name} was {feeling}, since {number} tonnes of gravel had been {act} {manner}.",
    "A {cause} left {number} passengers stranded between {place} and {place}, where the {thing} is being {act}.",
    'The {person} of {place} is {feeling}: "We {act} {number} windows {manner}, and then came the {cause}."',
    "By {year} the {cause} had cost {place} {number} crowns, more than the {thing} that {name} {act} {manner}.",
    "{name} and {name} {act} the {thing} {manner}; the {person} of {place} remains {feeling} about the {cause}.",
    "Records kept in {place} show {number} cases of a {cause} before the {thing} was {act} in {year}.",
)


def story(number: int, sentences: int = 16) -> str:
    """Return a story: paragraphs of three sentences or so; the same number gives the same story."""
    chance = random.Random(f"story {number}")
    said = [_sentence(chance) for _ in range(sentences)]
    return "\n\n".join(" ".join(said[start : start + 3]) for start in range(0, sentences, 3))


def cut(text: str, share: float, seed: int) -> str:
    """Return a text without so much of its words, cut off at the end, at the start or at both."""
    words = text.split()
    gone = round(len(words) * share)
    start = random.Random(f"cut {seed}").choice((0, gone // 2, gone))
    return " ".join(words[start : len(words) - gone + start])


def edited(text: str, share: float, seed: int) -> str:
    """Return a text in which so much of the words are other words."""
    chance = random.Random(f"edit {seed}")
    words = text.split()
    for index in chance.sample(range(len(words)), round(len(words) * share)):
        words[index] = _name(chance).lower()
    return " ".join(words)


def embedded(text: str, other: str) -> str:
    """Return a text in the middle of another."""
    paragraphs = other.split("\n\n")
    half = len(paragraphs) // 2
    return "\n\n".join([*paragraphs[:half], text, *paragraphs[half:]])


SLOT = re.compile(r"\{(\w+)\}")
WORDS = {
    name: [each.strip() for each in words.replace("\n", " ").split(",")]
    for name, words in (
        ("person", PEOPLE),
        ("thing", THINGS),
        ("act", ACTS),
        ("manner", MANNERS),
        ("cause", CAUSES),
        ("feeling", FEELINGS),
    )
}


def _sentence(chance: random.Random) -> str:
    return SLOT.sub(lambda slot: _word(slot[1], chance), chance.choice(SHAPES))


def _word(slot: str, chance: random.Random) -> str:
    if slot == "place":
        return _name(chance)
    if slot == "name":
        return f"{_name(chance)} {_name(chance)}"
    if slot in ("number", "year"):
        return str(chance.randint(11, 9999) if slot == "number" else chance.randint(1850, 2020))
    return chance.choice(WORDS[slot])


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES.split()) for _ in range(chance.choice((2, 3)))).capitalize()
