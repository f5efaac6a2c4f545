"""What the head and the marked elements of a page say, read as written and within bounds."""

import time

from selectolax.lexbor import LexborHTMLParser

from schemas.page import Markup
from tasks.clean.head import LONG, MANY, read_markup

PAGE = (
    """<!DOCTYPE html><html lang="de-AT"><head><title>Fähre fährt wieder - Beispiel</title>
<base href="https://news.example/a/"><meta charset="utf-8">
<meta property="OG:Title" content="Fähre  fährt wieder"><meta name="author" content="Ann Lee">
<meta name="empty" content="">
<meta itemprop="datePublished" content="2024-05-03"><link rel="alternate canonical" href="/b">
<link rel="amphtml" href="/b.amp"><link rel="stylesheet" href="/x.css">
<script type="application/ld+json; charset=utf-8">{"@type": "NewsArticle"}</script><script>var a = 1;</script></head>
<body><nav class="Breadcrumbs"><ul><li><a href=/>Start</a></li><li><a href=/hafen>Hafen</a></li></ul></nav>
<svg><title>Logo</title></svg>
<h1>“<em>Fähre</em>” fährt<br>wieder<script>track()</script></h1>
<p class="article__byline">Von <a rel="author" href="/ann">Ann Lee</a> und <b>Bo Ek</b></p>
<time datetime="2024-05-03T10:00" itemprop="datePublished">3. Mai</time>
<div class="author-box">"""
    + "Sie schreibt seit vielen Jahren über Häfen. " * 20
    + "</div></body></html>"
)


def read(page: str) -> Markup:
    return read_markup(LexborHTMLParser(page))


def test_every_field_is_read_as_written() -> None:
    markup = read(PAGE)
    assert markup.title == "Fähre fährt wieder - Beispiel"
    assert markup.base == "https://news.example/a/"
    assert markup.language == "de-AT"
    assert markup.canonical == "/b"
    assert markup.amp == "/b.amp"
    assert markup.json_ld == ('{"@type": "NewsArticle"}',)
    assert markup.meta == (("og:title", "Fähre fährt wieder"), ("author", "Ann Lee"), ("datepublished", "2024-05-03"))
    assert markup.breadcrumbs == ("Start", "Hafen")
    assert markup.headings == ("“Fähre” fährt wieder",)


def test_an_element_that_matches_in_several_ways_is_read_once() -> None:
    markup = read('<h1>A</h1><p class="author byline" rel="author" itemprop="author">Ann Lee</p>')
    assert [text for text, _ in markup.authors] == ["Ann Lee"]
    assert markup.headings == ("A",)


def test_times_and_authors_say_where_they_stand() -> None:
    markup = read(PAGE)
    assert markup.times[0][:2] == ("2024-05-03T10:00", "3. Mai")
    assert "itemprop=datePublished" in markup.times[0][2]
    assert [text for text, _ in markup.authors] == ["Von Ann Lee und Bo Ek", "Ann Lee"]  # a biography is no byline
    assert "rel=author" in markup.authors[1][1]


def test_a_page_without_markup_gives_an_empty_one() -> None:
    assert read("") == Markup()
    assert read("just words") == Markup()


def test_hostile_pages_cost_little() -> None:
    pages = [
        "<h1>" + "<span>" * 100_000 + "deep",
        '<div class="author">x' * 3_000,
        "<meta name=a content=b>" * 100_000,
        '<div class="breadcrumb">' * 5_000 + "<a>x",
        f"<title>{'x' * 5_000_000}</title><h1>{'y ' * 2_500_000}",
        "<time>1</time>" * 50_000,
    ]
    for page in pages:
        tree = LexborHTMLParser(page)
        start = time.process_time()
        markup = read_markup(tree)
        assert time.process_time() - start < 2
        assert max(map(len, (markup.title or "", *markup.headings, *(text for text, _ in markup.authors)))) <= LONG
        assert max(len(markup.meta), len(markup.times), len(markup.authors)) <= MANY
