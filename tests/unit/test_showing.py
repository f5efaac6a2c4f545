"""What `show --evidence` prints: each field's proof, and below it the places that say otherwise."""

import pytest

from flows.answers.showing import show_evidence
from schemas.article import Article, Conflict, Evidence, Published, Source
from schemas.record import record


def test_the_places_that_say_otherwise_stand_below_the_field(capsys: pytest.CaptureFixture[str]) -> None:
    lost = Conflict("2019-05-03", "text-dateline", 7, None, "3 May 2019")
    proof = Evidence("json-ld", where="json-ld[0].datePublished", raw="2017-10-20", conflicts=(lost,))
    source = Source("a.html", None, "0" * 64, "html", "utf-8", None)
    article = Article(source, "Text.", published=Published("2017-10-20", "day"), evidence={"published": proof})
    show_evidence(record(article))
    won, rival = capsys.readouterr().out.splitlines()[1:]
    assert won.split()[0] == "published"
    assert "json-ld[0].datePublished" in won
    assert rival.split() == ["published:", "not", "2019-05-03", "text-dateline", "line", "7", "3", "May", "2019"]


def test_evidence_stored_before_conflicts_were_kept_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    source = Source("a.html", None, "0" * 64, "html", "utf-8", None)
    stored = record(Article(source, "Text.", title="A title", evidence={"title": Evidence("h1", raw="A title")}))
    del stored["evidence"]["title"]["conflicts"]
    show_evidence(stored)
    assert "h1" in capsys.readouterr().out
