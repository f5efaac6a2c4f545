"""A scripted year of a newsroom's captures: is the store, at its end, exactly what the script did?

    python -m benchmarks.year [CAPTURES] [RUNS] [--store mongodb://…]

Pages appear, are edited, captured again with other menus and counters, copied, moved and deleted; old captures that
nobody had seen come late; twice a story is forgotten, and its file comes back; once the store's form is an older one;
once the cleaner changes. The script keeps its own account. At the end the ledger must balance for every run, each
article must have as many revisions as it was really edited, nothing forgotten may be left anywhere, and an export as
of the run in the middle must be the one that was taken then. Prints what was done and what was found; exits 1 where
they differ.
"""

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.captures import MENU
from benchmarks.stories import story as told
from flows.ingest import Request, run
from flows.reprocess import run as reprocess
from flows.runs.forgetting import forget
from tasks.load import embedded
from tasks.load.collections import NAMES
from tasks.load.connecting import MongoStore
from tasks.load.exchange import Export, Search, Selection, Target
from tasks.load.mongo import connect
from tasks.pool import Inline

SEED = 20261127
NEW_YEAR = datetime(2025, 1, 1, 6, tzinfo=UTC)


@dataclass(slots=True)
class Story:
    """A story as the script knows it; `edits` are those a reader of the captures can have seen."""

    number: int
    path: Path
    version: int = 0
    edits: int = 0
    surroundings: int = 0
    settled: bool = False  # it is edited no more

    @property
    def url(self) -> str:
        """Return its canonical address."""
        return f"https://news.example/story-{self.number}"

    def page(self, version: int | None = None) -> str:
        """Return its page: the story of a version, within what surrounds it at the moment."""
        version = self.version if version is None else version
        chance = random.Random(f"{SEED}-{self.number}")
        paragraphs = [told(1000 * self.number + each, sentences=3) for each in range(5 + version)]
        around = random.Random(f"{self.number}-{self.surroundings}")
        published, modified = (
            (NEW_YEAR + timedelta(days=self.number % 300 + days)).isoformat() for days in (0, version)
        )
        title = f"Case {self.number} is heard at {chance.choice(('Marlow Bay', 'Port Ellin', 'Kestrel Hill'))}"
        data = {"@type": "NewsArticle", "headline": title, "datePublished": published, "dateModified": modified}
        menu = "".join(f'<li><a href="/{item.lower()}">{item}</a></li>' for item in around.sample(MENU, 8))
        body = "".join(f"<p>{each}</p>\n" for each in paragraphs)
        return (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} - Example News</title>'
            f'<link rel="canonical" href="{self.url}"><script type="application/ld+json">{json.dumps(data)}</script>'
            f"</head><body><nav><ul>{menu}</ul></nav><article><h1>{title}</h1>\n{body}</article>"
            f'<div class="counter">{around.randint(1, 99_999)} views</div><aside class="advert">Offer no. '
            f"{around.randint(1, 999)}</aside><footer>Example News, all rights reserved</footer></body></html>\n"
        )

    def write(self) -> None:
        """Put its page where it stands."""
        self.path.write_text(self.page())


@dataclass(slots=True)
class Year:
    """The script: what it has done to the folder so far, and what must be true of the store because of it."""

    folder: Path
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))
    stories: list[Story] = field(default_factory=list)
    gone: list[Story] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)

    @property
    def captures(self) -> int:
        """Return how many captures were made."""
        return sum(number for name, number in self.done.items() if name not in ("deleted", "forgotten"))

    def act(self, captures: int) -> None:
        """Make so many captures: one run's."""
        fresh: set[int] = set()  # what changed since the last run: changed again, nobody would have seen it
        while captures > 0:
            lively = [each for each in self.stories if not each.settled and each.number not in fresh]
            name = self.chance.choices(
                ("new", "edited", "captured again", "late", "copied", "moved"), (60, 16, 10, 4, 5, 5)
            )[0]
            if name == "new" or not lively:
                self._new()
                name, story = "new", self.stories[-1]
            else:
                story = self.chance.choice(lively)
                getattr(self, f"_{name.replace(' ', '_')}")(story)
            fresh.add(story.number)
            self.done[name] += 1
            captures -= 1
        known = [each for each in self.stories if each.number not in fresh]
        if known:
            self.chance.choice(known).path.unlink(missing_ok=True)
            self.done["deleted"] += 1

    def _new(self) -> None:
        number = len(self.stories) + len(self.gone)
        self.stories.append(Story(number, self.folder / f"{number:05}.html"))
        self.stories[-1].write()

    def _edited(self, story: Story) -> None:
        story.version += 1
        story.edits += 1
        story.write()

    def _captured_again(self, story: Story) -> None:
        """Only what surrounds the story has changed."""
        story.surroundings += 1
        story.write()

    def _late(self, story: Story) -> None:
        """It was edited twice between two captures; the version between is found in an old folder."""
        story.version += 2
        story.write()
        (self.folder / f"{story.number:05}-old.html").write_text(story.page(story.version - 1))
        story.edits += 2
        story.settled = True

    def _copied(self, story: Story) -> None:
        story.write()
        (self.folder / f"{story.number:05}-copy-{self.chance.randint(0, 10**9)}.html").write_text(story.page())

    def _moved(self, story: Story) -> None:
        story.path.unlink(missing_ok=True)
        story.path = self.folder / f"{story.number:05}-moved-{self.chance.randint(0, 10**9)}.html"
        story.write()

    def forgets(self) -> Story:
        """Return a story that somebody wants forgotten."""
        story = self.chance.choice(self.stories)
        self.stories.remove(story)
        self.gone.append(story)
        self.done["forgotten"] += 1
        return story

    def brings_back(self) -> None:
        """Let what was forgotten come back: at its place, at another, edited, and without its address."""
        for story in self.gone:
            story.write()
            (self.folder / f"{story.number:05}-back.html").write_text(story.page(story.version + 1))
            nameless = story.page().replace(f'<link rel="canonical" href="{story.url}">', "")
            (self.folder / f"{story.number:05}-nameless.html").write_text(nameless)


def play(open_store: "Opener", folder: Path, logs: Path, captures: int, runs: int) -> list[str]:
    """Play the year and return what is wrong at its end."""
    folder.mkdir(parents=True)
    then, as_of = logs.parent / "then", ""
    year, wrong = Year(folder), []
    aged, upgrade, forgets = runs // 4, runs // 2, {runs // 3, 2 * runs // 3}
    for number in range(1, runs + 1):
        year.act(captures * number // runs - captures * (number - 1) // runs)
        made_by = "1.0.0+before" if number <= upgrade else "1.1.0+after"
        with open_store(made_by) as store:
            receipt = run(Request((str(folder),)), store, Inline(), logs)
            wrong += [f"run {number}: {each.code} {each.message}" for each in store.verify(receipt.id).findings]
            if number in forgets:
                forget(Target(url=year.forgets().url), "asked", store, logs)
                year.brings_back()
            if number == upgrade:
                as_of = receipt.id
                store.export(Export(then))
            if number == aged:
                age(store)
        if number == upgrade:
            with open_store("1.1.0+after") as store:
                again = reprocess(Selection(), store, Inline(), logs)
                wrong += [
                    f"reprocess: {name} {units}" for name, units in again.counts.items() if name == "revised" and units
                ]
    with open_store("1.1.0+after") as store:
        wrong += check(year, store)
        store.export(Export(logs.parent / "now", as_of=as_of))
        wrong += apart(then, logs.parent / "now", {each.url for each in year.gone})
    print(json.dumps({"captures": year.captures, "runs": runs, **year.done}))
    return wrong


def age(store: MongoStore) -> None:
    """Make the store one of the first form: the next program that opens it brings it to the present one."""
    mongo = store._mongo
    for name in NAMES:
        mongo.set_all(name, [each["_id"] for each in mongo.each(name, ["_id"])], {"schema_version": 1})
    mongo.replace("meta", [{"_id": "schema", "version": 1}])


def check(year: Year, store: MongoStore) -> list[str]:
    """Return where the store is not what the script did."""
    wrong = [f"{each.code} {each.subject}: {each.message}" for each in store.verify(every_raw=True).findings]
    wrong += [f"{each.code} {each.subject}: {each.message}" for each in store.residue().findings]
    found = {each["url"]: each for each in store.find(Search(limit=1_000_000))}
    for story in year.stories:
        document = found.pop(story.url, None)
        if document is None:
            wrong.append(f"{story.url} is not in the store")
        elif document["revisions"] != story.edits:
            wrong.append(f"{story.url} has {document['revisions']} revisions, and was edited {story.edits} times")
    wrong += [f"{url} is in the store and should not be" for url in found]
    unbalanced = [receipt.id for receipt in store.runs(1000) if not receipt.balanced]
    return [*wrong, *(f"run {each} does not balance" for each in unbalanced)]


def apart(then: Path, now: Path, gone: set[str]) -> list[str]:
    """Return where an export as of a run is not the export taken then, what was forgotten since left out."""
    taken, asked = (
        {each["url"]: each for each in map(json.loads, (folder / "articles.jsonl").read_text().splitlines())}
        for folder in (then, now)
    )
    taken = {url: each for url, each in taken.items() if url not in gone}
    wrong = [f"the export as of then differs in {url}" for url in taken if taken[url] != asked.get(url)]
    return wrong + [f"the export as of then has {url}" for url in asked if url not in taken]


class Opener:
    """Opens one store again and again, as each run of a year does."""

    def __init__(self, uri: str) -> None:
        """Open the store at this address."""
        self._uri = uri

    def __call__(self, made_by: str) -> MongoStore:
        """Return it, for a pipeline of this name."""
        return MongoStore(connect(self._uri), made_by=made_by)


def main(captures: int, runs: int, uri: str | None) -> int:
    """Play the year on the embedded store, or on another; return the exit code."""
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch, "data")
        data.mkdir()
        try:
            address = uri or embedded.start(data)
            wrong = play(Opener(address), Path(scratch, "captures"), Path(scratch, "logs"), captures, runs)
        finally:
            if uri is None:
                embedded.stop(data)
    for each in wrong:
        print(each)
    print("the store is what the script did" if not wrong else f"{len(wrong)} things are wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("captures", nargs="?", type=int, default=2000)
    parser.add_argument("runs", nargs="?", type=int, default=60)
    parser.add_argument("--store", help="the address of a MongoDB, instead of the embedded store")
    arguments = parser.parse_args()
    sys.exit(main(arguments.captures, arguments.runs, arguments.store))
