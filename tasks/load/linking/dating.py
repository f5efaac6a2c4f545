"""Dates from links: what another article proves of a date printed without a year stands in `published.linked`."""

from collections.abc import Collection, Iterable

from tasks.load import journal
from tasks.load.linking.relation import linked_date
from tasks.load.mongo import Document, Mongo


def date_by_links(mongo: Mongo, articles: Iterable[str], gone: Collection[str] = ()) -> None:
    """Bring `published.linked` of these articles up to date with their links, those to articles that are `gone` aside.

    It is read again after each writing: of two processes that write at once, the later one then knows all links.
    """
    waiting = _undated(mongo, articles)
    while waiting:
        links = _links(mongo, waiting, gone)
        others = {link[side] for each in links.values() for link in each for side in "ab"}
        dates = mongo.by_ids("articles", others, ["published"])
        linked = {name: linked_date(article, links.get(name, []), dates) for name, article in waiting.items()}
        changed = {
            name: {**article["published"], "linked": linked[name]}
            for name, article in waiting.items()
            if linked[name] != article["published"]["linked"]
        }
        if not gone:  # what is forgotten was never there
            journal.note(mongo, waiting, {name: {**waiting[name], "published": new} for name, new in changed.items()})
        # Only over the version that was read: of a later one the date may be another.
        read_as = {name: {"state": waiting[name]["state"]} for name in changed}
        mongo.set_each("articles", {name: {"published": new} for name, new in changed.items()}, read_as)
        waiting = _undated(mongo, changed)


def _undated(mongo: Mongo, articles: Iterable[str]) -> dict[str, Document]:
    """Return the articles that print a date without a year."""
    found = mongo.by_ids("articles", articles, ["state", "published"])
    return {name: each for name, each in found.items() if (each["published"]["value"] or "").startswith("--")}


def _links(mongo: Mongo, articles: Iterable[str], gone: Collection[str]) -> dict[str, list[Document]]:
    ids = {"$in": sorted(articles)}
    found: dict[str, list[Document]] = {name: [] for name in articles}
    for side in "ab":
        for link in mongo.find("links", {side: ids}):
            if not {link["a"], link["b"]} & set(gone):
                found[link[side]].append(link)
    return found
