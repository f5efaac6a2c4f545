"""What captures on disk show of their sites, without a store and without Prefect."""

from collections.abc import Iterable, Iterator

from schemas.outcome import Outcome
from tasks.clean.batch import observe_units
from tasks.clean.templates.recurring import Observation
from tasks.extract.pipeline import extract


def observed(paths: Iterable[str], source: str) -> Iterator[Observation]:
    """Yield what these captures show: of the site they name, else of the one that their source is called.

    Raises:
        ConfigurationError: a path does not exist.
    """
    units = extract(paths, source=source, absolute=False)
    seen = (each for unit in units if not isinstance(unit, Outcome) for each in observe_units((unit,)))
    return (each for each in seen if isinstance(each, Observation))
