"""`copytaster find` and `copytaster show`: what is stored."""

from typing import Annotated

import typer

from flows.commands.options import JSON, LIMIT, SINCE, STORE, UNTIL
from flows.printing import emit, say, show_table
from schemas.errors import ConfigurationError


def find(
    text: Annotated[str | None, typer.Option(help="Words that stand in the title, the subtitle or the text.")] = None,
    publisher: Annotated[str | None, typer.Option(help="The publisher's name.")] = None,
    language: Annotated[str | None, typer.Option(help="The language's code: en, ru, de.")] = None,
    since: SINCE = None,
    until: UNTIL = None,
    flag: Annotated[list[str] | None, typer.Option(help="A quality flag; give it twice to ask for both.")] = None,
    limit: LIMIT = 50,
    json: JSON = False,
    store: STORE = None,
) -> None:
    """List articles, the newest first; without filters the newest 50.

    An article without a full date is in no range of days.
    """
    from flows.answers.opening import opened
    from flows.answers.showing import record_of, row_of
    from tasks.load.exchange import Search

    if since and until and since > until:
        raise typer.BadParameter("that is later than --until: no day is between them", param_hint="--since")
    wanted = Search(
        text=text,
        publisher=publisher,
        language=language.lower() if language else language,
        since=since,
        until=until,
        flags=tuple(flag or ()),
        limit=limit,
    )
    with opened(store) as catalogue:
        found = catalogue.find(wanted)
    if json:
        for document in found:
            emit(record_of(document))
    elif found:
        show_table(["id", "published", "publisher", "language", "title"], map(row_of, found))
    else:
        say("no article fits")


def show(
    article: Annotated[str, typer.Argument(metavar="ID", help="An article's id, or its first letters.")],
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Only where each field comes from: method, line or tag, the words there.")
    ] = False,
    json: JSON = False,
    store: STORE = None,
) -> None:
    """Show an article with all its fields and links; with --evidence, what proves each field."""
    from flows.answers.families import links_of, show_links
    from flows.answers.opening import opened
    from flows.answers.showing import record_of, show_article, show_evidence

    with opened(store) as catalogue:
        document = catalogue.article(article)
        earlier = catalogue.revisions(document["_id"]) if document else ()
        links = catalogue.links(document["_id"]) if document else ()
    if document is None:
        raise ConfigurationError(f"no article has an id that starts with {article!r}")
    if json:
        said = {**record_of(document), "links": links_of(document["_id"], links)}
        emit(said["evidence"] if evidence else said)
    elif evidence:
        show_evidence(document)
    else:
        show_article(document, earlier)
        show_links(document["_id"], links)
