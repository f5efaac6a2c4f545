"""Pages that list articles are refused with a reason; an article with cards around it, or in it, is not."""

import hashlib

import pytest

from schemas.capture import Capture, place_of
from schemas.errors import NoArticle
from tasks.clean.pipeline import clean

LEDES = (
    ("Ferry to Holm stops for the winter", "The ferry to Holm stops on Sunday and comes back in March, the line said."),
    ("Goats win the autumn fair again", "Nine goats from Aldern took every prize at the fair, for the third time."),
    ("School asks for a second teacher", "The school at Brayford has had one teacher for forty children since May."),
    ("Mill to grind flour once more", "The mill on the Reed will grind flour again after thirty years of silence."),
    ("Bus twice a day over the pass", "A bus will go over the pass twice a day as soon as the snow has gone."),
    ("Library stays open on Sundays", "Readers may come on Sundays from June, the town's councillors have decided."),
)
STORY = "".join(
    f"<p>The harbour office said on {day} that the ferry would run again once the storm had passed the islands, and "
    f"that nobody on Holm would have to wait for bread or post longer than until the end of that week.</p>"
    for day in ("Monday", "Tuesday", "Thursday", "Friday")
)


def cards(level: str = "h3") -> str:
    return "".join(
        f'<div class="card"><{level}><a href="/{n}">{head}</a></{level}><p>{text}</p></div>'
        for n, (head, text) in enumerate(LEDES)
    )


def read(body: str, title: str, head: str = "") -> str:
    data = f"<html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}</body></html>".encode()
    return clean(Capture(place_of("page.html"), data, hashlib.sha256(data).hexdigest(), "html")).text


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Holm Gazette", "Holm Gazette"),
        ("Local news", "Local news"),
        ("Holm Gazette: news and sport", ""),
        ("Search results for “ferry”", "Search results for “ferry” in all of our pages"),
        ("Ferry Archives – Holm Gazette", "All that we have ever written about ferries"),
        ("Kategorie: Fähre | Holmer Blatt", "Alles, was wir je über Fähren geschrieben haben"),
        ("標籤：渡輪", ""),
    ],
)
def test_a_page_of_cards_is_no_article(title: str, name: str) -> None:
    with pytest.raises(NoArticle, match="lists articles"):
        read(f"<main><h1>{name}</h1>{cards()}</main>", title)


@pytest.mark.parametrize(
    "title",
    [
        "Tag: Ferry – Holm Gazette",
        "Schlagwort: Fähre | Holmer Blatt",
        "Étiquette : bac",
        "Resultados de búsqueda",
        "Categoria: Barcos",
        "Tutti gli articoli",
        "Результаты поиска",
        "Усі новини",
        "Etiket: Vapur",
        "タグ：渡船",
        "标签：渡轮",
        "وسم: عبارة",
    ],
)
def test_a_capture_is_a_listing_by_its_windows_title_in_each_language(title: str) -> None:
    lines = [title, *(f"{head}\n{text}" for head, text in LEDES)]
    data = "\n".join(lines).encode()
    with pytest.raises(NoArticle, match="lists articles"):
        clean(Capture(place_of("a.txt"), data, hashlib.sha256(data).hexdigest(), "text"))


HEADLINE = "Ferry to Holm will run again once the storm has passed"


@pytest.mark.parametrize(
    ("title", "head", "above", "below"),
    [
        (HEADLINE, "", "", cards()),
        ("Search results show a gap between the islands, a study finds", "", "", ""),
        ("Ferries", "", "", cards()),
        ("Tag: Ferry", '<meta property="og:type" content="article">', "", ""),
        ("Ferries", '<meta property="article:published_time" content="2024-05-03">', cards(), ""),
    ],
    ids=["cards below", "a study of searches", "a short headline", "declared", "declared, cards above"],
)
def test_an_article_among_cards_is_one(title: str, head: str, above: str, below: str) -> None:
    text = read(f"<main>{above}<article><h1>{title}</h1>{STORY}</article>{below}</main>", title, head)
    assert "until the end of that week" in text


def test_an_article_of_linked_headings_with_a_headline_is_one() -> None:
    assert read(f"<main><h1>What the six towns of the Reed valley talk of this week</h1>{cards('h2')}</main>", "Holm")


@pytest.mark.parametrize("label", ["All news", "Category: Shipping", "Все новости"])
def test_a_label_above_a_captures_article_names_no_listing(label: str) -> None:
    paragraphs = STORY.replace("<p>", "").split("</p>")
    data = "\n".join([label, HEADLINE, *paragraphs]).encode()
    assert clean(Capture(place_of("a.txt"), data, hashlib.sha256(data).hexdigest(), "text")).text
