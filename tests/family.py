"""A story and what became of it, of our own writing: a wire story, a paper's rewrite of it, a shortened copy."""

from dataclasses import replace

from schemas.article import Article, Dateline, Published, Source
from schemas.outcome import Filed
from tests.stock import capture

WIRE = """PORT ELLIN, March 4. /TASS/. The night ferry to Marlow Bay will sail again from the first of May, the port's \
director Ottoline Farrow told a meeting of shipowners on Monday.

"We have waited four winters for a new landing stage, and I cannot wait for a fifth one," she said. "The old pontoon \
was never meant to carry lorries, and everybody in this room has known it since the storm of that November. We shall \
open the crossing with what we have, and mend the rest while passengers are asleep."

Farrow added that the harbour board had set aside eleven million crowns for the work. Fishermen have protested against \
the dredging of the channel, saying it will bury the mussel beds that fed three villages through the last hard winter.

"I have read every letter of complaint, and most of them are right about the mussels," the director went on. The \
crossing carried ninety thousand travellers a year before it was closed."""

REWRITE = """Travellers can look forward to boarding the night ferry to Marlow Bay again this spring, after years of \
detours by road.

Ottoline Farrow, who directs the port, announced the date on Monday before shipowners. "We waited four winters for a \
new landing stage, and I cannot wait for a fifth one," TASS quoted her as saying. The pontoon in use was never meant \
to carry lorries, she admitted, recalling the storm of that November.

According to Farrow, the harbour board had set aside eleven million crowns. Those who live by fishing are unhappy \
about the dredging of the channel, for it may bury the mussel beds that fed three villages in a bad year. She said \
she had "read every letter of complaint" and conceded most of them were right about the mussels."""

COPY = "\n\n".join(WIRE.split("\n\n")[:2])

OTHER = """A hailstorm broke four hundred panes in the glasshouses of Kestrel Hill on Thursday, and growers there \
fear that half of the year's tomatoes are lost. Insurers will send a surveyor next week. Neighbours brought blankets \
and boards until morning, the mayor said, and a school lent its gymnasium for seedlings that could still be saved."""

WIRE_DATE = Published(value="--03-04", precision="day", raw="March 4", method="wire-dateline")
UNDATED = Published()
LATER = Published(value="2019-03-05T09:30", precision="minute", raw="5 March 2019 [09:30]", method="text-dateline")


def article(name: str, text: str, **fields: object) -> Filed:
    """Return an article ready for the store."""
    met = capture(f"{name}.txt", f"{name}\n{text}")
    source = Source(met.place.uri, met.place.member, met.sha256, met.format, "utf-8", None)
    return Filed(met, replace(Article(source, text=text, title=name), **fields))  # type: ignore[arg-type]


def wire(text: str = WIRE) -> Filed:
    """Return the agency's story: it prints no year."""
    return article("wire", text, published=WIRE_DATE, dateline=Dateline("PORT ELLIN", "TASS", "PORT ELLIN, March 4."))


def rewrite(published: Published = LATER) -> Filed:
    """Return a paper's rewrite, which names the agency."""
    return article("rewrite", REWRITE, published=published, publisher="The Penmarrow Post", cited_agencies=("TASS",))


def copy(published: Published = UNDATED) -> Filed:
    """Return a shortened copy nobody has signed."""
    return article("copy", COPY, published=published)


def other() -> Filed:
    """Return a story that has nothing to do with them."""
    return article("other", OTHER)


def family() -> list[Filed]:
    """Return all four."""
    return [wire(), rewrite(), copy(), other()]
