"""Laws of extract: any bytes give one outcome, and those of a capture are the file's."""

import hashlib
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.capture import Capture
from schemas.outcome import Verdict
from tasks.extract.pipeline import extract

BYTES = st.one_of(
    st.binary(max_size=2_000),
    st.text(max_size=800).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text(max_size=400).map(lambda text: text.encode("utf-16-le", "surrogatepass")),
    st.lists(st.sampled_from([b"<p>", b"<!--", b"-->", b"<html ", b"\xff\xfe", b"PK\x03\x04", b"word ", b"\0"])).map(
        b"".join
    ),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(BYTES)
def test_any_bytes_are_one_unit_and_none_of_them_is_lost(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(data)
    (unit,) = extract([path])
    if isinstance(unit, Capture):
        assert unit.format in ("html", "text")
        capture = unit
    else:
        assert unit.verdict is Verdict.QUARANTINED
        assert unit.reason in ("empty", "not-text")
        assert unit.capture is not None
        capture = unit.capture
    assert capture.data == data
    assert capture.sha256 == hashlib.sha256(data).hexdigest()
