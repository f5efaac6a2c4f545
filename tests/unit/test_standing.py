"""Protects articles from the dates and authors of comments, cards, asides and what readers do not see."""

import hashlib
import time

import pytest
from selectolax.lexbor import LexborHTMLParser

from schemas.article import Article
from schemas.capture import Capture, place_of
from schemas.page import ELSEWHERE, Markup
from tasks.clean.head import read_markup
from tasks.clean.pipeline import clean
from tasks.enrich.pipeline import enrich

TITLE = "Lighthouse of Nordby is painted green"
ITEM = 'itemscope itemtype="https://schema.org/NewsArticle"'
STORY = "".join(
    f"<p>The painters came on the {day}th day of the month, and the keeper of the lighthouse said that green was a "
    "colour which the ships would see from as far away as the old grey, whatever the town thought of it.</p>"
    for day in range(4, 9)
)
BO = '<span class="author">Bo Ek</span><time datetime="2011-01-09">9 January 2011</time>'
BOS_ITEM = '<span itemprop="author">Bo Ek</span><meta itemprop="datePublished" content="2011-01-09">'


def marks(page: str) -> Markup:
    return read_markup(LexborHTMLParser(f"<html><head><title>{TITLE}</title></head><body>{page}</body></html>"))


def read(above: str = "", below: str = "", after: str = "") -> Article:
    """Return the article of a page with these elements under its headline, below its text and after its `<article>`."""
    body = f"<article><h1>{TITLE}</h1>{above}{STORY}{below}</article>{after}"
    data = f"<html><head><title>{TITLE}</title></head><body>{body}<p>Imprint</p></body></html>".encode()
    return enrich(clean(Capture(place_of("page.html"), data, hashlib.sha256(data).hexdigest(), "html")))


OTHERS = {
    "a comment's item": f'<div itemscope itemtype="http://schema.org/Comment">{BO}{BOS_ITEM}<p>Rubbish!</p></div>',
    "a reader's item": f'<div itemscope itemtype="http://schema.org/UserComments">{BOS_ITEM}</div>',
    "another article's item": f'<div {ITEM}><span itemprop="headline">Goats win the autumn fair</span>{BOS_ITEM}</div>',
    "a card": f'<div><article><h3><a href="/x">Goats win</a></h3><i class="byline">By Bo Ek</i>{BO}</article></div>',
    "a card with a heading of the first rank": f'<article><h1><a href="/x">Goats win</a></h1>{BO}</article>',
    "a card that is an item, too": f'<article {ITEM}><h3><a href="/x">Goats win</a></h3>{BO}</article>',
    "a card without a class": f'<article><a href="/x"><h3>Goats win the autumn fair</h3></a>{BO}</article>',
    "an aside": f'<aside><h2>Most read</h2><p><a href="/x">Goats win the autumn fair</a> {BO}</p></aside>',
    "an aside of links": f'<aside><ul><li><a href="/x">Goats win the autumn fair</a> {BO}</li></ul></aside>',
    "an element out of sight": f'<div style="color:red; display: none">{BO}</div>',
    "a hidden element": f"<div hidden>{BO}</div>",
    "what browsers without scripts show": f"<noscript>{BO}</noscript>",
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
@pytest.mark.parametrize("place", ["below", "after"])
def test_what_stands_in_something_else_is_not_the_articles(place: str, other: str) -> None:
    article = read(**{place: other})
    assert (article.published.value, article.modified, article.authors) == (None, None, ())


def test_a_comment_in_an_article_of_its_own_is_no_byline() -> None:
    assert read(below=f"<section><article class='c-body'>{BO}<p>Rubbish!</p></article></section>").authors == ()


ANN = '<p><span class="author">Ann Lee</span> <time datetime="2024-05-03">3 May 2024</time></p>'
ANNS_ITEM = '<span itemprop="author">Ann Lee</span><meta itemprop="datePublished" content="2024-05-03">'


@pytest.mark.parametrize(
    "page",
    [
        f"<article><header><h1>{TITLE}</h1>{ANN}</header>{STORY}</article>",
        f"<h1>{TITLE}</h1><article>{ANN}{STORY}</article>",
        f"<article><aside>{ANN}</aside><h1>{TITLE}</h1>{STORY}</article>",
        f"<article><aside class='post-meta'>{ANN}<ul><li>Share</li></ul></aside><h1>{TITLE}</h1>{STORY}</article>",
        f"<article><h1>{TITLE}</h1></article><article>{ANN}{STORY}</article>",
        f"<div {ITEM}><h1 itemprop='headline'>{TITLE}</h1>{ANNS_ITEM}{STORY}</div>",
        f"<h1>{TITLE}</h1><div {ITEM}>{ANNS_ITEM}{STORY}</div>",
        f"<div {ITEM}><h1>{TITLE}</h1></div><div {ITEM}><meta itemprop=headline content='{TITLE}'>{ANNS_ITEM}</div>",
        f"<div style='visibility: hidden' id=app><h1>{TITLE}</h1>{ANN}{STORY}</div>",
        f"<h1>{TITLE}</h1><div hidden>{ANNS_ITEM}</div>{STORY}",
        f"<article><article><h1>{TITLE}</h1></article><article>{ANN}{STORY}</article></article>",
        f"<article><h1>The Daily Goat of Nordby</h1></article><article><h1>{TITLE}</h1>{ANN}{STORY}</article>",
    ],
)
def test_the_articles_own_marks_stay_its_own(page: str) -> None:
    markup = marks(page)
    assert markup.authors[0][0] == "Ann Lee"
    assert not any(ELSEWHERE in hint for *_, hint in (*markup.times, *markup.authors))
    assert not any(name.startswith(ELSEWHERE) for name, _ in markup.meta)


def test_a_byline_and_a_date_that_others_have_too_are_the_articles() -> None:
    article = read(above="<p>By Ann Lee</p><p>3 May 2024</p>", after=f"<aside><h2>Most read</h2>{ANN}</aside>")
    assert (article.authors, article.published.value) == (("Ann Lee",), "2024-05-03")
    article = read(above=f"<noscript>{ANN}</noscript><p>By Ann Lee</p><p>3 May 2024</p>")
    assert (article.authors, article.published.value) == (("Ann Lee",), "2024-05-03")


@pytest.mark.parametrize(
    "tag",
    [
        '<time itemprop="dateModified" datetime="2024-05-05">5 May 2024</time>',
        '<time class="updated" datetime="2024-05-05T10:00:00Z">5 May 2024</time>',
        '<p><time itemprop="dateModified" datetime="2024-05-05">5 May</time></p>',
    ],
)
def test_what_the_markup_calls_a_change_is_no_publication(tag: str) -> None:
    article = read(above=tag)
    assert article.published.value is None
    assert article.modified is not None
    assert (article.modified.value or "").startswith("2024-05-05")


def test_a_tag_of_publication_and_change_is_both() -> None:
    article = read(above='<time class="entry-date published updated" datetime="2024-05-05">5 May 2024</time>')
    assert article.published.value == "2024-05-05"


@pytest.mark.parametrize(
    "tag",
    [
        '<p>Published <time datetime="2024-05-03T10:00:00+02:00">3 May 2024</time></p>',
        '<time datetime="2024-05-03T10:00:00+02:00" pubdate>3 May 2024</time>',
        '<p>By Ann Lee</p><time datetime="2024-05-03T10:00:00+02:00">May 3, 2024</time>',
        '<p>Published <time datetime="2024-05-03T10:00:00+02:00">3 May 2024, 10:00</time></p>',
    ],
)
def test_the_moment_of_the_tag_that_prints_the_day_is_the_value(tag: str) -> None:
    assert read(above=tag).published.instant == "2024-05-03T08:00:00Z"


def test_a_tag_of_another_day_does_not_overrule_what_it_prints() -> None:
    published = read(above='<time datetime="2024-05-02T22:30:00-05:00">3 May 2024</time>').published
    assert (published.value, published.method) == ("2024-05-03", "text-dateline")
    published = read(above='<time datetime="2024-05-03T18:30:00-05:00">3 May 2024, 10:00</time>').published
    assert (published.value, published.method) == ("2024-05-03T10:00", "text-dateline")


@pytest.mark.parametrize(
    "page",
    [
        f"<article {ITEM}>" * 150 + "<time>1</time><b itemprop=author>A</b>" * 500 + "x" * 2_000_000,
        (f"<article {ITEM}><p itemprop=author>A" + "<b>b</b>" * 200 + "</article>") * 2_000,
    ],
)
def test_judging_where_elements_stand_is_bounded(page: str) -> None:
    start = time.process_time()
    marks(f"<article {ITEM}><h1>{TITLE}</h1></article>{page}")
    assert time.process_time() - start < 3
