"""The largest hostile pages, each in a process of its own: bounded time and memory, and no text lost in silence."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROSE = (
    "The harbour office said on Monday that the old ferry will sail again in spring, and that tickets cost as before. "
)
TAIL = "And this is the tail of the page, which a reader still wants to see after all that."
MEGABYTE = 1_000_000
SECONDS = 30
"""What one page may take by default; the pages here take a few."""
STARTED, EACH = 500, 25
"""Megabytes a process may need at all, and for each megabyte of the page."""
TRAPS = {
    "a million unclosed tags": "'<b>' * 1_000_000",
    "a million unclosed elements": "'<div>' * 1_000_000",
    "100,000 attributes": "'<p ' + ' '.join(f'a{n}=\"v\"' for n in range(100_000)) + '>x</p>'",
    "300 nested elements": "'<div>' * 300 + 'deep' + '</div>' * 300",
    "a million nested elements": "'<div>' * 1_000_000 + 'deep' + '</div>' * 1_000_000",
    "400 KB of comments never closed": "'<!--' * 100_000",
    "200,000 tiny paragraphs": "'<p>tiny</p>' * 200_000",
    "one line of 100 MB": "'word ' * 20_000_000",
}
TEXTS = ("one line of 100 MB",)
PROGRAM = """
import hashlib, json, re, resource, sys
from pathlib import Path
from schemas.capture import Capture, place_of
from tasks.clean.pipeline import examine
from tasks.clean.segmenting.segment import segment
from tasks.enrich.pipeline import enrich

trap, form, prose, tail = eval(sys.argv[1]), *sys.argv[2:]
story = "".join(f"<p>{prose * 3}</p>" for _ in range(4))
page = f"<body><h1>The ferry</h1>{story}{trap}<p>{tail}</p>{story}" if form == "html" else f"{prose}\\n{trap}\\n{tail}"
data = page.encode()
capture = Capture(place_of("page"), data, hashlib.sha256(data).hexdigest(), form)
began = resource.getrusage(resource.RUSAGE_SELF)
cleaned = examine(capture)
article = enrich(cleaned)
ended = resource.getrusage(resource.RUSAGE_SELF)
status = Path("/proc/self/status")  # the other figure counts what the parent process had before
peak = int(re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1]) if status.exists() else ended.ru_maxrss / 1_024
stripped = re.sub(r"<!--|<[^<>]{0,2000000}>", " ", page) if form == "html" else page
print(json.dumps({
    "bytes": len(data),
    "seconds": ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime,
    "megabytes": peak / 1_000,
    "letters": sum(len("".join(block.text.split())) for block in cleaned.page.blocks),
    "stripped": len("".join(stripped.split())),
    "tail": any(tail in block.text for block in cleaned.page.blocks),
}))
"""


@pytest.mark.parametrize("trap", TRAPS)
def test_a_page_of_the_largest_size_is_read_whole_in_bounded_time_and_memory(trap: str) -> None:
    form = "text" if trap in TEXTS else "html"
    command = [sys.executable, "-c", PROGRAM, TRAPS[trap], form, PROSE, TAIL]
    done = subprocess.run(command, check=True, capture_output=True, cwd=ROOT, timeout=600)
    told = json.loads(done.stdout)
    assert told["tail"], "the text after the trap is lost"
    assert told["letters"] >= 0.99 * told["stripped"], "less text than a plain tag stripper finds"
    assert told["seconds"] < SECONDS
    assert told["megabytes"] < STARTED + EACH * told["bytes"] / MEGABYTE
