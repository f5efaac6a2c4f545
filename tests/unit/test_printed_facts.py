"""The enrichers of datelines, cited agencies, copyright, credits and lists: what they fill, and from where."""

from dataclasses import replace

from schemas.article import Article, Dateline, draft
from schemas.capture import Capture, place_of
from schemas.page import Block, Cleaned, Decision, Page, Role
from tasks.enrich.enrichers.cited_agencies import find_cited
from tasks.enrich.enrichers.copyright import find_copyright
from tasks.enrich.enrichers.credits import find_credits
from tasks.enrich.enrichers.dateline import find_dateline
from tasks.enrich.enrichers.lists import read_lists

STORY = "Minister Someone said on Thursday that he would do many things, and then some others, before the year ends."


def page(*lines: tuple[Role, str] | tuple[Role, str, str]) -> Cleaned:
    decisions = tuple(
        Decision(Block(line[1], number), line[0], 1.0, line[2] if len(line) > 2 else "model")
        for number, line in enumerate(lines, start=1)
    )
    blocks = tuple(decision.block for decision in decisions)
    text = "\n\n".join(decision.block.text for decision in decisions if decision.kept)
    return Cleaned(Page(Capture(place_of("a.txt"), b"", "0" * 64, "text"), "utf-8", blocks), decisions, text)


def test_the_dateline_is_filled_and_stays_in_the_text() -> None:
    cleaned = page((Role.HEADLINE, "A headline"), (Role.BODY, f"MOSCOW, June 15. /TAS/. {STORY}"))
    article = find_dateline(cleaned, draft(cleaned))
    assert article.dateline == Dateline(place="MOSCOW", agency="TASS", raw="MOSCOW, June 15. /TAS/.")
    assert article.evidence["dateline"].line == 2
    assert article.text.startswith("MOSCOW, June 15. /TAS/.")


def test_a_dateline_deep_in_the_text_is_another_storys() -> None:
    cleaned = page(*[(Role.BODY, STORY)] * 3, (Role.BODY, f"LONDON (Reuters) - {STORY}"))
    assert find_dateline(cleaned, draft(cleaned)).dateline is None


def cited(text: str, **fields: str) -> tuple[str, ...]:
    cleaned = page((Role.BODY, text))
    article: Article = replace(find_dateline(cleaned, draft(cleaned)), **fields)  # type: ignore[arg-type]
    return find_cited(cleaned, article).cited_agencies


def test_the_datelines_own_agency_is_not_cited() -> None:
    assert cited(f"MOSCOW, June 15. /TAS/. {STORY} He told TASS so. Reuters reported it later.") == ("Reuters",)


def test_an_agency_does_not_cite_itself() -> None:
    told = f"{STORY} He told the AP so, AFP reported."
    assert cited(told) == ("AP", "AFP")
    assert cited(told, publisher="Associated Press") == ("AFP",)
    assert cited(told, site="apnews.com") == ("AFP",)


def test_the_evidence_of_a_citation_is_its_sentence() -> None:
    cleaned = page((Role.BODY, STORY), (Role.BODY, "“We can,” he said, TASS reported on October 20."))
    evidence = find_cited(cleaned, draft(cleaned)).evidence["cited_agencies"]
    assert (evidence.line, "TASS reported" in (evidence.raw or "")) == (2, True)


def test_the_copyright_line_stands_after_the_text() -> None:
    cleaned = page((Role.BODY, STORY), (Role.NAVIGATION, "Home"), (Role.FOOTER, "Copyright © The Example"))
    article = find_copyright(cleaned, draft(cleaned))
    assert article.copyright == "Copyright © The Example"
    assert article.evidence["copyright"].line == 3


def test_rights_before_the_texts_end_are_a_pictures() -> None:
    cleaned = page((Role.CREDIT, "© 2020 Ann Lee. All rights reserved."), (Role.BODY, STORY))
    assert find_copyright(cleaned, draft(cleaned)).copyright is None


def test_a_pictures_credit_after_the_text_is_no_copyright_line() -> None:
    cleaned = page((Role.BODY, STORY), (Role.FOOTER, "© Ann Lee/Example, Pool Photo via AP"))
    assert find_copyright(cleaned, draft(cleaned)).copyright is None


def test_credits_are_those_between_headline_and_end() -> None:
    cleaned = page(
        (Role.HEADLINE, "A headline"),
        (Role.CREDIT, "© Ann Lee/Example, Pool Photo via AP"),
        (Role.BODY, STORY),
        (Role.CAPTION, "The mayor speaks on Monday. (AP Photo/Bo Ek)"),
        (Role.CREDIT, "© Ann Lee/Example, Pool Photo via AP"),
        (Role.BODY, STORY),
        *[(Role.NAVIGATION, "Another story")] * 5,
        (Role.CREDIT, "Photo: Somebody Else"),
    )
    article = find_credits(cleaned, draft(cleaned))
    assert article.credits == ("© Ann Lee/Example, Pool Photo via AP", "AP Photo/Bo Ek")
    assert article.evidence["credits"].line == 2


def test_a_notice_of_rights_is_no_credit() -> None:
    cleaned = page((Role.BODY, STORY), (Role.CREDIT, "© Example GmbH 2021. Alle Rechte vorbehalten."))
    assert find_credits(cleaned, draft(cleaned)).credits == ()


def test_printed_lists_fill_persons_and_topics() -> None:
    cleaned = page(
        (Role.BODY, STORY),
        (Role.NAVIGATION, "Persons", "cue:persons-label"),
        (Role.NAVIGATION, "Ann Lee", "cue:persons"),
        (Role.NAVIGATION, "Bo Ek", "cue:persons"),
        (Role.NAVIGATION, "Ann Lee", "cue:persons"),
        (Role.NAVIGATION, "Topics", "cue:topics-label"),
        (Role.NAVIGATION, "Foreign policy", "cue:topics"),
        (Role.NAVIGATION, "Star Wars: The Last Jedi", "cue:topics"),
        (Role.NAVIGATION, "Photo"),
    )
    article = read_lists(cleaned, draft(cleaned))
    assert article.persons == ("Ann Lee", "Bo Ek")
    assert article.topics == ("Foreign policy", "Star Wars: The Last Jedi")
    assert (article.evidence["persons"].line, article.evidence["topics"].line) == (3, 7)


def test_a_list_on_its_labels_line_is_read() -> None:
    cleaned = page((Role.BODY, STORY), (Role.NAVIGATION, "Filed under: Buses, Council", "cue:topics-label"))
    assert read_lists(cleaned, draft(cleaned)).topics == ("Buses", "Council")


def test_a_printed_list_of_topics_ends_at_the_pages_next_part() -> None:
    entries = ("TAGGED: Buses, Council", "Facebook Icon", "Trams", "More from Transport", "Ann Lee", "Reporter")
    cleaned = page((Role.BODY, STORY), *((Role.NAVIGATION, entry, "cue:topics") for entry in entries))
    assert read_lists(cleaned, draft(cleaned)).topics == ("Buses", "Council", "Trams")


def test_without_lists_nothing_is_claimed() -> None:
    cleaned = page((Role.BODY, STORY))
    article = read_lists(cleaned, draft(cleaned))
    assert (article.persons, article.topics, dict(article.evidence)) == ((), (), {})
