"""The stored form: how a record becomes a document, and canonical hashes.

An article's document is its record (DESIGN §3) with `_id`, and the fields of `Filing`. Dates stay the ISO text of the
record; `published_at` is the same moment as a datetime, for sorting and ranges: the instant where a zone is known,
else the printed day or minute as if it were UTC, null where no full date is printed. A file name that is not valid
UTF-8 is kept escaped for people and as hexadecimal bytes beside it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter

from schemas.article import Article
from schemas.capture import Place
from schemas.record import plain

SCHEMA_VERSION = 2
"""The version of the stored form, in every document; it grows with each migration in tasks/load/migrations."""

ID_DIGITS = 32

CONTENT = (
    "title",
    "subtitle",
    "text",
    "authors",
    "published",
    "dateline",
    "section",
    "topics",
    "persons",
    "organisations",
    "credits",
    "cited_agencies",
)
"""The fields in which an article can really change; what surrounds it on the page is not among them."""


RECORD = ("outcome", *(each.name for each in fields(Article)))
"""The fields of a record."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """Some bytes met at a place; `seq` counts how many different bytes the place has had."""

    place: str
    """the ledger's id of the place"""
    source: str
    uri: str
    member: str | None
    sha256: str
    seq: int
    captured_at: str | None = None
    path_bytes: str | None = None
    """hexadecimal, only where the path is not valid UTF-8"""
    member_bytes: str | None = None
    """the same of the member"""
    left: bool = False
    """whether the place has gone over to another article since"""

    @property
    def order(self) -> tuple[bytes, bytes, bytes]:
        """Return the key by which places are put in byte order."""
        return self.source.encode(), _bytes(self.uri, self.path_bytes), _bytes(self.member or "", self.member_bytes)


@dataclass(frozen=True, slots=True)
class StoredPlace:
    """A place as an article names it."""

    source: str
    uri: str
    member: str | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Filing:
    """What the store adds to an article's record."""

    places: tuple[StoredPlace, ...]
    """where else the article was met; `source` is the first place in byte order"""
    sightings: tuple[Sighting, ...]
    """each bytes met at each place, from which its versions are ordered; for the store's own use"""
    published_at: datetime | None
    """the publication as a datetime for ranges and sorting: the instant where the zone is known, else what is
    printed as if it were UTC; null without a full date"""
    revisions: int
    """how many earlier versions there are"""
    content: str
    """the hash of what makes a version; for the store's own use"""
    terms: tuple[str, ...]
    """the words of title, subtitle and text, folded: no case, no accents; of Han, kana and Thai each character and each
    pair of neighbours"""
    facets: tuple[str, ...]
    """the names it can be asked for by, folded, each with its kind: `author:`, `publisher:`, `site:`, `agency:`,
    `topic:`, `person:`, `organisation:`, `section:`, `cites:`, `language:`, `flag:`; `quality:` with the tenth of
    its score;
    `is:revised`, `is:copied`"""
    rank: int
    """its place among all articles: the later published the higher, those without a full date lowest"""
    schema_version: int = SCHEMA_VERSION
    """the version of the stored form; every document of every collection has it"""
    pipeline: str | None = None
    """which pipeline made the record: the release, and a hash of all that decides what a record says"""
    state: str = ""
    """the hash of the document: a writer replaces only the document it has read"""


_ARTICLE = TypeAdapter(Article)
_SIGHTINGS = TypeAdapter(tuple[Sighting, ...])


def sighting(place: Place, sha256: str, seq: int, captured_at: datetime | None) -> Sighting:
    """Return the sighting of these bytes at this place."""
    member, member_bytes = escaped((place.member or "").encode("utf-8", "surrogateescape"))
    return Sighting(
        place=place.id,
        source=place.source,
        uri=place.uri,
        member=None if place.member is None else member,
        sha256=sha256,
        seq=seq,
        captured_at=iso(captured_at),
        path_bytes=escaped(place.path)[1],
        member_bytes=member_bytes,
    )


def escaped(name: bytes) -> tuple[str, str | None]:
    r"""Return a name as text and, where it is not valid UTF-8, its bytes in hexadecimal.

    >>> escaped(b"caf\xe9")
    ('caf\\xe9', '636166e9')
    """
    try:
        return name.decode("utf-8"), None
    except UnicodeDecodeError:
        return name.decode("utf-8", "backslashreplace"), name.hex()


def iso(moment: datetime | None) -> str | None:
    """Return an aware datetime as ISO 8601 in UTC, in whole milliseconds."""
    if moment is None:
        return None
    return milliseconds(moment).isoformat().replace("+00:00", "Z")


def milliseconds(moment: datetime) -> datetime:
    """Return an aware datetime in UTC, cut to the milliseconds a store keeps."""
    moment = moment.astimezone(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def moment_of(date: Mapping[str, Any] | None) -> datetime | None:
    """Return the moment a record's date stands for when articles are sorted; None without a full date.

    >>> moment_of({"instant": None, "value": "2017-06-15"}).isoformat()
    '2017-06-15T00:00:00+00:00'
    >>> moment_of({"instant": None, "value": "--10-19"}) is None
    True
    """
    for name in ("instant", "value") if date else ():
        moment = instant_of(date, name)
        if moment is not None:
            return moment
    return None


def instant_of(date: Mapping[str, Any] | None, name: str = "instant") -> datetime | None:
    """Return the moment of a record's date whose zone is known, else None; a time without a zone is taken as UTC."""
    try:
        moment = datetime.fromisoformat((date or {}).get(name) or "")
        return milliseconds(moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return None


def content_hash(said: Mapping[str, Any]) -> str:
    """Return a hash of what makes a record a version: in equal ones a reader would notice no difference."""
    return canonical_hash({name: shown(name, said[name]) for name in CONTENT})


def shown(name: str, value: Any) -> Any:
    """Return a field's value as a reader sees it: of a date what is printed, of a text not its white space."""
    return value["value"] if name == "published" else _folded(value)


def canonical_hash(value: object) -> str:
    """Return the SHA-256 of a value as canonical JSON: neither key order nor platform changes it."""
    return hashlib.sha256(canonical(value)).hexdigest()


def canonical(value: object) -> bytes:
    """Return a value as canonical JSON."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
    return text.encode("utf-8", "surrogatepass")


def identity(name: str) -> str:
    """Return the id of what is called so ("url:…", "sha256:…"): 32 hexadecimal digits."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:ID_DIGITS]


def stored(said: Mapping[str, Any], filing: Filing) -> dict[str, Any]:
    """Return the document of an article's record."""
    document = {"_id": said["id"], **said, **plain(filing), "published_at": filing.published_at}
    return {**document, "state": canonical_hash(document)}


def stamped(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document with the version of its form."""
    return {**document, "schema_version": SCHEMA_VERSION}


def record_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the record of an article's document; what a later program has added to records is null there."""
    return {name: document.get(name) for name in RECORD}


def article_of(document: Mapping[str, Any]) -> Article:
    """Return the article of a document."""
    return _ARTICLE.validate_python(dict(document))


def sightings_of(document: Mapping[str, Any]) -> tuple[Sighting, ...]:
    """Return the sightings of an article's document."""
    return _SIGHTINGS.validate_python(document["sightings"])


def _bytes(text: str, hexadecimal: str | None) -> bytes:
    return bytes.fromhex(hexadecimal) if hexadecimal is not None else text.encode()


def _folded(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [_folded(each) for each in value]
    if isinstance(value, dict):
        return {key: _folded(each) for key, each in value.items()}
    return value


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"{type(value).__name__} has no canonical form")
