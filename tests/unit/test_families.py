"""How families and links are shown."""

import json

import pytest

from flows.answers.families import family_of, links_of, row_of_member, show_links
from tasks.load.exchange import Document, Member, Story

WIRE: Document = {
    "_id": "a" * 32,
    "title": "The ferry sails",
    "publisher": None,
    "site": None,
    "url": None,
    "dateline": {"place": "PORT ELLIN", "agency": "TASS", "raw": "PORT ELLIN, March 4."},
    "published": {"value": "--03-04", "linked": {"value": "2019-03-04", "by": "b" * 32}},
    "source": {"uri": "wire.txt"},
}
PAPER: Document = {
    **WIRE,
    "_id": "b" * 32,
    "publisher": "The Penmarrow Post",
    "dateline": None,
    "published": {"value": "2019-03-05", "linked": None},
}
LINK: Document = {
    "a": PAPER["_id"],
    "b": WIRE["_id"],
    "kind": "derived-from",
    "original": WIRE["_id"],
    "direction": "cited-agency",
    "proof": {"cited_agency": "TASS"},
}
STORY = Story(
    WIRE["_id"],
    (Member(WIRE, "original"), Member(PAPER, "rewrite", WIRE["_id"], 0.062, "cited-agency", LINK["proof"])),
)


def test_a_date_another_article_proves_stands_in_brackets() -> None:
    wire, paper = map(row_of_member, STORY.members)
    assert wire == ("(2019-03-04)", "original", None, None, None, "TASS", "a" * 12, "The ferry sails")
    assert paper[:6] == ("2019-03-05", "rewrite", "6 %", "a" * 12, "TASS", "The Penmarrow Post")


def test_a_family_is_one_json_object() -> None:
    told = json.loads(json.dumps(family_of(STORY)))
    assert told["original"] == "a" * 32
    assert [each["relation"] for each in told["members"]] == ["original", "rewrite"]
    assert told["members"][1]["proof"] == {"cited_agency": "TASS"}


def test_each_article_sees_a_link_from_its_side(capsys: pytest.CaptureFixture[str]) -> None:
    (to,), (from_,) = links_of(PAPER["_id"], [LINK]), links_of(WIRE["_id"], [LINK])
    assert (to["to"], to["kind"]) == (WIRE["_id"], "derived-from")
    assert (from_["from"], from_["original"]) == (PAPER["_id"], WIRE["_id"])
    show_links(PAPER["_id"], [LINK])
    show_links(WIRE["_id"], [LINK])
    assert capsys.readouterr().out.splitlines() == [
        f"derived from: {'a' * 32}",
        f"original of: {'b' * 32} (derived-from, told by cited-agency)",
    ]
