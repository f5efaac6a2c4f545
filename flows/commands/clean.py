"""`copytaster clean`: records on standard output, no store."""

from typing import Annotated

import typer

from flows.commands.options import PATHS, SOURCE, TEMPLATES
from flows.printing import emit, say


def clean(
    paths: PATHS,
    workers: Annotated[int, typer.Option(min=0, max=1024, help="Worker processes; 0 works in this one.")] = 0,
    source: SOURCE = "clean",
    templates: TEMPLATES = None,
) -> None:
    """Print the record of each capture met, one JSON object a line, in the order they are found.

    With --templates a capture that names no site has the one that --source is called, if it looks like it:
    copytaster clean captures/ --templates templates.json --source post.example

    Nothing is stored and nothing is started. The exit code is 0 once every unit has its line, whatever the outcomes.
    """
    from flows.answers.cleaning import outcomes, shown
    from flows.answers.watching import followed
    from flows.settings import settings
    from schemas.outcome import Outcome
    from tasks.clean.templates.templating import read_templates
    from tasks.extract.pipeline import count

    if templates is not None:
        read_templates(templates)  # a wrong file is said before anything is read
    now = settings()
    met = 0
    for unit in followed(
        outcomes(paths, workers, now.unit_bytes, now.page_seconds, source, templates), lambda: count(paths)
    ):
        met += 1
        emit(shown(unit))
        if isinstance(unit, Outcome) and unit.traceback:
            _report_defect(unit.place.label, unit.traceback, at_length=now.log_level == "DEBUG")
    if not met:
        say("no units found: nothing here is a capture")


def _report_defect(place: str, traceback: str, *, at_length: bool) -> None:
    lines = traceback.strip().splitlines()
    say(f"a defect of copytaster met {place}: {lines[-1]}")
    for line in lines if at_length else ["COPYTASTER_LOG_LEVEL=DEBUG shows the traceback"]:
        say(line)
