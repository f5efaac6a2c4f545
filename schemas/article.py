"""The article: the record users rely on. None means looked for and not found."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from schemas.page import Cleaned
from schemas.travelling import travels


@travels
@dataclass(frozen=True, slots=True)
class Source:
    """The capture an article came from."""

    uri: str
    r"""the file's path; a byte that is not UTF-8 is escaped as `\xNN`"""
    member: str | None
    """the part of a container, null for a plain file"""
    sha256: str
    """of the bytes"""
    format: str
    """`text` or `html`, decided by content"""
    charset: str | None
    """the encoding the text was read in"""
    captured_at: str | None
    """when the page was captured, where its container says so; never the file's own time: ISO 8601 in UTC"""


@travels
@dataclass(frozen=True, slots=True)
class Linked:
    """What another document proves about this one's date."""

    value: str
    """the date, as in `published`"""
    by: str
    """the id of the article that proves it"""


@travels
@dataclass(frozen=True, slots=True)
class Published:
    """A date as it is printed: no part of it is invented."""

    value: str | None = None
    """ISO 8601 with as much as is printed: `2017-10-20T15:08`, `2017-06-15`, `--10-19` where no year is printed"""
    precision: str | None = None
    """`second`, `minute`, `day`, `month` or `year`"""
    instant: str | None = None
    """the same moment in UTC, only where the page gives a zone; a name that means several ("IST") gives one only on the
    pages of an agency to whom it means one, and a time printed without a zone has none"""
    raw: str | None = None
    """the words on the page"""
    method: str | None = None
    """what was read, and what filled in the year or the zone where the capture itself proves it; where it gives no
    value `rejected:` and why: `impossible-date`, `unread-date` (21-03-04), `too-old` (before 6
    August 1991, the day of the first web site), `after-capture` (the container's or a text capture's header),
    `too-late` (a year after 2099), `other-story`"""
    candidates: tuple[str, ...] = ()
    """at most five dates that the weekday and the text leave open"""
    linked: Linked | None = None
    """what another article proves of a date printed without a year; null without such a link"""


@travels
@dataclass(frozen=True, slots=True)
class Dateline:
    """The line that opens a wire story: where from, and which agency's."""

    place: str | None
    """where the story is from"""
    agency: str | None
    """by its usual name: `/TAS/` is TASS"""
    raw: str
    """the line as it stands"""


@travels
@dataclass(frozen=True, slots=True)
class Language:
    """The language of a text."""

    code: str
    """ISO 639; `und` where unknown"""
    confidence: float
    """0 to 1"""
    votes: Mapping[str, str] = field(default_factory=dict)
    """of each detector"""


@travels
@dataclass(frozen=True, slots=True)
class Quality:
    """How far the record can be trusted, 0 to 1, and what is odd about it."""

    score: float
    """0 to 1"""
    flags: tuple[str, ...] = ()
    """what is odd about the record, below"""


@travels
@dataclass(frozen=True, slots=True)
class Conflict:
    """What another place of the same capture says instead: it lost by the field's order of evidence."""

    value: str | None
    """what the field would hold, lists with `; ` between; null for a date that cannot be"""
    method: str
    """how it was found; `rejected:` and why of a date that cannot be and of what is said of another article"""
    line: int | None = None
    """the block's line, from 1"""
    where: str | None = None
    """a tag; of a passage in another language the paragraphs of the text, from 1"""
    raw: str | None = None
    """the words as they stand"""


@travels
@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a field came from."""

    method: str
    """how it was found"""
    line: int | None = None
    """the block's line, from 1"""
    where: str | None = None
    """a tag"""
    raw: str | None = None
    """the words as they stand"""
    conflicts: tuple[Conflict, ...] = ()
    """at most five places that say otherwise, the surest first, below"""


@travels
@dataclass(frozen=True, slots=True)
class Article:
    """One clean, dated, attributed article: DESIGN's record, field by field."""

    source: Source
    """the capture it came from, below"""
    text: str
    """the article's paragraphs, a blank line between them; words as they stand, white space folded"""
    id: str | None = None
    """the article's id in the store: 32 hexadecimal digits; null in what `clean` prints, for the ledger decides it"""
    title: str | None = None
    """headline without the site's name"""
    subtitle: str | None = None
    """the lines between headline and story"""
    authors: tuple[str, ...] = ()
    """people, in the order they are printed"""
    publisher: str | None = None
    """named by its own masthead, markup, copyright line or a profile's signature; never by an agency's
    dateline alone"""
    site: str | None = None
    """the domain, where the page says it"""
    url: str | None = None
    """the canonical address: absolute, normalised"""
    published: Published = Published()
    """always there; its fields are null where nothing is printed"""
    modified: Published | None = None
    """the same for the last change the page speaks of"""
    dateline: Dateline | None = None
    """the line that opens a wire story, below"""
    section: tuple[str, ...] = ()
    """the section's path, from the breadcrumb or the markup"""
    topics: tuple[str, ...] = ()
    """the topics the page lists"""
    persons: tuple[str, ...] = ()
    """the persons the page lists"""
    organisations: tuple[str, ...] = ()
    """desks, agencies and papers that stand in the byline"""
    credits: tuple[str, ...] = ()
    """photograph and picture credits"""
    cited_agencies: tuple[str, ...] = ()
    """agencies the text cites; the dateline's own agency is not among them"""
    related: tuple[str, ...] = ()
    """headlines of the lists inside the article ("Read also"), not of the page's sidebars"""
    copyright: str | None = None
    """the copyright line as it is printed"""
    language: Language | None = None
    """of the text, below"""
    words: int = 0
    """words of the text"""
    quality: Quality | None = None
    """how far the record can be trusted, below"""
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    """for each filled field where it came from, below; `copytaster show --evidence ID` prints it"""
    removed: Mapping[str, int] = field(default_factory=dict)
    """how many blocks went, by role"""

    def proving(self, name: str, evidence: Evidence) -> "Article":
        """Return the article with the evidence for one of its fields."""
        return replace(self, evidence={**self.evidence, name: evidence})


def draft(cleaned: Cleaned) -> Article:
    """Return the article as clean leaves it: its text, its source, and what was removed."""
    capture = cleaned.page.capture
    captured_at = capture.captured_at.isoformat().replace("+00:00", "Z") if capture.captured_at else None
    source = Source(
        uri=capture.place.uri,
        member=capture.place.member,
        sha256=capture.sha256,
        format=capture.format,
        charset=cleaned.page.charset,
        captured_at=captured_at,
    )
    return Article(source=source, text=cleaned.text, removed=cleaned.removed)
