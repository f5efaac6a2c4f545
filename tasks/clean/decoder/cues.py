"""What class names and ids commonly call the parts of a page, in the words of their makers."""

import re
from functools import lru_cache

CUES = {
    "comments": r"comment|disqus|respond|reply|kommentar|discuss",
    "related": r"relat|recommend|more-?(?:news|stories|from|on|articles)|read-?(?:more|next|also)|also|trending|popular"
    r"|most|teaser|outbrain|taboola|promo|carousel|latest|similar|sidebar|aside|widget|rail|onward|recirc",
    "social": r"share|social|sharing|follow|facebook|twitter|addtoany",
    "caption": r"caption|credit|photo|image|media|figure|gallery|slide|video|player",
    "byline": r"byline|author|meta|date|time|posted|tags?\b|topics|categor|breadcrumb|publi",
    "offer": r"newsletter|subscri|sign-?up|paywall|promo|advert|sponsor|banner|\bads?\b|cookie|consent|modal|popup"
    r"|login|regist|donat",
    "navigation": r"nav|menu|footer|header|foot|copyright|legal|breadcrumb|toolbar|skip",
    "body": r"article-?_?(?:body|content|text)|entry-content|post-?(?:content|body)|story-?(?:body|content|text)"
    r"|content-?(?:body|text)|body-?(?:text|content|copy)|articlebody|main-?content|rich-?text|paragraph|prose",
    "lead": r"lead|standfirst|intro|summary|dek\b|deck|subtitle|sub-?head|abstract|excerpt|teaser|chapo|vorspann"
    r"|description",
    "quote": r"quote|pull|embed|tweet|instagram|callout|infobox|factbox|box|inset",
}
_PATTERNS = tuple(re.compile(pattern) for pattern in CUES.values())
_ANY = re.compile("|".join(CUES.values()))
_NONE = (0.0,) * len(CUES)


def cued(words: str) -> tuple[float, ...]:
    """Return for each of the cues whether an element's class names and ids have it.

    >>> [cue for cue, there in zip(CUES, cued("story-body"), strict=True) if there]
    ['body']
    """
    found = [_of(fragment) for fragment in set(_ANY.findall(words.lower()))]
    return tuple(map(max, zip(*found, strict=True))) if found else _NONE


@lru_cache(maxsize=1_000)
def _of(fragment: str) -> tuple[float, ...]:
    return tuple(float(pattern.search(fragment) is not None) for pattern in _PATTERNS)
