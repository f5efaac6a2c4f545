"""What every page needs, loaded before the first one comes: models, tables, patterns, plug-ins.

Loaded with the first page it would be on that page's time, and once in each worker process.
"""

import hashlib
from contextlib import suppress

from schemas.capture import Capture, place_of
from tasks.clean.pipeline import clean
from tasks.enrich.pipeline import enrich

HTML = b"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Old bridge reopens - The Kettle</title>
<meta property="article:published_time" content="2021-05-04T08:00:00+02:00">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Old bridge reopens"}</script></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>Old bridge reopens</h1>
<p class="byline">By Ann Moor, 4 May 2021</p><p>LONDON (Reuters) - The bridge over the mill stream opened again on
Tuesday, two years after the flood that took its middle arch, and the first to cross it was the baker's van.</p>
<p>\xe2\x80\x9cWe waited long for this,\xe2\x80\x9d said the baker, who had driven eleven miles a day around the valley
to bring his bread to the houses on the other side.</p>
<ul><li>Length: 40 metres</li></ul></article><div class="related"><a href="/2">More news</a></div></body></html>"""
TEXT = b"""Home | News | Sport

Old bridge reopens

4 May 2021 [15:08]

LONDON, May 4. /TASS/. The bridge over the mill stream opened again on Tuesday, two years after the flood that took its
middle arch, and the first to cross it was the baker's van. He had driven eleven miles a day around the valley to bring
his bread to the houses on the other side, and nobody there had ever paid more for it.

The council said that the new arch stands a metre higher than the old one did.

Read also: More news
"""


def warm() -> None:
    """Take two small pages all the way, one of each form, so that all that is loaded when it is needed is loaded now.

    The slow language detectors are not: most texts never ask them. What fails here fails again on the page that needs
    it, where there is somebody to tell.
    """
    for form, data in (("html", HTML), ("text", TEXT)):
        with suppress(Exception):
            enrich(clean(_capture(data, form)))


def _capture(data: bytes, form: str) -> Capture:
    return Capture(place_of(f"warming.{form}"), data, hashlib.sha256(data).hexdigest(), form)
