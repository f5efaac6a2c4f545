"""What a text field of a form must look like, with words for what is wrong: Prefect would quote the pattern.

The validator behind Prefect's forms has no messages of ours. Of a text that is not one certain text it says what that
would be, so a text that does not match is held to the words themselves: "'a day, as in 2017-06-15' was expected".
"""

from collections.abc import Callable
from typing import Any

Schema = dict[str, Any]


def expecting(pattern: str, words: str) -> Schema:
    """Return the part of a JSON schema that takes what matches; of anything else the words are what was expected."""
    return {"if": {"pattern": pattern}, "else": {"const": words, "not": {"const": words}}}


def in_words(words: str) -> Callable[[Schema], None]:
    """Return what says a field's own pattern in words."""

    def put(schema: Schema) -> None:
        schema.update(expecting(schema.pop("pattern"), words))

    return put
