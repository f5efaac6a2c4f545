"""A story's family: the articles linked with one of them, directly or by way of others, in the order of time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from schemas.link import Kind
from schemas.stored import moment_of
from tasks.load.exchange import Member, Story
from tasks.load.linking.linker import links_of
from tasks.load.mongo import Document, Mongo

MEMBERS = 200
"""Articles of a family that are looked for: a story that went around the world has more."""
SHOWN = ("title", "publisher", "site", "url", "published", "dateline", "source")
RELATIONS = {Kind.NEAR_DUPLICATE.value: "copy", Kind.DERIVED_FROM.value: "rewrite"}
FIRST, LATE = (each.replace(tzinfo=UTC) for each in (datetime.min, datetime.max))


@dataclass(frozen=True, slots=True)
class Tie:
    """A link as one of its two articles sees it."""

    other: str
    link: Mapping[str, Any]
    kept: float  # the part of the other's text that this one has

    @property
    def weight(self) -> tuple[float, str]:
        """Return what puts the closest first."""
        return -self.kept, self.other


def story(mongo: Mongo, article: str) -> Story | None:
    """Return the family of the article with this id, or the only id that starts so; None where there is none such."""
    first = mongo.by_prefix("articles", article)
    if first is None:
        return None
    found, more = _family(mongo, first["_id"])
    ties = _ties(found.values())
    articles = mongo.by_ids("articles", [first["_id"], *ties], SHOWN)
    original = _original(articles, ties)
    members = [_member(each, ties.get(name, []), original) for name, each in articles.items()]
    return Story(original, tuple(sorted(members, key=_in_time)), more)


def _family(mongo: Mongo, article: str) -> tuple[dict[str, Document], bool]:
    """Return the links that hold a family together, and whether there are more members than were looked for."""
    links: dict[str, Document] = {}
    known, fresh = {article}, {article}
    while fresh:
        found = links_of(mongo, fresh)
        links |= {each["_id"]: each for each in found}
        fresh = {each[side] for each in found for side in "ab"} - known
        if len(known) + len(fresh) > MEMBERS:
            kept = sorted(fresh)[: MEMBERS - len(known)]
            known.update(kept)
            return {name: each for name, each in links.items() if known >= {each["a"], each["b"]}}, True
        known |= fresh
    return links, False


def _ties(links: Iterable[Document]) -> dict[str, list[Tie]]:
    ties: dict[str, list[Tie]] = {}
    for link in links:
        ties.setdefault(link["a"], []).append(Tie(link["b"], link, link["proof"]["share_b"]))
        ties.setdefault(link["b"], []).append(Tie(link["a"], link, link["proof"]["share_a"]))
    return ties


def _original(articles: Mapping[str, Document], ties: Mapping[str, list[Tie]]) -> str | None:
    """Return the article the others come from: one that is an original and comes from no other, the earliest."""
    heads = {
        name
        for name, each in ties.items()
        if any(tie.link["original"] == name for tie in each)
        and not any(tie.link["original"] == tie.other for tie in each)
    }
    return min(heads & articles.keys(), key=lambda name: (_moment(articles[name]), name), default=None)


def _member(article: Document, ties: list[Tie], original: str | None) -> Member:
    tie = _nearest(article["_id"], ties, original)
    if tie is None:
        return Member(article, "original" if article["_id"] == original else None)
    relation = RELATIONS[tie.link["kind"]]
    return Member(article, relation, tie.other, tie.kept, tie.link["direction"], tie.link["proof"])


def _nearest(article: str, ties: list[Tie], original: str | None) -> Tie | None:
    """Return the tie that says where an article belongs: to the original, to what it comes from, to its nearest."""
    if article == original:
        return None
    to_original = [tie for tie in ties if tie.other == original]
    from_other = [tie for tie in ties if tie.link["original"] == tie.other]
    undirected = [tie for tie in ties if tie.link["original"] is None]
    return min(to_original or from_other or undirected, key=lambda tie: tie.weight, default=None)


def _in_time(member: Member) -> tuple[bool, datetime, str]:
    """Order by date. The original comes first, the others came after it; what has no date stands last."""
    original = member.relation == "original"
    moment = FIRST if original else _moment(member.article)
    return moment == LATE, moment, member.article["_id"]


def _moment(article: Document) -> datetime:
    """Return when an article was published, as far as it or its links know; without a date the end of time."""
    published = article["published"]
    moment = moment_of(published) or (moment_of(published["linked"]) if published["linked"] else None)
    return moment or LATE
