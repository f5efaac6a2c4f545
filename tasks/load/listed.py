"""Who has a value in a list, asked for many values at once and answered by an index alone.

A question for any of many values names each document once and not the values it was found by, so that the documents
would have to be read. Asked value by value inside the server, an index on the list and the id has the whole answer.
"""

from collections.abc import Iterable
from typing import Any

Stage = dict[str, Any]


def first_ids(collection: str, field: str, values: Iterable[object], limit: int) -> list[Stage]:
    """Return the question for the smallest ids of the documents that have each of these values in a list.

    An answer has the value as `_id` and up to `limit` `ids`, in order. It begins with documents of its own: ask it with
    `Mongo.look_up`, where the server was seen to do it (`list look-ups`).
    """
    some = [{"$sort": {"_id": 1}}, {"$limit": limit}, {"$project": {"_id": 1}}]
    found = {"from": collection, "localField": "_id", "foreignField": field, "pipeline": some, "as": "ids"}
    return [{"$documents": [{"_id": each} for each in values]}, {"$lookup": found}, {"$project": {"ids": "$ids._id"}}]
