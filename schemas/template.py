"""What a site's captures have in common: the lines that recur from article to article."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, astuple, dataclass, field
from typing import Any

VERSION_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A line that recurs: its key, and in how many of the site's distinct articles it was met, and met inside."""

    key: str  # schemas.template.line_key of its text
    support: int
    text: str  # as one capture shows it, cut short: for people
    inside: int = 0  # of the articles, those that show it between lines of their own, or before the first


@dataclass(frozen=True, slots=True)
class Template:
    """What is known of one site's pages; `version` grows when what was learned changes."""

    site: str  # the host, without "www."; for captures without an address their source, if it is called like one
    articles: int  # distinct articles it was learned from
    lines: tuple[Line, ...]
    version: int = 1

    def shares(self) -> dict[str, float]:
        """Return for each line's key the share of the articles that show it."""
        return {line.key: line.support / self.articles for line in self.lines}

    def standing_inside(self) -> dict[str, float]:
        """Return for each line's key how likely the site's next article has it inside its text, by succession."""
        return {line.key: (line.inside + 1) / (self.articles + 2) for line in self.lines}

    def says_as(self, other: "Template | None") -> bool:
        """Return whether another template has learned the same."""
        return other is not None and (self.articles, self.lines) == (other.articles, other.lines)


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates of several sites. `digest` names what they say: equal ones have equal digests."""

    by_site: Mapping[str, Template] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Return a name for all of it: "" where there is none."""
        if not self.by_site:
            return ""
        return hashlib.sha256(dumped(self).encode()).hexdigest()[:VERSION_DIGITS]


def line_key(text: str) -> str:
    """Return what lines that say the same have in common, whatever their capitals, white space and numbers.

    >>> line_key("Comments (12)") == line_key("comments  (7)")
    True
    """
    folded = " ".join(text.casefold().split())
    spelled = "".join("0" if each.isdigit() else each for each in folded)
    while "00" in spelled:
        spelled = spelled.replace("00", "0")
    return hashlib.blake2b(spelled.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def dumped(templates: Templates) -> str:
    """Return templates as the text of a file, the same for the same templates, a line of the file a site."""
    sites = (json.dumps(_plain(each), ensure_ascii=False) for _, each in sorted(templates.by_site.items()))
    return '{"templates": [\n' + ",\n".join(sites) + "\n]}\n"


def loaded(text: str) -> Templates:
    """Return the templates of a file's text.

    Raises:
        ValueError: it is no such file.
    """
    try:
        return templates_of(json.loads(text)["templates"])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("it holds no templates") from error


def templates_of(documents: Iterable[Mapping[str, Any]]) -> Templates:
    """Return the templates of their stored forms."""
    found = (
        Template(each["site"], each["articles"], tuple(Line(*line) for line in each["lines"]), each["version"])
        for each in documents
    )
    return Templates({each.site: each for each in found})


def stored_template(template: Template) -> dict[str, Any]:
    """Return the stored form of a template."""
    return {"_id": template.site, **_plain(template)}


def _plain(template: Template) -> dict[str, Any]:
    return {**asdict(template), "lines": [[*astuple(line)] for line in template.lines]}
