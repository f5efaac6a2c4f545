"""A page: a capture as text, cut into blocks, with what its markup said."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from schemas.capture import Capture
from schemas.travelling import travels


class Role(StrEnum):
    """What a block is on the page."""

    HEADLINE = "headline"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    DATELINE = "dateline"  # a date or place line of its own; one that opens a paragraph is body
    BODY = "body"
    CAPTION = "caption"
    CREDIT = "credit"
    RELATED = "related"
    COMMENTS = "comments"
    NAVIGATION = "navigation"
    ADVERT = "advert"
    FOOTER = "footer"
    TEMPLATE_RESIDUE = "template-residue"  # "{{item.suffix}}"


ARTICLE_TEXT = frozenset({Role.BODY})
"""The roles whose blocks make the article's text."""
ELSEWHERE = "elsewhere:"
"""Opens the name of a meta tag, and closes the hint of a time or an author with the reason: it is not the article's."""
UNPRINTED = f"{ELSEWHERE}noscript"
"""The end of a hint: readers see nothing of it, and no block holds it."""
BY_MODEL = frozenset({"model", "container"})
"""The rules of decisions whose score is the block model's."""
BY_TEMPLATE = "template:"
"""How the rules of decisions begin that a site's template made: their score tells what the template leaves in doubt."""
FIELDS = frozenset({Role.HEADLINE, Role.SUBTITLE, Role.BYLINE, Role.DATELINE})
"""The roles that leave the text because they are fields of the record; they do not count as removed."""


@travels
@dataclass(frozen=True, slots=True)
class Block:
    """One block of a page in reading order: a line of a tag-stripped capture, or a block element of HTML."""

    text: str  # white space folded, never empty
    line: int  # the line it starts on, from 1 (text), or its ordinal among the blocks, from 1 (HTML)
    tag: str | None = None  # the element's name, None in a text capture
    path: str | None = None  # the way to the element ("html>body>div.story>p"), None in a text capture
    links: float = 0.0  # the share of its characters that stand in links, 0 to 1


@travels
@dataclass(frozen=True, slots=True)
class Markup:
    """What the page's markup says of the article; empty for a text capture."""

    json_ld: tuple[str, ...] = ()  # each script's content as written, not parsed
    meta: tuple[tuple[str, str], ...] = ()  # (name or property, lower case; content), in page order; ELSEWHERE
    title: str | None = None  # the <title> element
    canonical: str | None = None
    amp: str | None = None
    base: str | None = None  # <base href>
    language: str | None = None  # the lang attribute of <html>
    times: tuple[tuple[str, str, str], ...] = ()  # <time>, itemprop dates: (datetime, visible text, hint); ELSEWHERE
    authors: tuple[tuple[str, str], ...] = ()  # rel=author, itemprop=author, byline classes: (text, hint); ELSEWHERE
    breadcrumbs: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()  # the <h1> elements' text


@travels
@dataclass(frozen=True, slots=True)
class Page:
    """A capture as text, cut into blocks in reading order."""

    capture: Capture
    charset: str
    blocks: tuple[Block, ...]
    markup: Markup = Markup()
    flags: tuple[str, ...] = ()  # what had to be repaired on the way ("invalid-bytes", "deep-nesting")


@travels
@dataclass(frozen=True, slots=True)
class Decision:
    """What a block was taken for, how surely, and what decided."""

    block: Block
    role: Role
    score: float  # 0 to 1: how sure the rule or the model is of this role
    rule: str  # "model", "profile:tass.com", "cue:read-also": the evidence that decided

    @property
    def kept(self) -> bool:
        """Return whether the block is part of the article's text."""
        return self.role in ARTICLE_TEXT

    @property
    def likelihood(self) -> float:
        """Return how likely the block is article text, as far as the decision says it: 0 where a rule dropped it."""
        if self.kept:
            return self.score
        return 1 - self.score if self.rule in BY_MODEL or self.rule.startswith(BY_TEMPLATE) else 0.0


@travels
@dataclass(frozen=True, slots=True)
class Cleaned:
    """A page whose blocks have roles: what clean hands to enrich."""

    page: Page
    decisions: tuple[Decision, ...]
    text: str  # the article's paragraphs, a blank line between them
    profile: str | None = None  # the publisher profile that applied: its domain
    publisher: str | None = None  # the publisher's name, where a profile's signature proves it
    hints: Mapping[str, str] = field(default_factory=dict)  # field -> text a profile selected ("title", "published" …)
    seconds: float = field(default=0.0, compare=False)  # of work it took

    def blocks(self, *roles: Role) -> tuple[Block, ...]:
        """Return the blocks of these roles in reading order."""
        return tuple(decision.block for decision in self.decisions if decision.role in roles)

    @property
    def removed(self) -> dict[str, int]:
        """Return how many blocks went, by role."""
        roles = Counter(decision.role for decision in self.decisions)
        return dict(sorted((role.value, number) for role, number in roles.items() if role not in ARTICLE_TEXT | FIELDS))
