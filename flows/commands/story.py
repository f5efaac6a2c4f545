"""`copytaster story`: where an article comes from, and what became of it."""

from typing import Annotated

import typer

from flows.commands.options import JSON, STORE
from flows.printing import emit, say, show_table
from schemas.errors import ConfigurationError


def story(
    article: Annotated[str, typer.Argument(metavar="ID", help="An article's id, or its first letters.")],
    json: JSON = False,
    store: STORE = None,
) -> None:
    """Show a story's family: the original, copies with the share they keep, rewrites, in the order of time.

    A date in brackets is not printed on the page: another article of the family proves it. The share is how much of
    the article named under "of" is kept.
    """
    from flows.answers.families import FAMILY, family_of, row_of_member
    from flows.answers.opening import opened

    with opened(store) as catalogue:
        found = catalogue.story(article)
    if found is None:
        raise ConfigurationError(f"no article has an id that starts with {article!r}")
    if json:
        emit(family_of(found))
        return
    show_table(FAMILY, map(row_of_member, found.members), right=["share"])
    if found.more:
        say(f"the family has more members: these are {len(found.members)} of them")
    elif len(found.members) == 1:
        say("no other stored article is a copy or a rewrite of it")
