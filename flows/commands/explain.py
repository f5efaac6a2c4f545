"""`copytaster explain`: each block of a page, what it was taken for and why."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import JSON, SOURCE, STORE, TEMPLATES
from flows.printing import emit, print_text, say, show_table
from schemas.wording import counted

if TYPE_CHECKING:
    from schemas.capture import Capture
    from schemas.outcome import Outcome
    from schemas.template import Templates


def explain(
    target: Annotated[str, typer.Argument(metavar="PATH|ID", help="A capture's path, or the id of something stored.")],
    json: JSON = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="OUT", help="Write one page for a browser: kept beside removed.")
    ] = None,
    templates: TEMPLATES = None,
    source: SOURCE = "explain",
    store: STORE = None,
) -> None:
    """Show every block with its role, its score, the rule that decided, and whether it was kept.

    What is stored is read with the templates its record was made with, a path with those of a file:
    copytaster explain page.txt --templates templates.json --source post.example
    """
    from flows.answers.explaining import captures_at, is_path, stored_capture, written_page
    from schemas.capture import Capture

    if templates is not None and not is_path(target):
        raise typer.BadParameter("goes with a path; what is stored has its own", param_hint="--templates")
    asked = captures_at(target, source, templates) if is_path(target) else stored_capture(target, store)
    if asked.said and html is None:
        say(asked.said)
    if html is not None:
        say(f"wrote {html}: {counted(written_page(asked, html), 'capture')}")
        return
    for unit in asked.units:
        if not isinstance(unit, Capture):
            _refused(unit, json)
        elif json:
            _emit(unit, asked.templates)
        else:
            _show(unit, asked.templates)


def _refused(unit: "Outcome", json: bool) -> None:
    from schemas.record import refusal

    if json:
        emit(refusal(unit))
    else:
        print_text(f"{unit.place.uri}: {unit.verdict.value}, {unit.reason}: {unit.message}")


def _show(capture: "Capture", templates: "Templates") -> None:
    from schemas.errors import BadInput
    from tasks.clean.explaining import explain as explained

    print_text(capture.place.uri)
    try:
        found = explained(capture, templates)
    except BadInput as error:
        say(f"refused before it could be cut into blocks: {error.reason}: {error}")
        return
    if found.refusal:
        print_text(f"refused: {found.refusal}")
    if found.profile:
        print_text(f"profile: {found.profile}{f' ({found.publisher})' if found.publisher else ''}")
    rows = [(row.line, row.fate, row.role, f"{row.score:.2f}", row.rule, row.text) for row in found.rows]
    show_table(["line", "fate", "role", "score", "rule", "text"], rows, right=["line", "score"])
    for row in found.rows:
        if row.recurs and row.restore:
            print_text(f"line {row.line} recurs, says {row.rule}; in the site's profile this keeps it:\n{row.restore}")
    print_text("")


def _emit(capture: "Capture", templates: "Templates") -> None:
    from schemas.record import plain
    from tasks.clean.explaining import explain as explained

    emit({"uri": capture.place.uri, **plain(explained(capture, templates))})
