"""Protects the HTML pages: no errors, no requests to anybody, nothing serious for a screen reader, light and dark."""

import json
import subprocess
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.ui.conftest import COMMAND, Picture, Up


@pytest.fixture(scope="session")
def pages(up: Up, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report and the explanation of a page, written as people write them."""
    folder = tmp_path_factory.mktemp("pages")
    environment = environment_of(up)
    written = {"report": folder / "report.html", "explanation": folder / "explanation.html"}
    subprocess.run([COMMAND, "ingest", up.captures], env=environment, check=False, capture_output=True)
    subprocess.run([COMMAND, "report", "--out", written["report"]], env=environment, check=True, capture_output=True)
    command = [COMMAND, "explain", up.captures, "--html", written["explanation"]]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return written


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["report", "explanation"])
def test_a_page_is_quiet_alone_and_readable(
    browser: Browser, pages: dict[str, Path], picture: Picture, name: str, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": 1100, "height": 1000}, color_scheme=scheme)
    page = context.new_page()
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(pages[name].as_uri())
    for summary in page.locator("summary").all()[:5]:
        summary.focus()
        page.keyboard.press("Enter")  # the numbers are there without a mouse
    assert page.locator("details[open]").count() >= (1 if name == "report" else 0)
    if name == "report":
        picture(page, f"{name}-{scheme}", full_page=True)
    assert requests == [pages[name].as_uri()]
    assert complaints == []
    assert serious(page) == []
    context.close()


def test_the_report_and_what_it_leads_to_are_served_beside_the_ui(page: Page, up: Up, pages: dict[str, Path]) -> None:
    page.goto(f"{up.reports}/")
    assert page.locator("h1").inner_text().startswith("Since ")
    for kind, command in (("articles", ["find", "--json"]), ("quarantine", ["quarantine", "list", "--json"])):
        listed = subprocess.run([COMMAND, *command], env=environment_of(up), check=True, capture_output=True).stdout
        one = json.loads(listed.splitlines()[0])
        page.goto(f"{up.reports}/{kind}/{one.get('id') or one['_id']}")
        assert page.locator("h1").inner_text() == (one.get("title") or "In quarantine")
        assert serious(page) == []


def environment_of(up: Up) -> dict[str, str]:
    """Return what makes a command use the same store."""
    home = up.captures.parent
    data = home / "data" / "copytaster"
    return {"PATH": "/usr/bin:/bin", "HOME": str(home), "COPYTASTER_DATA_DIR": str(data)}


def serious(page: Page) -> list[str]:
    """Return what axe-core finds that is serious or worse, which may be run on a page that allows no scripts."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{each['id']}: {each['help']}" for each in found if each["impact"] in ("serious", "critical")]
