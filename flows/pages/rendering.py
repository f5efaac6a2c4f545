"""From values to a self-contained HTML page, every value escaped."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
    """Write a page to a file, whole or not at all: what stood there stays until the new page is complete.

    Raises:
        ConfigurationError: the file cannot be written there.
    """
    with _place(out) as place:
        place.write_text(page, encoding="utf-8", errors="backslashreplace")
        if place != out:
            place.replace(out.resolve())


def expect_place(out: Path) -> None:
    """Look whether a page can be written to a file, before it costs an hour to make it.

    Raises:
        ConfigurationError: it cannot.
    """
    with _place(out) as place:
        place.open("a").close()


@contextmanager
def _place(out: Path) -> Iterator[Path]:
    """Yield where to write a page first: beside its file, or, where that is a pipe or a terminal, right there."""
    beside = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        beside = out.resolve().with_name(beside.name)
        yield beside if out.is_file() or not out.exists() else out
    except OSError as error:
        raise ConfigurationError(f"{out} cannot be written: {error.strerror}") from error
    finally:
        with suppress(OSError):
            beside.unlink()


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
