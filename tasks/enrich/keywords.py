"""Single topics out of what pages print or tag: without the list's label, and without what is no topic."""

import re

LABEL = re.compile(
    r"\s{0,3}(?:tagged|tags?|topics?|categor(?:y|ies)|filed (?:under|in)|posted in|keywords?|schlagw[oö]rter|themen"
    r"|mots[- ]clés|etiquetas|temas|теги|темы)\s?:\s{0,3}",
    re.IGNORECASE,
)
"""What a topic is labelled with: “Category: Ports”."""
OTHER_PART = re.compile(
    r"about the authors?|more (?:from|stories)\b.{0,80}|read (?:more|next|also)\b.{0,80}"
    r"|(?:related|popular|trending|recommended) (?:articles?|stories|posts?|now|news)|advertisements?|anzeige|werbung"
    r"|featured (?:videos?|stories)|contribute:|send us\b.{0,80}|(?:show )?(?:leave|add|post) a comment|comments?"
    r"|subscribe|sign up\b.{0,80}|share (?:this|on)\b.{0,80}",
    re.IGNORECASE,
)
"""The heading of another part of the page: after it, a printed list of topics is over."""
NONE = re.compile(
    r"[\W\d_]*|[_@].*|.{1,40}\sicon|save|share|print|uncategori[sz]ed|front[ -_]?page|home[ -_]?page|featured"
    r"|[0-9a-f]{16,64}|word count\b.*|.{0,200}(?:\bnot for|-from-|exclude.{1,10})\s?syndication.*"
    r"|.{0,200}\(\d{1,5} articles published\)"
    r"|(?:type|channel)_[a-z]{1,30}",
    re.IGNORECASE,
)
"""Keywords of the publishing system, names of pictures and buttons, and numbers."""


def topic_of(entry: str) -> str | None:
    """Return a topic without its label; None where the entry is none.

    >>> topic_of("Category: Ports"), topic_of("front-page"), topic_of("Advertisement"), topic_of("Facebook icon")
    ('Ports', None, None, None)
    """
    label = LABEL.match(entry)
    topic = entry[label.end() :].strip() if label else entry.strip()
    return None if NONE.fullmatch(topic) or OTHER_PART.fullmatch(topic) else topic


def ends_list(entry: str) -> bool:
    """Return whether an entry is the heading of another part of the page: "About the author"."""
    return OTHER_PART.fullmatch(entry.strip()) is not None
