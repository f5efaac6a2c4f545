"""`copytaster doctor`: what is there, what is missing, what is off."""

import typer

from flows.commands.options import JSON, STORE
from flows.exiting import ExitCode
from flows.printing import emit, say, show_table


def doctor(json: JSON = False, store: STORE = None) -> None:
    """Check versions, settings, rights, the store and what it can do; exits 1 where something needed is missing."""
    from flows.answers.diagnosing import State, diagnose
    from flows.settings import choose_store, quieten_prefect, settings
    from schemas.record import plain

    choose_store(store)
    quieten_prefect()
    found = []
    for diagnosis in diagnose(settings()):
        found.append(diagnosis)
        if json:
            emit(plain(diagnosis))
    if not json:
        show_table(["what", "state", "found"], [(each.what, each.state, each.said) for each in found])
    failed = [each.what for each in found if each.state is State.FAILED]
    if failed:
        say(f"needs mending: {', '.join(failed)}")
        raise typer.Exit(ExitCode.USAGE)
