"""`copytaster up` on a fresh home, and a browser to look at it."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from benchmarks.captures import html_capture, text_capture

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
COMMAND = Path(sys.executable).with_name("copytaster")
START_SECONDS = 280.0
WIDTH, HEIGHT = 1280, 1000
MANY = 400
"""Captures that take so long that a run of them can be cancelled."""
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


Picture = Callable[..., None]
"""Takes a picture of a page, by the picture's name."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let whoever wants pictures say where they go, and in which home they are taken."""
    parser.addoption("--pictures", type=Path, help="take the pictures of the documentation, into this folder")
    parser.addoption("--home", type=Path, help="the home everything is brought up in; it must be empty")


@pytest.fixture(scope="session")
def picture(request: pytest.FixtureRequest) -> Picture:
    """Return what takes a picture, where somebody asked for pictures."""
    folder: Path | None = request.config.getoption("--pictures")

    def take(page: Page, name: str, height: int = HEIGHT, full_page: bool = False) -> None:
        if folder is None:
            return
        size = page.viewport_size or {"width": WIDTH, "height": HEIGHT}
        page.set_viewport_size({"width": size["width"], "height": height})
        page.wait_for_timeout(1000)  # what fades in has come
        page.screenshot(path=folder / f"{name}.png", full_page=full_page)
        page.set_viewport_size(size)

    return take


@dataclass(frozen=True, slots=True)
class Up:
    """What `copytaster up` has brought up."""

    ui: str
    reports: str
    captures: Path
    many: Path  # a folder that takes a while


@pytest.fixture(scope="session")
def up(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    """Bring everything up in a home of its own, with a folder of captures to ingest."""
    home = request.config.getoption("--home") or tmp_path_factory.mktemp("home")
    captures = home / "captures"
    captures.mkdir()
    for number in range(6):
        (captures / f"harbour-{number}.txt").write_text(text_capture(number))
        (captures / f"council-{number}.html").write_text(html_capture(number + 10))
    (captures / "empty.txt").write_text("\n")
    many = home / "archive"
    many.mkdir()
    for number in range(MANY):
        (many / f"{number:03}.txt").write_text(text_capture(number + 100))
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("COPYTASTER_", "PREFECT_"))}
    environment = clean | {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "COPYTASTER_ROOTS": str(home)}
    log = home / "up.out"
    with log.open("w") as out:
        process = subprocess.Popen([COMMAND, "up"], cwd=home, env=environment, stdout=out, stderr=out)
    try:
        said = _said(log, process)
        yield Up(said["Prefect"].removesuffix("/deployments"), said["reports"].rstrip("/"), captures, many)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(120)


def _said(log: Path, process: "subprocess.Popen[bytes]") -> dict[str, str]:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        lines = [line.split(maxsplit=1) for line in log.read_text().splitlines() if " " in line]
        said = dict(lines)
        if "serving" in said:
            return said
        time.sleep(0.5)
    pytest.fail(f"copytaster up did not come up: {log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser, or skip with a clear line."""
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed: the user interface was not looked at")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a page of a size that suits a picture."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
    context.set_default_timeout(60_000)
    expect.set_options(timeout=60_000)  # it has a time of its own
    yield context.new_page()
    context.close()
