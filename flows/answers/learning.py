"""Templates from captures on disk, without a store and without Prefect."""

from collections.abc import Iterable, Iterator

from schemas.outcome import Outcome
from schemas.template import Templates
from tasks.clean.batch import observe_units
from tasks.clean.templates.recurring import Observation, by_site
from tasks.extract.limits import Limits
from tasks.extract.pipeline import extract


def templates_of_captures(paths: Iterable[str], source: str, limits: Limits | None = None) -> Templates:
    """Return what recurs in these captures, by the site they name, else by the one that their source is called.

    Raises:
        ConfigurationError: a path does not exist.
    """
    return by_site(observed(paths, source, limits))


def observed(paths: Iterable[str], source: str, limits: Limits | None = None) -> Iterator[Observation]:
    """Yield what these captures show of their sites.

    Raises:
        ConfigurationError: a path does not exist.
    """
    units = extract(paths, source=source, limits=limits or Limits(), absolute=False)
    seen = (each for unit in units if not isinstance(unit, Outcome) for each in observe_units((unit,)))
    return (each for each in seen if isinstance(each, Observation))
