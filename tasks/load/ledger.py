"""The ledger: one entry for every place ever met, and what recognising a capture means."""

from collections.abc import Mapping
from typing import Any

from schemas.capture import Capture, Place
from schemas.errors import InternalError, OutOfMemory, TimedOut, WorkerDied
from schemas.outcome import DROPPED, FORGOTTEN, STORE_RULES, Outcome, Verdict
from schemas.stored import escaped, iso, stamped

HOLDING = ("article", "duplicate")
"""What an entry's bytes may be so that they belong to an article (`filed`)."""
OUTCOMES = {
    Verdict.NEW: "article",
    Verdict.REVISED: "article",
    Verdict.UNCHANGED: "article",
    Verdict.DUPLICATE: "duplicate",
    Verdict.EXCLUDED: "excluded",
    Verdict.QUARANTINED: "quarantined",
    Verdict.NOT_REACHED: "not-reached",
}
"""How a place stands after a verdict."""

OURS = frozenset({InternalError.reason, OutOfMemory.reason, TimedOut.reason, WorkerDied.reason})
"""Reasons that say nothing final of a page: it is tried again, a mended program or a quiet machine may do better."""

Entry = dict[str, Any]
"""A document of `captures`.

`outcome` is how the place stands now, `filed` what its last bytes became ("article", "duplicate", "quarantined",
"dropped" from there; null where none were read, or the last refusal was not theirs), `article` the one it belongs or
belonged to, `seq` how many different bytes it has had, `refused` the hashes of those before the last that gave no
article. Of refused bytes `pipeline` is the one that refused them, `held` the run that did so first, `site` what their
page names as its own. `remade` is the last run that read its stored bytes again, and what came of it.
"""
SCRUBBED = ("uri", "path_bytes", "member", "member_bytes", "format", "size", "mtime", "captured_at", "sha256", "seq")
"""What an entry tells of a place and its bytes; all of it is null once they are forgotten."""


def known_outcome(capture: Capture, entry: Entry | None) -> Outcome | None:
    """Return what became of a capture whose bytes this place had last time too; None where they are news."""
    if entry is None or entry["sha256"] != capture.sha256 or entry["filed"] is None:
        return None
    if entry["filed"] == "quarantined":
        if entry["reason"] in OURS:
            return None
        stage, reason, message = entry["stage"], entry["reason"], entry["message"]
        site = entry.get("site")
        return Outcome(capture.place, Verdict.QUARANTINED, stage, reason, message, capture, site=site, known=True)
    if entry["filed"] == DROPPED:
        return Outcome(capture.place, Verdict.EXCLUDED, "load", DROPPED, STORE_RULES[DROPPED], known=True)
    verdict = Verdict.DUPLICATE if entry["filed"] == "duplicate" else Verdict.UNCHANGED
    changed = None if _facts(capture).items() <= entry.items() else capture
    return Outcome(capture.place, verdict, "load", capture=changed, article=entry["article"])


def entry_of(
    outcome: Outcome, before: Entry | None, run: str, seq: int | None = None, pipeline: str | None = None
) -> dict[str, Any]:
    """Return a place's entry after an outcome; what was known of its bytes stays where none were read."""
    verdict = outcome.verdict
    entry = {
        **_place(outcome.place),
        **_bytes_known(outcome, before, seq),
        "outcome": OUTCOMES[verdict],
        "reason": outcome.reason,
        "stage": outcome.stage,
        "message": storable(outcome.message),
        **_refusal(outcome, before, run, pipeline),
        "first": before["first"] if before else {"run": run},
        "last": {"run": run, "verdict": verdict.value},
        "remade": before.get("remade") if before else None,
    }
    entry = stamped(entry)
    return forgotten_entry(entry) if outcome.reason == FORGOTTEN and entry["filed"] is None else entry


def forgotten_entry(entry: Entry) -> Entry:
    """Return what stays of an entry whose bytes are forgotten: that there was a unit, and which runs met it."""
    stands = {"outcome": OUTCOMES[Verdict.EXCLUDED], "reason": FORGOTTEN, "stage": "load", "message": None}
    return {
        **entry,
        **dict.fromkeys(SCRUBBED),
        "filed": None,
        "article": None,
        "refused": [],
        "pipeline": None,
        "held": None,
        **stands,
    }


def storable(text: str | None) -> str | None:
    """Return a text for people as UTF-8 can carry it: a lone surrogate is escaped."""
    return None if text is None else text.encode("utf-8", "backslashreplace").decode()


def next_seq(sha256: str, before: Entry | None) -> int:
    """Return the number of these bytes among all a place has had."""
    if before is None or before["seq"] is None:
        return 1
    return int(before["seq"]) + int(before["sha256"] != sha256)


def place_from(named: Mapping[str, Any]) -> Place:
    """Return the place that an entry, or a sighting's fields, name: its path and member as they were met, in bytes."""
    path = bytes.fromhex(named["path_bytes"]) if named["path_bytes"] is not None else named["uri"].encode()
    member = named["member"]
    if named["member_bytes"] is not None:
        member = bytes.fromhex(named["member_bytes"]).decode("utf-8", "surrogateescape")
    return Place(named["source"], path, member)


def _refusal(outcome: Outcome, before: Entry | None, run: str, pipeline: str | None) -> dict[str, str | None]:
    """Return which pipeline refused the bytes, the run that first put them into quarantine, and the page's site."""
    if outcome.verdict is not Verdict.QUARANTINED:
        return {"pipeline": None, "held": None, "site": None}
    same = before is not None and before["outcome"] == "quarantined" and _sha256(outcome) == before["sha256"]
    standing = before if before is not None and same else {}
    by = standing.get("pipeline") if outcome.known or outcome.capture is None else pipeline
    return {"pipeline": by, "held": standing.get("held") or run, "site": outcome.site}


def _sha256(outcome: Outcome) -> str | None:
    return outcome.capture.sha256 if outcome.capture else None


def _place(place: Place) -> dict[str, Any]:
    _, path_bytes = escaped(place.path)
    member, member_bytes = escaped((place.member or "").encode("utf-8", "surrogateescape"))
    return {
        "_id": place.id,
        "source": place.source,
        "uri": place.uri,
        "path_bytes": path_bytes,
        "member": None if place.member is None else member,
        "member_bytes": member_bytes,
    }


def _bytes_known(outcome: Outcome, before: Entry | None, seq: int | None) -> dict[str, Any]:
    """Return what is known of the bytes; `article` outlives a refusal, since a place keeps its article."""
    capture, verdict = outcome.capture, outcome.verdict
    article = outcome.article or (before["article"] if before else None)
    refused = _refused(capture, before)
    if capture is None:
        return {**_unread(before), "article": article, "refused": refused}
    filed = OUTCOMES[verdict] if OUTCOMES[verdict] in (*HOLDING, "quarantined") else None
    seq = next_seq(capture.sha256, before) if seq is None else seq
    return {
        **_facts(capture),
        "sha256": capture.sha256,
        "seq": seq,
        "filed": filed,
        "article": article,
        "refused": refused,
    }


def _refused(capture: Capture | None, before: Entry | None) -> list[str]:
    """Return the hashes of the bytes a place had before its last ones that gave no article: they are kept, too."""
    if before is None:
        return []
    earlier: list[str] = before.get("refused", [])
    replaced = (
        capture is not None and before["sha256"] != capture.sha256 and before["filed"] in ("quarantined", DROPPED)
    )
    return [*earlier, before["sha256"]] if replaced and before["sha256"] not in earlier else earlier


def _facts(capture: Capture) -> dict[str, Any]:
    modified = capture.mtime_ns
    return {
        "format": capture.format,
        "size": capture.size,
        "mtime": None if modified is None else modified // 1_000_000,
        "captured_at": iso(capture.captured_at),
    }


def _unread(before: Entry | None) -> dict[str, Any]:
    names = ("format", "size", "mtime", "captured_at", "sha256", "seq")
    if before is None:
        return {**dict.fromkeys(names), "filed": None}
    # A refusal of bytes does not outlive the next refusal without bytes: they are judged again when they are back.
    filed = before["filed"] if before["filed"] in (*HOLDING, DROPPED) else None
    return {**{name: before[name] for name in names}, "filed": filed}
