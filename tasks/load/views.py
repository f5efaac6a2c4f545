"""The read-only views for people who ask MongoDB themselves: made where the server has views, never written to."""

from typing import Any

from schemas.stored import canonical_hash
from schemas.terms import COPIED, DATED
from tasks.load.flattening import COLUMNS
from tasks.load.mongo import Mongo

_DAY = {"$dateToString": {"format": "%Y-%m-%d", "date": "$published_at"}}
_SHARE = {"$cond": [{"$gt": ["$seen", 0]}, {"$divide": [{"$ifNull": ["$counts.quarantined", 0]}, "$seen"]}, None]}
_COPIES: list[dict[str, Any]] = [
    {"$match": {"facets": COPIED}},
    {
        "$project": {
            "kind": {"$literal": "copy"},
            "article": "$_id",
            "title": 1,
            "source": "$source.uri",
            "places": "$places.uri",
        }
    },
]
_NEAR: list[dict[str, Any]] = [
    {"$match": {"kind": "near-duplicate"}},
    {"$project": {"kind": 1, "article": "$a", "other": "$b", "evidence": 1}},
]

VIEWS: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "articles_flat": ("articles", [{"$project": {name: f"${path}" for name, path, _ in COLUMNS}}]),
    "articles_by_day": (
        "articles",
        [
            {"$match": {"rank": {"$gte": DATED}}},
            {"$group": {"_id": {"day": _DAY, "site": "$site"}, "articles": {"$sum": 1}, "words": {"$sum": "$words"}}},
            {"$project": {"_id": 0, "day": "$_id.day", "site": "$_id.site", "articles": 1, "words": 1}},
            {"$sort": {"day": -1, "site": 1}},
        ],
    ),
    "duplicates": ("articles", [*_COPIES, {"$unionWith": {"coll": "links", "pipeline": _NEAR}}]),
    "run_quality": (
        "runs",
        [
            {"$sort": {"lease.token": -1}},
            {
                "$project": {
                    "kind": 1,
                    "status": 1,
                    "started_at": 1,
                    "seen": 1,
                    "counts": 1,
                    "reasons": 1,
                    "quarantined": _SHARE,
                }
            },
        ],
    ),
}
"""What each view is made of: its collection, and the stages; `quarantined` is the share of a run's units."""


def build(mongo: Mongo) -> None:
    """Make the views anew: one of an earlier form would show what is no more."""
    for name, (collection, stages) in VIEWS.items():
        mongo.drop(name)
        mongo.create(name, viewOn=collection, pipeline=stages)


def fingerprint() -> str:
    """Return what tells one set of views from another."""
    return canonical_hash(VIEWS)[:16]
