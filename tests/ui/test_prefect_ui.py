"""Protects what people do in the Prefect UI: fill in a form, watch a run, read its report, cancel, pause a schedule."""

import re
from typing import Any

import httpx
from playwright.sync_api import Locator, Page, expect

from tests.ui.conftest import MANY, Picture, Up


def asked(up: Up, path: str, body: dict[str, Any] | None = None) -> Any:
    """Return what Prefect's API answers."""
    return httpx.post(f"{up.ui}/api{path}", json=body or {}, timeout=60).raise_for_status().json()


def form_of(page: Page, up: Up, deployment: str) -> None:
    """Open a deployment's form the way a person does."""
    page.goto(f"{up.ui}/deployments")
    page.get_by_role("link", name=deployment, exact=True).first.click()
    page.get_by_role("button", name="Run", exact=True).click()
    page.get_by_text("Custom run").first.click()
    expect(page.get_by_text("Files and folders")).to_be_visible()


def test_a_run_is_started_from_its_form_and_read_at_a_glance(page: Page, up: Up, picture: Picture) -> None:
    page.goto(f"{up.ui}/deployments")
    for name in ("ingest", "reprocess", "learn", "verify", "maintain"):
        expect(page.get_by_role("link", name=name, exact=True).first).to_be_visible()
    picture(page, "deployments")
    form_of(page, up, "ingest")
    page.locator("textarea").first.fill(str(up.captures))
    picture(page, "form", height=1400)
    page.get_by_role("button", name="Submit").click()
    expect(page).to_have_url(re.compile(r"/deployments/deployment/.*tab=Runs"))  # the run is in the list there
    (run,) = runs_of(up, str(up.captures))
    page.locator(f'a[href$="/runs/flow-run/{run}"]').first.click()
    expect(page.get_by_text("Completed with quarantined units").first).to_be_visible(timeout=180_000)
    expect(page.get_by_text("quarantined ").first).to_be_visible()  # the log names the unit
    picture(page, "run")
    page.get_by_text("Artifacts", exact=True).first.click()
    for key in ("ingest-progress", "ingest-counts", "ingest-reasons", "ingest-report", "ingest-page"):
        expect(artifact(page, key)).to_be_visible()
    picture(page, "artifacts", full_page=True)
    ours = page.url
    artifact(page, "ingest-counts").click()
    expect(page.get_by_text("outcome", exact=True).first).to_be_visible()
    expect(page.get_by_text("quarantined", exact=True).first).to_be_visible()
    picture(page, "counts", full_page=True)
    page.goto(ours)
    page.get_by_text("Artifacts", exact=True).first.click()
    artifact(page, "ingest-report").click()
    expect(page.get_by_role("heading", name="Receipt")).to_be_visible()
    expect(page.get_by_text("the ledger balances").first).to_be_visible()
    picture(page, "report", height=1500)
    page.goto(str(page.locator(f'a[href^="{up.reports}/articles/"]').first.get_attribute("href")))
    expect(page.get_by_role("heading", name="Where each field comes from")).to_be_visible()
    picture(page, "article", height=1500)


def artifact(page: Page, key: str) -> Locator:
    """Return the link to an artifact of the run on the page."""
    return page.locator('a[href*="/artifacts/artifact/"]').filter(has_text=key).first


def runs_of(up: Up, path: str) -> list[str]:
    """Return the runs of `ingest` that somebody started for a path, the latest first."""
    runs = asked(up, "/flow_runs/filter", {"sort": "EXPECTED_START_TIME_DESC", "limit": 50})
    return [each["id"] for each in runs if path in (each["parameters"].get("captures") or {}).get("paths", ())]


def test_a_run_is_cancelled_and_says_how_far_it_came(page: Page, up: Up, picture: Picture) -> None:
    (ingest,) = [each for each in asked(up, "/deployments/filter") if each["name"] == "ingest"]
    captures = {"captures": {"paths": [str(up.many)], "source": "many"}}
    run = asked(up, f"/deployments/{ingest['id']}/create_flow_run", {"parameters": captures})["id"]
    page.goto(f"{up.ui}/runs/flow-run/{run}")
    expect(page.get_by_text("recognise, ").first).to_be_visible(timeout=180_000)  # it is at work
    page.get_by_role("button", name="Cancel", exact=True).click()
    expect(page.get_by_role("button", name="Confirm", exact=True)).to_be_visible()
    picture(page, "cancel")
    page.get_by_role("button", name="Confirm", exact=True).click()
    expect(page.get_by_text("Cancelled", exact=True).first).to_be_visible()
    page.get_by_text("Artifacts", exact=True).first.click()
    artifact(page, "ingest-report").click()
    expect(page.get_by_role("heading", name=re.compile("cancelled"))).to_be_visible()
    expect(page.get_by_text(f"{MANY} units seen").first).to_be_visible()


def test_a_wrong_value_is_refused_before_there_is_a_run(page: Page, up: Up, picture: Picture) -> None:
    before = asked(up, "/flow_runs/count")
    folder = up.captures.parent
    for wrong in ("captures", f"{folder}/../etc", "/etc"):
        form_of(page, up, "ingest")
        page.locator("textarea").first.fill(wrong)
        page.get_by_role("button", name="Submit").click()
        said = f"'an absolute path in {folder}, without ..' was expected"
        expect(page.get_by_text(said).first).to_be_visible()
    picture(page, "refused", height=1400)
    assert asked(up, "/flow_runs/count") == before


def test_a_schedule_is_paused_and_resumed(page: Page, up: Up, picture: Picture) -> None:
    deployment = next(each for each in asked(up, "/deployments/filter") if each["name"] == "maintain")
    active = deployment["schedules"][0]["active"]
    page.goto(f"{up.ui}/deployments/deployment/{deployment['id']}")
    switch = page.get_by_role("switch").or_(page.locator(".p-toggle__control, .p-toggle")).last
    for wanted in (not active, active):
        switch.click()
        page.wait_for_timeout(1500)
        now = next(each for each in asked(up, "/deployments/filter") if each["id"] == deployment["id"])
        assert now["schedules"][0]["active"] is wanted
    picture(page, "schedule", full_page=True)
