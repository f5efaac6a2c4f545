"""Looking up a page's meta tags."""

from collections.abc import Iterator

from schemas.page import Markup
from tasks.enrich.lines import one_line


def meta_values(markup: Markup, *names: str) -> Iterator[tuple[str, str]]:
    """Yield (name, content as one line) of the meta tags of these names: by name in the order asked for."""
    for wanted in names:
        for name, content in markup.meta:
            if name == wanted and (line := one_line(content)):
                yield name, line
