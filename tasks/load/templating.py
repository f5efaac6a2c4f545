"""The sites' templates in the store, and the captures they are learned from."""

from collections.abc import Iterator

from schemas.capture import Capture, Place
from schemas.stored import stamped
from schemas.template import Templates, stored_template, templates_of
from tasks.grammar.addresses import domain
from tasks.load.exchange import Samples
from tasks.load.mongo import Document, Mongo
from tasks.load.raws import Raws

COLLECTION = "templates"


def read(mongo: Mongo) -> Templates:
    """Return the templates of all sites."""
    return templates_of(mongo.each(COLLECTION))


def keep(mongo: Mongo, learned: Templates, site: str | None) -> int:
    """Make these the templates of their sites, or of the one site, and return how many say something new.

    A site that was looked at and has no template any more loses the one it had.
    """
    before = read(mongo).by_site
    new = {name: each for name, each in learned.by_site.items() if not each.says_as(before.get(name))}
    numbered = []
    for name, template in sorted(new.items()):
        version = before[name].version + 1 if name in before else 1
        numbered.append(stamped(stored_template(template) | {"version": version}))
    mongo.replace(COLLECTION, numbered)
    looked_at = set(before) if site is None else {site} & set(before)
    gone = looked_at - set(learned.by_site)
    mongo.delete(COLLECTION, gone)
    return len(numbered) + len(gone)


def samples(mongo: Mongo, most: int, site: str | None) -> Iterator[Samples]:
    """Yield for each site the captures of its articles, one of each, at most so many: those with the smallest ids.

    Articles without a site stand beside each other only where their source is called like one.
    """
    chosen: dict[str, list[Capture]] = {}
    for article in mongo.each("articles", ["site", "source", "sightings"]):
        name = article["site"] or domain(source_of(article))
        if name is not None and site in (None, name) and len(chosen.setdefault(name, [])) < most:
            chosen[name].append(_unread(article))
    for name, captures in sorted(chosen.items()):
        yield Samples(name, tuple(captures), Raws(mongo).read)


def _unread(article: Document) -> Capture:
    """Return the capture of an article without its bytes: of a large store they would not fit the memory."""
    said = article["source"]
    place = Place(source_of(article), said["uri"].encode("utf-8", "surrogateescape"), said["member"])
    return Capture(place, b"", said["sha256"], said["format"])


def source_of(article: Document) -> str:
    """Return the name of the source an article's current capture came from."""
    sha256 = article["source"]["sha256"]
    return next((str(each["source"]) for each in article["sightings"] if each["sha256"] == sha256), "default")
