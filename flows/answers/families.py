"""Families and links as people read them."""

from collections.abc import Iterable
from typing import Any

from flows.answers.showing import SHORT
from flows.printing import print_text
from tasks.load.exchange import Document, Member, Story

SHOWN = ("title", "publisher", "site", "url", "published", "dateline", "source")
"""What is told of an article of a family."""
FAMILY = ["published", "what", "share", "of", "because of", "publisher", "id", "title"]
"""The columns of a family."""


def row_of_member(member: Member) -> tuple[object, ...]:
    """Return an article of a family as a row; its columns are FAMILY."""
    article, proof = member.article, member.proof or {}
    linked = (article["published"]["linked"] or {}).get("value")
    return (
        f"({linked})" if linked else article["published"]["value"],
        member.relation,
        None if member.kept is None else f"{100 * member.kept:.0f} %",
        member.of and member.of[:SHORT],
        proof.get("cited_agency") or member.direction,
        article["publisher"] or (article["dateline"] or {}).get("agency") or article["site"],
        article["_id"][:SHORT],
        article.get("title"),
    )


def family_of(story: Story) -> dict[str, Any]:
    """Return a family as one JSON object: its members in the order of time."""
    return {
        "original": story.original,
        "more": story.more,
        "members": [
            {
                "id": each.article["_id"],
                **{name: each.article[name] for name in SHOWN},
                "relation": each.relation,
                "of": each.of,
                "kept": each.kept,
                "direction": each.direction,
                "proof": each.proof,
            }
            for each in story.members
        ],
    }


def links_of(article: str, links: Iterable[Document]) -> list[dict[str, Any]]:
    """Return an article's links as it has them: `to` what it comes from or is like, `from` what comes from it."""
    return [
        {
            "from" if link["original"] == article else "to": link["b" if link["a"] == article else "a"],
            "kind": link["kind"],
            "original": link["original"],
            "direction": link["direction"],
        }
        for link in links
    ]


def show_links(article: str, links: Iterable[Document]) -> None:
    """Print an article's links, a line each."""
    for link in links_of(article, links):
        if "from" in link:
            print_text(f"original of: {link['from']} ({link['kind']}, told by {link['direction']})")
        else:
            print_text(f"{link['kind'].replace('-', ' ')}: {link['to']}")
