"""The language an article is in."""

from dataclasses import replace

from schemas.article import Article, Conflict, Evidence, Language
from schemas.page import Cleaned, Role
from tasks.enrich.conflicts import against, conflict
from tasks.enrich.enricher import Enricher
from tasks.enrich.flagging import flagged
from tasks.enrich.languages.passages import Passage, passages
from tasks.enrich.languages.scripts import by_script
from tasks.enrich.languages.voters import VOTERS, Vote, surely
from tasks.enrich.languages.weights import weights

SAMPLE = 700
"""Characters of a body that are judged: beyond these the detectors take longer and know no better."""
PIECES = 2
UNSURE = 0.8
"""What py3langid must at least say for the fast voters' agreement to be enough."""
SPLIT = 0.1
"""The least probability of an answer: below it the votes are split."""
MIXED = 0.2
"""The share of a text, in other languages than its own, from which it is in several."""
OPENING = 80
"""Characters kept of a passage in another language: the text has it whole."""
UNKNOWN = Language(code="und", confidence=0.0)


def detect(text: str) -> Language:
    """Return the language of a text: by its script, else by CLD2 where that is sure, else by the detectors' votes.

    "und" where they split.

    The same at every call, in any thread and process.

    >>> detect("Το λιμάνι άνοιξε ξανά").code
    'el'
    """
    sample = sampled(text)
    if not any(map(str.isalpha, set(sample))):
        return UNKNOWN
    if found := by_script(sample):
        return Language(code=found[0], confidence=round(found[1], 4), votes={"script": found[0]})
    if sure := surely(sample):
        return Language(code=sure, confidence=0.99, votes={"cld2": sure})
    votes = ask(sample)
    scores = weights().scores(votes, len(sample))
    named = {voter: first for voter, vote in votes.items() if (first := _first(vote))}
    if not scores:
        return UNKNOWN
    best = max(scores, key=lambda code: (scores[code], code))
    if scores[best] < SPLIT:
        return Language(code="und", confidence=round(scores[best], 4), votes=named)
    return Language(code=best, confidence=round(scores[best], 4), votes=named)


def ask(sample: str) -> dict[str, Vote]:
    """Return the fast voters' votes, and langdetect's where they disagree or are unsure: it costs ten times theirs."""
    votes = {voter: VOTERS[voter](sample) for voter in ("langid", "cld2")}
    fast = votes["langid"]
    first = _first(fast)
    if first is None or first != _first(votes["cld2"]) or fast[first] < UNSURE:
        votes["langdetect"] = VOTERS["langdetect"](sample)
    return votes


def _first(vote: Vote) -> str | None:
    return max(vote, key=lambda code: (vote[code], code), default=None)


def sampled(text: str) -> str:
    """Return a text folded to single spaces, a long one as a piece of its beginning and one from its middle."""
    folded = " ".join(text[: 40 * SAMPLE].split())
    if len(folded) <= SAMPLE:
        return folded
    size = SAMPLE // PIECES
    starts = [number * len(folded) // PIECES for number in range(PIECES)]
    return " ".join(_whole_words(folded[start : start + size]) for start in starts)


def _whole_words(piece: str) -> str:
    """Return a piece of text without the halves of words at its ends; as it is where words are not parted."""
    first, last = piece.find(" "), piece.rfind(" ")
    return piece[first + 1 : last] if last - first > len(piece) // 2 else piece


def enrich(cleaned: Cleaned, article: Article) -> Article:
    """Return the article with the language of its text; passages in another one are kept as conflicts."""
    language = detect(article.text)
    paragraphs = article.text.split("\n\n")
    foreign = tuple(passages(paragraphs, language.code))
    said = [(f"{each.first}", _passage(cleaned, paragraphs, each)) for each in foreign]
    article = replace(article, language=language).proving("language", against(_evidence(language), said, ()))
    size = sum(len(each) for passage in foreign for each in paragraphs[passage.first : passage.last + 1])
    if size < MIXED * len(article.text) or not foreign:
        return article
    return flagged(article, "mixed-language")


def _passage(cleaned: Cleaned, paragraphs: list[str], passage: Passage) -> Conflict:
    """Return what a passage in another language is kept as: its place in the text, its line, and how it begins."""
    raw = paragraphs[passage.first]
    line = next((each.line for each in cleaned.blocks(Role.BODY) if each.text == raw), None)
    where = f"paragraph {passage.first + 1}"
    if passage.last > passage.first:
        where = f"paragraphs {passage.first + 1} to {passage.last + 1}"
    return conflict(passage.code, Evidence(passage.method, line, where, raw[:OPENING]))


def _evidence(language: Language) -> Evidence:
    voters = "+".join(voter for voter, code in language.votes.items() if code == language.code)
    return Evidence(method=voters or "none")


ENRICHER = Enricher(name="language", run=enrich)
