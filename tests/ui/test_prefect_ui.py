"""Protects what people do in the Prefect UI: find the deployment, fill in its form, watch the run, pause a schedule."""

import re
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Page, expect

from tests.ui.conftest import Up

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "ui"


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


def test_a_run_is_started_from_its_form_and_read_at_a_glance(page: Page, up: Up) -> None:
    page.goto(f"{up.ui}/deployments")
    for name in ("ingest", "reprocess", "learn", "verify", "maintain"):
        expect(page.get_by_role("link", name=name, exact=True).first).to_be_visible()
    page.screenshot(path=PICTURES / "deployments.png")
    form_of(page, up, "ingest")
    page.locator("textarea").first.fill(str(up.captures))
    page.screenshot(path=PICTURES / "form.png", full_page=True)
    page.get_by_role("button", name="Submit").click()
    page.get_by_role("button", name="View run").first.click()
    expect(page.get_by_text(re.compile("Completed with quarantined", re.IGNORECASE)).first).to_be_visible(
        timeout=180_000
    )
    page.screenshot(path=PICTURES / "run.png", full_page=True)
    page.get_by_role("tab", name="Artifacts").or_(page.get_by_text("Artifacts")).first.click()
    expect(page.get_by_text("ingest-counts").first).to_be_visible()
    page.screenshot(path=PICTURES / "artifacts.png", full_page=True)
    kept = {each["key"]: each for each in asked(up, "/artifacts/filter", {"limit": 50})}
    assert {"ingest-counts", "ingest-report", "ingest-page", "ingest-progress"} <= set(kept)
    page.goto(f"{up.ui}/artifacts/artifact/{kept['ingest-report']['id']}")
    expect(page.get_by_text("the ledger balances").first).to_be_visible()
    page.screenshot(path=PICTURES / "report.png", full_page=True)


def test_a_wrong_value_is_refused_before_there_is_a_run(page: Page, up: Up) -> None:
    before = asked(up, "/flow_runs/count")
    for wrong in ("/etc", "captures"):
        form_of(page, up, "ingest")
        page.locator("textarea").first.fill(wrong)
        page.get_by_role("button", name="Submit").click()
        expect(page.get_by_text("does not match").first).to_be_visible()
    page.screenshot(path=PICTURES / "refused.png", full_page=True)
    assert asked(up, "/flow_runs/count") == before


def test_a_schedule_is_paused_and_resumed(page: Page, up: Up) -> None:
    deployment = next(each for each in asked(up, "/deployments/filter") if each["name"] == "maintain")
    active = deployment["schedules"][0]["active"]
    page.goto(f"{up.ui}/deployments/deployment/{deployment['id']}")
    switch = page.get_by_role("switch").or_(page.locator(".p-toggle__control, .p-toggle")).last
    for wanted in (not active, active):
        switch.click()
        page.wait_for_timeout(1500)
        now = next(each for each in asked(up, "/deployments/filter") if each["id"] == deployment["id"])
        assert now["schedules"][0]["active"] is wanted
    page.screenshot(path=PICTURES / "schedule.png", full_page=True)
