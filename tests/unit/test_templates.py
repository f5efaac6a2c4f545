"""Learned templates: what recurs goes, what is the article's stays, and no flood of pages makes a template lie."""

import hashlib
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest

from benchmarks.prose import paragraph
from benchmarks.sites import SEED, made_page, made_site
from schemas.capture import Capture, place_of
from schemas.page import Block, Cleaned, Markup, Page, Role
from schemas.template import Line, Template, Templates, dumped, line_key, loaded
from tasks.clean import pipeline
from tasks.clean.explaining import explain
from tasks.clean.pipeline import clean, examine
from tasks.clean.profile import Profile
from tasks.clean.profiling import apply_profile
from tasks.clean.templates.recurring import LEAST_ARTICLES, MOST_ARTICLES, Observation, by_site, learn, observe
from tasks.clean.templates.templating import recurring

APPEAL = "Our reporters go where others do not, and we ask you to become a member of the paper today."
ONE = "The harbour board met on Monday night and heard what a second crane would cost the town."
TWO = "Two of its members asked for the figures of last winter, when the old crane stood idle."
OLD = "The crane was built in the year of the flood, and it has been mended more than ten times since."
OLDER = "Before the flood the ships were unloaded by hand, and the work took most of the week."


def capture(text: str, source: str = "post.example") -> Capture:
    data = text.encode()
    return Capture(place_of("a.txt", source), data, hashlib.sha256(data).hexdigest(), "text")


def observed(number: int, site: str = "post.example", *more: str) -> Observation:
    named = str(number).translate(str.maketrans("0123456789", "abcdefghij"))  # numbers tell no lines apart
    telling = frozenset(line_key(f"{named} {each} of it") for each in ("once", "twice", "thrice"))
    lines = tuple((line_key(each), each) for each in ("Home", APPEAL, f"story {named}", *more))
    return Observation(site, f"{number:064x}", lines, telling)


def page_of(*texts: str) -> Page:
    blocks = tuple(Block(text, number) for number, text in enumerate(texts, 1))
    return Page(capture("\n".join(texts)), "utf-8", blocks, Markup(canonical="https://www.post.example/story"))


def template(met: dict[str, tuple[int, int]], articles: int = 10) -> Templates:
    lines = tuple(Line(line_key(text), support, text, inside) for text, (support, inside) in met.items())
    return Templates({"post.example": Template("post.example", articles, lines)})


def test_what_recurs_on_a_site_leaves_its_articles_and_the_rule_says_so() -> None:
    random = Random(SEED)
    site = made_site(random, 1)
    pages = [made_page(random, site) for _ in range(16)]
    learned = by_site(observe(examine(capture(text))) for text, _ in pages)
    assert list(learned.by_site) == ["post.example"]
    shown = Counter(line for text, _ in pages for line in set(text.splitlines()))
    chrome = {line for line, times in shown.items() if times >= LEAST_ARTICLES}
    assert chrome > set(site.appeals[1:])
    for text, body in pages:
        cleaned = clean(capture(text), learned)
        kept = {each.block.text for each in cleaned.decisions if each.kept}
        assert kept.isdisjoint(chrome)
        assert set(body.splitlines()) <= kept
        rules = {each.rule for each in cleaned.decisions if each.block.text in chrome}
        assert "template:post.example@1" in rules


def test_a_single_page_needs_no_template_and_two_articles_make_none() -> None:
    assert learn("post.example", [observed(1)]) is None
    assert learn("post.example", [observed(n) for n in range(LEAST_ARTICLES - 1)]) is None
    assert learn("post.example", [observed(n) for n in range(LEAST_ARTICLES)]) is not None


def test_copies_of_a_page_are_one_article() -> None:
    copies = [replace(observed(1), sha256=f"{number:064x}") for number in range(1000)]
    assert learn("post.example", copies) is None
    found = learn("post.example", [*copies, observed(2001), observed(2002)])
    assert found is not None
    assert found.articles == 3


def test_the_order_of_the_captures_changes_nothing_and_their_number_is_bounded() -> None:
    many = [observed(n) for n in range(MOST_ARTICLES + 50)]
    found = learn("post.example", many)
    assert found is not None
    assert found.articles == MOST_ARTICLES
    Random(1).shuffle(many)
    assert learn("post.example", many) == found


def test_no_site_says_anything_of_another() -> None:
    found = by_site(
        [*(observed(n, "a.example") for n in range(9)), *(observed(n, "b.example", "Jobs") for n in range(9))]
    )
    assert line_key("Jobs") not in found.by_site["a.example"].shares()
    markup = Markup(canonical="https://www.c.example/story")
    page = replace(page_of(APPEAL, "Home"), markup=markup)
    assert recurring(page, [1.0, 0.0], 0.5, found, None).rows == frozenset()


def papers(number: int, agency: Sequence[str] = ()) -> list[str]:
    """Return pages of so many papers that print the same words of an agency, each beneath a masthead of its own."""
    names = (str(n).translate(str.maketrans("0123456789", "abcdefghij")) for n in range(number))
    stories = ([paragraph(Random(10 * n + k)) for k in range(4)] for n in range(number))
    return [
        "\n".join([f"The {name} Post", "Menu", *story[:2], *agency, *story[2:], f"Printed by the {name} Post"])
        for name, story in zip(names, stories, strict=True)
    ]


@pytest.mark.parametrize("source", ["clean", "default", "captures of 2019", "post.example"])
def test_captures_of_unknown_sites_are_not_pooled_even_if_the_source_is_called_like_a_site(source: str) -> None:
    pages = papers(12, [paragraph(Random(9000 + n)) for n in range(3)])
    assert by_site(observe(examine(capture(text, source))) for text in pages) == Templates()


def test_a_page_that_names_no_site_is_read_by_a_template_that_it_looks_like() -> None:
    random = Random(SEED)
    site = made_site(random, 1)
    learned = by_site(observe(examine(capture(made_page(random, site)[0]))) for _ in range(9))
    own, foreign = made_page(random, site)[0], made_page(random, made_site(Random(5), 4))[0]
    foreign += f"\n{site.appeals[1]}\n"
    assert rules(clean(capture(own), learned)) == {"template:post.example@1"}
    assert rules(clean(capture(own, "clean"), learned)) == rules(clean(capture(foreign), learned)) == set()
    assert rules(clean(capture(own, "www.Post.example"), learned)) == {"template:post.example@1"}


def rules(cleaned: Cleaned) -> set[str]:
    return {each.rule for each in cleaned.decisions if each.rule.startswith("template:")}


def test_pages_of_another_site_among_a_sites_own_neither_teach_nor_lose() -> None:
    random = Random(SEED)
    site = made_site(random, 1)
    own = [made_page(random, site)[0] for _ in range(9)]
    alone = by_site(observe(examine(capture(text))) for text in own)
    mixed = by_site(observe(examine(capture(text))) for text in [*own, *papers(4)])
    assert dumped(mixed) == dumped(alone)


@pytest.mark.parametrize(
    ("texts", "known", "gone"),
    [
        pytest.param([ONE, OLD, TWO], {OLD: (7, 7)}, [], id="background between new paragraphs stays"),
        pytest.param([ONE, OLD, TWO], {OLD: (10, 3)}, [], id="also what most articles show, but elsewhere"),
        pytest.param([ONE, OLD, TWO], {OLD: (10, 10)}, [OLD], id="but not what all articles have in their midst"),
        pytest.param([ONE, "Old news", TWO], {"Old news": (3, 3)}, [], id="a label in the text stays"),
        pytest.param([ONE, "Old news", TWO], {"Old news": (6, 6)}, ["Old news"], id="but not one of most articles"),
        pytest.param([OLD, ONE], {OLD: (10, 10)}, [], id="the lead of ten articles stays"),
        pytest.param(["Post", OLD, ONE], {"Post": (10, 10), OLD: (10, 10)}, ["Post"], id="also below the paper's name"),
        pytest.param([ONE, OLD, OLDER], {OLD: (4, 0), OLDER: (4, 0)}, [], id="background that ends a story stays"),
        pytest.param([ONE, OLD, APPEAL], {OLD: (4, 0), APPEAL: (9, 0)}, [APPEAL], id="but not the appeal after it"),
        pytest.param(
            [ONE, TWO, "A new bridge", OLD, "A new road", OLDER],
            {"A new bridge": (4, 0), OLD: (4, 0), "A new road": (3, 0), OLDER: (3, 0)},
            ["A new bridge", OLD, "A new road", OLDER],
            id="other stories' leads go with their headlines",
        ),
        pytest.param([ONE, TWO, "Menu", OLD, "Menu"], {OLD: (3, 0), "Menu": (9, 0)}, [OLD, "Menu"], id="teasers go"),
    ],
)
def test_what_stands_by_new_text_is_the_articles(
    texts: list[str], known: dict[str, tuple[int, int]], gone: list[str]
) -> None:
    page = page_of(*texts)
    found = recurring(page, [0.0 if text == "Menu" else 0.99 for text in texts], 0.5, template(known), None)
    assert {page.blocks[row].text for row in found.rows} == set(gone)


def test_a_paragraph_that_the_model_doubts_goes_like_a_label() -> None:
    page = page_of(ONE, OLD, TWO)
    assert recurring(page, [0.99, 0.6, 0.99], 0.5, template({OLD: (6, 0)}), None).rows == {1}


def test_of_thirty_articles_with_one_lead_it_is_the_sites() -> None:
    page, odds = page_of(OLD, ONE), [0.99, 0.99]
    assert recurring(page, odds, 0.5, template({OLD: (30, 30)}, 30), None).rows == {0}


@pytest.mark.parametrize(("articles", "learned"), [(14, True), (15, True), (16, False), (200, False)])
def test_what_three_articles_share_recurs_on_a_small_site_only(articles: int, learned: bool) -> None:
    seen = [observed(n, "post.example", *([OLD] if n < LEAST_ARTICLES else [])) for n in range(articles)]
    found = learn("post.example", seen)
    assert found is not None
    assert (line_key(OLD) in found.shares()) is learned


def test_follow_ups_keep_their_background_and_lose_the_appeal() -> None:
    background = [paragraph(Random(1000 + number)) for number in range(3)]
    stories = [[paragraph(Random(10 * n + k)) for k in range(6)] for n in range(30)]
    for number in range(0, 30, 5):
        stories[number][3:3] = background
    for number in range(2, 30, 5):
        stories[number] += background
    pages = [
        "\n".join(["The Post", "Home", "Sport", f"Story {n} of the harbour", *each, APPEAL])
        for n, each in enumerate(stories)
    ]
    learned = by_site(observe(examine(capture(text))) for text in pages)
    assert {line_key(each) for each in background} <= learned.by_site["post.example"].shares().keys()
    for text, story in zip(pages, stories, strict=True):
        assert clean(capture(text), learned).text == "\n\n".join(story)


def test_what_is_taken_from_inside_the_text_is_flagged_and_the_score_knows_it() -> None:
    stories = [[paragraph(Random(10 * n + k)) for k in range(6)] for n in range(6)]
    texts = ["\n".join(["The Post", "Home", "Sport", *each[:3], OLD, *each[3:], APPEAL]) for each in stories]
    learned = by_site(observe(examine(capture(text))) for text in texts)
    cleaned = clean(capture(texts[0]), learned)
    (taken,) = (each for each in cleaned.decisions if each.block.text == OLD)
    assert (taken.kept, taken.rule, cleaned.page.flags) == (False, "template:post.example@1", ("template-inside",))
    assert 0.05 < taken.likelihood < 0.2
    (appeal,) = (each for each in cleaned.decisions if each.block.text == APPEAL)
    assert (appeal.kept, appeal.likelihood) == (False, 0)


def test_a_collection_filled_with_a_sites_sentences_makes_none_of_them_recur() -> None:
    true = [paragraph(Random(n)) for n in range(3)]
    own = [replace(observed(n, "post.example", *true[: n == 0]), source="archive") for n in range(12)]
    filled = [replace(observed(100 + n, "post.example", *true), source="gift") for n in range(40)]
    long = {line_key(each) for each in (APPEAL, *true)}
    seen = [replace(each, paragraphs=frozenset(long & dict(each.lines).keys())) for each in (*own, *filled)]
    found = learn("post.example", seen)
    assert found is not None
    shares = found.shares()
    assert shares.keys() == {line_key("Home"), line_key(APPEAL)}
    assert set(shares.values()) == {1.0}
    alone = learn("post.example", [replace(each, source="gift") for each in seen])
    assert alone is not None
    assert line_key(true[2]) in alone.shares()


def test_what_a_template_takes_is_brought_back_by_the_lines_that_explain_names(monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(SEED)
    site = made_site(random, 1)
    texts = [made_page(random, site)[0] for _ in range(9)]
    learned = by_site(observe(examine(capture(text))) for text in texts)
    row = next(each for each in explain(capture(texts[0]), learned).rows if each.recurs and each.text in site.appeals)
    signature = f'signature = ["{site.menu[0]}", "{site.footer[1]}"]'
    written = f'name = "The Post"\n{row.restore}'.replace("[era.text]", f"[era.text]\n{signature}")
    known = {"post.example": Profile.model_validate(tomllib.loads(written))}
    monkeypatch.setattr(pipeline, "apply_profile", lambda page: apply_profile(page, known))
    (back,) = (each for each in clean(capture(texts[0]), learned).decisions if each.block.text == row.text)
    assert (back.kept, back.rule) == (True, "profile:post.example")
    assert rules(clean(capture(texts[0]), learned)) == {"template:post.example@1"}


def test_pages_that_claim_a_site_take_no_sentence_from_its_stories() -> None:
    victims = [[paragraph(Random(10 * n + k)) for k in range(6)] for n in range(12)]
    claimed = [[*(paragraph(Random(5000 + 10 * n + k)) for k in range(6)), victims[0][2]] for n in range(40)]
    pages = ["\n".join(["The Post", "Home", "Sport", *each, APPEAL]) for each in (*victims, *claimed)]
    learned = by_site(observe(examine(capture(text))) for text in pages)
    assert line_key(victims[0][2]) in learned.by_site["post.example"].shares()
    for text, story in zip(pages, victims, strict=False):
        assert clean(capture(text), learned).text == "\n\n".join(story)


def test_a_template_that_takes_most_of_a_page_is_not_believed() -> None:
    story = [paragraph(Random(number)) for number in range(6)]
    poison = template({**dict.fromkeys(story, (10, 10)), "Home": (10, 0)})
    page = page_of("Home", *story)
    found = recurring(page, [0.0, *[1.0] * 6], 0.5, poison, None)
    assert {page.blocks[row].text for row in found.rows} == {"Home"}
    rare = template({**dict.fromkeys(story[:5], (3, 0)), story[5]: (10, 0), "Home": (10, 0)})
    found = recurring(page, [0.0, *[1.0] * 6], 0.5, rare, None)
    assert {page.blocks[row].text for row in found.rows} == {"Home", story[5]}


def test_a_thousand_hostile_pages_take_nothing_from_a_story() -> None:
    story = [paragraph(Random(number)) for number in range(6)]
    hostile = [
        Observation("post.example", f"{n:064x}", tuple((line_key(t), t) for t in story), frozenset({f"{n}a", f"{n}b"}))
        for n in range(1000)
    ]
    learned = by_site(hostile)
    text = "\n".join(["The market hall opens again", *story])
    assert clean(capture(text), learned).text == clean(capture(text)).text


def test_headline_and_byline_keep_their_roles_though_other_pages_show_them() -> None:
    text = made_page(Random(3), made_site(Random(3), 3))[0]
    plain = examine(capture(text))
    every = template(dict.fromkeys((each.block.text for each in plain.decisions if not each.kept), (10, 0)))
    assert roles(examine(capture(text), every)) == roles(plain)


def roles(cleaned: Cleaned) -> Sequence[Role]:
    return [decision.role for decision in cleaned.decisions]


def test_a_file_of_templates_reads_as_it_was_written() -> None:
    templates = by_site(observed(n) for n in range(5))
    assert loaded(dumped(templates)) == templates
    assert loaded(dumped(templates)).digest == templates.digest != ""
    assert Templates().digest == ""
    for wrong in ("", "[]", '{"templates": [1]}', '{"templates": [{"site": "a"}]}', '{"a": 1}'):
        with pytest.raises(ValueError, match=r".*"):
            loaded(wrong)


def test_numbers_and_capitals_do_not_tell_lines_apart() -> None:
    assert line_key("12 Comments") == line_key("7  COMMENTS") != line_key("Comment")
    assert len({line_key(text) for text in ("", "\ud800", "٣", "A" * 100_000)}) == 4
