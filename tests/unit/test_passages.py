"""Passages in another language than the article: labelled with their place, and never made up."""

from collections.abc import Callable

import pytest

from schemas.article import Article
from schemas.page import Cleaned, Role
from tasks.enrich.enrichers.language import ENRICHER
from tasks.enrich.enrichers.quality import ENRICHER as QUALITY
from tasks.enrich.languages.passages import Passage, passages

ENGLISH = (
    "The harbour master of Nordby said on Monday that the ferry would sail again before the winter, although the pier "
    "had not been mended and nobody on the council knew who was going to pay for it.",
    "Fishermen who keep their boats in the old basin have asked for a new crane since the storm of that November, and "
    "they were promised one by three mayors, each of whom left the office before it was bought.",
    "A spokeswoman for the shipping company said that tickets would be sold from the first of May, and that cars could "
    "be taken across as soon as the new landing stage had been inspected.",
)
FRENCH = (
    "« Nous avons attendu pendant quatre hivers un nouveau débarcadère, et je ne peux pas en attendre un cinquième », "
    "a déclaré la directrice du port devant les armateurs réunis lundi dans la salle du conseil.",
    "Les pêcheurs craignent que le dragage du chenal ne détruise les bancs de moules qui ont nourri trois villages "
    "pendant le dernier hiver, et ils ont écrit au ministère pour demander une enquête publique.",
)
RUSSIAN = (
    "Капитан порта сообщил в понедельник, что паром снова пойдёт в Нордбю до начала зимы, хотя причал ещё не "
    "отремонтирован и никто в городском совете не знает, кто будет за него платить."
)
NORWEGIAN = (
    "Havnesjefen i Nordby sa mandag at fergen skal gå igjen før vinteren, selv om brygga ikke er reparert og ingen i "
    "kommunestyret vet hvem som skal betale for den når pengene er brukt opp."
)
DANISH = (
    "Havnefogeden i Nordby sagde mandag, at færgen skal sejle igen inden vinteren, selv om broen ikke er repareret, og "
    "ingen i byrådet ved, hvem der skal betale for den, når pengene er sluppet op."
)
SHORT = "« Je ne sais pas. »"
TITLES = (
    "How the bridge was built and who has paid for it, what the ferry never brought, where all of the harbours have "
    "gone since"
)


@pytest.mark.parametrize(
    ("paragraphs", "code", "found"),
    [
        (ENGLISH, "en", []),
        ((ENGLISH[0], FRENCH[0], ENGLISH[1]), "en", [Passage("fr", "cld2+langid", 1, 1)]),
        ((*ENGLISH, FRENCH[0], SHORT, FRENCH[1]), "en", [Passage("fr", "cld2+langid", 3, 5)]),
        ((ENGLISH[0], SHORT, ENGLISH[1]), "en", []),
        ((FRENCH[0], ENGLISH[0], FRENCH[1]), "fr", [Passage("en", "cld2+langid", 1, 1)]),
        ((FRENCH[0], TITLES, FRENCH[1]), "fr", []),  # a list of titles is no passage: it does not end as one
        ((FRENCH[0], TITLES + ".", FRENCH[1]), "fr", [Passage("en", "cld2+langid", 1, 1)]),
        (
            (ENGLISH[0], RUSSIAN, FRENCH[0]),
            "en",
            [Passage("ru", "cld2+langid", 1, 1), Passage("fr", "cld2+langid", 2, 2)],
        ),
        ((NORWEGIAN, DANISH), "nb", []),  # twins: what is told apart so closely is not claimed
        ((), "en", []),
        (("",), "und", []),
    ],
)
def test_what_is_in_another_language_is_found_where_it_stands(
    paragraphs: tuple[str, ...], code: str, found: list[Passage]
) -> None:
    assert list(passages(paragraphs, code)) == found


def language_of(page_of: Callable[..., tuple[Cleaned, Article]], *paragraphs: str) -> tuple[Cleaned, Article]:
    cleaned, article = page_of([(Role.BODY, each) for each in paragraphs])
    return cleaned, ENRICHER.run(cleaned, article)


def test_a_passage_is_kept_with_the_paragraphs_its_line_and_its_opening(
    page_of: Callable[..., tuple[Cleaned, Article]],
) -> None:
    _, article = language_of(page_of, *ENGLISH, FRENCH[0])
    assert article.language is not None
    assert article.language.code == "en"
    (kept,) = article.evidence["language"].conflicts
    assert (kept.value, kept.method, kept.line, kept.where) == ("fr", "cld2+langid", 4, "paragraph 4")
    assert kept.raw is not None
    assert FRENCH[0].startswith(kept.raw)


def test_a_text_of_two_languages_is_flagged_and_a_quotation_is_not(
    page_of: Callable[..., tuple[Cleaned, Article]],
) -> None:
    mixed = QUALITY.run(*language_of(page_of, *ENGLISH, *FRENCH))
    quoting = QUALITY.run(*language_of(page_of, *ENGLISH, *ENGLISH, *ENGLISH, FRENCH[0]))
    assert mixed.quality is not None
    assert quoting.quality is not None
    assert "mixed-language" in mixed.quality.flags
    assert "mixed-language" not in quoting.quality.flags


def test_a_text_in_one_language_has_no_passages_and_a_bound_holds_for_very_mixed_ones(
    page_of: Callable[..., tuple[Cleaned, Article]],
) -> None:
    assert language_of(page_of, *ENGLISH)[1].evidence["language"].conflicts == ()
    many = [each for _ in range(20) for each in (ENGLISH[0], FRENCH[0])]
    assert len(language_of(page_of, *many)[1].evidence["language"].conflicts) == 5
