"""Events for Prefect's automations: what somebody may want to be told of."""

from prefect.events import emit_event

from schemas.run import Receipt

QUARANTINED = "copytaster.run.quarantined-many"
DRIFTED = "copytaster.site.drifted"
LANDED = "copytaster.captures.landed"


def many_quarantined(receipt: Receipt, percent: float) -> None:
    """Raise the event of a run that quarantined too many of its units."""
    emit_event(
        QUARANTINED,
        resource={
            "prefect.resource.id": f"copytaster.run.{receipt.id}",
            "prefect.resource.name": f"run {receipt.id}",
            "copytaster.source": str(receipt.parameters.get("source", "default")),
        },
        payload={"seen": receipt.seen, "percent": round(percent, 1), "reasons": dict(receipt.reasons)},
    )


def drifted(site: str, before: float, now: float, articles: int) -> None:
    """Raise the event of a site whose articles come out worse than before."""
    emit_event(
        DRIFTED,
        resource={"prefect.resource.id": f"copytaster.site.{site}", "prefect.resource.name": site},
        payload={"before": round(before, 3), "now": round(now, 3), "articles": articles},
    )
