"""Twenty made-up news sites, ten captures each: what learned templates bring.

    python -m benchmarks.sites

Each site has chrome of its own, and prose that looks like an article's and is none: appeals to subscribe, a box of the
editors' picks with their leads, an author's portrait. The picks change slowly, so that each stands on several pages.
Prints the body's error (1 − F1 over runs of four words) with and without what `learn` makes of a site's captures.
"""

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import mean

from benchmarks.decoder.measure import _harmonic, _shingles
from benchmarks.prose import WORDS, headline, paragraph, person, sentence
from flows.answers.cleaning import outcomes, shown
from flows.answers.learning import observed
from schemas.template import dumped
from tasks.clean.templates.recurring import by_site

SITES = 20
CAPTURES = 10
SEED = 7
APPEALS = (
    "Our reporters go where others do not. If you value what they bring back, become a member of {site} today.",
    "{site} is owned by its readers. Every month {number} of them pay for the work that you have just read.",
    "You can have the news of the region in your letter box each morning: write to the desk, and we will call you.",
    "This page is made without advertising from the state. Your support keeps it free for everybody in the county.",
    "We know that not everyone can pay. If you can, please do so now, and those who cannot will read along with you.",
)


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages of a site share."""

    name: str
    menu: tuple[str, ...]
    appeals: tuple[str, ...]
    footer: tuple[str, ...]
    picks: tuple[tuple[str, str], ...]  # headline and lead of stories the site shows beside others
    inside: bool  # whether an appeal stands inside the article
    picks_first: bool


def main() -> None:
    """Print the error without and with templates."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        errors = [errors_of(Path(folder), number) for number in range(SITES)]
    without, with_templates = mean(each[0] for each in errors), mean(each[1] for each in errors)
    worse = sum(after > before + 1e-9 for before, after in errors)
    print(f"{SITES} sites, {CAPTURES} captures each: error {without:.4f} without templates, {with_templates:.4f} with")
    print(f"{100 * (1 - with_templates / without):.0f} % less; {worse} sites came out worse")


def errors_of(folder: Path, number: int) -> tuple[float, float]:
    """Return the mean error on a site's pages, without templates and with what its own captures teach."""
    random = Random(SEED * 1000 + number)
    site = made_site(random, number)
    pages, learned = folder / site.name, folder / f"{site.name}.json"
    pages.mkdir()
    gold = {}
    for capture in range(CAPTURES):
        text, body = made_page(random, site)
        (pages / f"{capture}.txt").write_text(text)
        gold[f"{capture}.txt"] = body
    learned.write_text(dumped(by_site(observed([str(pages)], site.name))), encoding="utf-8")
    return _error(_cleaned(pages, site.name, None), gold), _error(_cleaned(pages, site.name, learned), gold)


def made_site(random: Random, number: int) -> Site:
    """Return a site."""
    name = f"{random.choice(('post', 'herald', 'echo', 'courier', 'gazette'))}{number:02}.example"
    appeals = random.sample(APPEALS, 3)
    return Site(
        name=name,
        menu=tuple(random.sample(("Home", "News", "Region", "Sport", "Culture", "Letters", "Weather", "Jobs"), 6)),
        appeals=tuple(each.format(site=name, number=random.randint(100, 9000)) for each in appeals),
        footer=(f"© {name}", "Imprint", "Privacy", "Contact the desk"),
        picks=tuple((headline(random), f"{sentence(random)} {sentence(random)}") for _ in range(8)),
        inside=random.random() < 0.5,
        picks_first=random.random() < 0.5,
    )


def made_page(random: Random, site: Site) -> tuple[str, str]:
    """Return a page of a site as text without tags, and its article's text."""
    body = [paragraph(random) for _ in range(random.randint(4, 9))]
    day = f"{random.randint(1, 28)} {random.choice(WORDS['months'])} 2019, {random.choice(WORDS['days'])}"
    top = [*site.menu, headline(random), f"By {person(random)}", day]
    picks = [line for pick in random.sample(site.picks, 4) for line in pick]
    shown = [*body]
    if site.inside:
        shown.insert(len(shown) // 2, site.appeals[0])
    below = [*picks, *site.appeals[1:]] if site.picks_first else [*site.appeals[1:], *picks]
    return "\n".join([*top, *shown, *below, *site.footer]) + "\n", "\n".join(body)


def _cleaned(pages: Path, source: str, templates: Path | None) -> dict[str, str]:
    """Return the text of each page, by its name, as `copytaster clean --source SOURCE --templates FILE` prints it."""
    records = map(shown, outcomes([str(pages)], 0, 1_000_000, 30.0, source, templates))
    return {Path(each["source"]["uri"]).name: each.get("text") or "" for each in records}


def _error(found: dict[str, str], gold: dict[str, str]) -> float:
    scores = [_shingles(body, found.get(name, "")) for name, body in gold.items()]
    return mean(1 - _harmonic(precision or 0.0, recall or 0.0) for precision, recall in scores)


if __name__ == "__main__":
    main()
