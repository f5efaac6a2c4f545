"""From values to a self-contained HTML page, every value escaped."""

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from flows.printing import visible
from schemas.errors import ConfigurationError

FOLDER = Path(__file__).parent


def render(template: str, **values: object) -> str:
    """Return the page a template of this folder makes of the values; none of them can bring markup in.

    Raises:
        jinja2.UndefinedError: the template names a value that is not given.
    """
    return _environment().get_template(template).render(values)


def write_page(page: str, out: Path) -> None:
    """Write a page to a file.

    Raises:
        ConfigurationError: the file cannot be written there.
    """
    try:
        out.write_text(page, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise ConfigurationError(f"{out} cannot be written: {error.strerror}") from error


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shown"] = visible
    return environment
