"""Reports, articles and quarantined captures for the browser, made when they are asked for.

On loopback, and only to pages of this machine.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from http import HTTPStatus

from flows.pages.single import article_of, held_unit
from flows.pages.summing import Summary, lately, of_run
from flows.pages.telling import report_page
from flows.serving.loopback import Answering, listening
from flows.serving.ports import ANY_PORT
from flows.settings import settings
from schemas.errors import Ambiguous, IngestError
from tasks.load.connecting import open_store
from tasks.load.store import Store

TEXT, HTML = "text/plain; charset=utf-8", "text/html; charset=utf-8"
ID = re.compile(r"[0-9a-f]{1,64}")


def _report_of(store: Store, run: str) -> str | None:
    summary: Summary | None = of_run(store, run)
    return None if summary is None else report_page(summary)


PAGES: Mapping[str, Callable[[Store, str], str | None]] = {
    "runs": _report_of,
    "articles": article_of,
    "quarantine": held_unit,
}
"""What makes the page of each kind of thing, by the first part of its path; the second is an id."""


def reports(port: int = ANY_PORT) -> AbstractContextManager[str]:
    """Serve `/`, the report of the last days, and the page of each run, article and quarantined capture by its id.

    While the context lasts, which gives the address. The port is one to have if it is free: links then live longer
    than we.
    """
    return listening(port, _Reports, or_any=True)


class _Reports(Answering):
    def do_GET(self) -> None:  # noqa: N802  the standard library's name
        """Answer with a page."""
        host = self.headers.get("Host", "").partition(":")[0]
        kind, _, name = self.path.removeprefix("/").partition("/")
        if host not in ("127.0.0.1", "localhost"):  # a name that leads here is somebody else's page
            self.answer(HTTPStatus.FORBIDDEN, "this is for pages of this machine", TEXT)
        elif self.path == "/":
            self._page(lambda store: report_page(lately(store)))
        elif kind in PAGES and ID.fullmatch(name):
            self._page(lambda store: PAGES[kind](store, name))
        else:
            said = f"there are / and {', '.join(f'/{each}/ID' for each in PAGES)}"
            self.answer(HTTPStatus.NOT_FOUND, said, TEXT)

    def _page(self, made: Callable[[Store], str | None]) -> None:
        now = settings()
        try:
            with open_store(now.address, now.data_dir) as store:
                page = made(store)
        except Ambiguous as error:
            self.answer(HTTPStatus.NOT_FOUND, str(error), TEXT)
            return
        except IngestError as error:
            self.answer(HTTPStatus.SERVICE_UNAVAILABLE, str(error), TEXT)
            return
        if page is None:
            self.answer(HTTPStatus.NOT_FOUND, "nothing has an id that starts so", TEXT)
        else:
            self.answer(HTTPStatus.OK, page, HTML)
