"""Bad files: each gives one outcome, none stops the others, none makes the reader wait."""

import errno
import os
import random
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from schemas.capture import Capture
from schemas.errors import TransientError
from schemas.outcome import Outcome, Verdict
from tasks.extract.format import formats
from tasks.extract.limits import Limits
from tasks.extract.pipeline import extract

NOBODY = 65534
QUICK = Limits(delay=0.001)


def ends(*paths: Path | str, limits: Limits = QUICK) -> dict[str, str | None]:
    """Return how each unit ended, by its file's name; None where it was read."""
    found = list(extract(paths, limits=limits))
    named = {os.path.basename(each.place.uri): each.reason if isinstance(each, Outcome) else None for each in found}
    assert len(named) == len(found)
    return named


def test_pipes_sockets_and_devices_are_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    os.mkfifo("pipe.txt")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.txt")
        assert ends(tmp_path) == {"pipe.txt": "fifo", "socket.txt": "socket"}
        assert ends("pipe.txt", "/dev/zero") == {"pipe.txt": "fifo", "zero": "device"}


def test_a_sparse_terabyte_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    assert ends(tmp_path) == {"huge.txt": "too-large"}


def test_the_limit_is_the_one_given_and_a_file_of_just_that_size_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 100)
    (tmp_path / "b.txt").write_bytes(b"x" * 101)
    assert ends(tmp_path, limits=Limits(unit_bytes=100)) == {"a.txt": None, "b.txt": "too-large"}


def test_ten_megabytes_of_noise_named_txt_are_not_text(tmp_path: Path) -> None:
    (tmp_path / "noise.txt").write_bytes(random.Random(5).randbytes(10_000_000))
    assert ends(tmp_path) == {"noise.txt": "not-text"}


def test_one_line_of_fifty_megabytes_is_read(tmp_path: Path) -> None:
    (tmp_path / "line.txt").write_bytes(b"One word after another. " * 2_200_000)
    assert ends(tmp_path) == {"line.txt": None}


@pytest.mark.parametrize(
    "name",
    [b"caf\xe9.txt", b"two\nlines.txt", b"\x1b[31mred.txt", b"<script>.txt", b"$where.txt", b"x" * 251 + b".txt"],
)
def test_any_name_is_read_and_kept_as_the_file_system_spells_it(tmp_path: Path, name: bytes) -> None:
    path = os.path.join(os.fsencode(tmp_path), name)
    with open(path, "wb") as file:
        file.write(b"Some words.")
    for argument in (tmp_path, path, os.fsdecode(path)):
        (unit,) = extract([argument])
        assert isinstance(unit, Capture)
        assert unit.place.path == path
        unit.place.uri.encode()  # the store's spelling is valid UTF-8


def test_a_file_deleted_after_listing_is_not_reached(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text("Some words.")
    units = extract([tmp_path])
    first = next(units)
    (tmp_path / "b.txt").unlink()
    second, third = units
    assert isinstance(first, Capture)
    assert isinstance(third, Capture)
    assert isinstance(second, Outcome)
    assert (second.verdict, second.reason) == (Verdict.NOT_REACHED, "gone")


def test_a_file_that_becomes_a_link_after_listing_is_not_followed(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Some words.")
    units = extract([tmp_path], limits=QUICK)
    next(units)
    (tmp_path / "b.txt").unlink()
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert [unit.reason for unit in units if isinstance(unit, Outcome)] == ["changed-while-read"]


def test_a_file_that_becomes_a_pipe_after_listing_is_not_waited_for(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Some words.")
    units = extract([tmp_path], limits=QUICK)
    next(units)
    (tmp_path / "b.txt").unlink()
    os.mkfifo(tmp_path / "b.txt")
    assert [unit.reason for unit in units if isinstance(unit, Outcome)] == ["changed-while-read"]


HEAD = 64 * 1024


class Interfering:
    """os.pread, after which something happens to the file each time that reading its body begins."""

    def __init__(self, happens: Iterator[None]) -> None:
        self.happens = happens
        self.pread = os.pread

    def __call__(self, descriptor: int, length: int, offset: int) -> bytes:
        data = self.pread(descriptor, length, offset)
        if length != HEAD and offset == 0:
            next(self.happens, None)
        return data


@pytest.mark.parametrize("times", [1, 2, 3, 99])
@pytest.mark.parametrize("change", ["append", "rewrite", "replace", "truncate"])
def test_bytes_of_a_file_that_changes_are_never_mixed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int, change: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("version 0\n" * 100)

    def happens() -> Iterator[None]:
        for version in range(1, times + 1):
            text = f"version {version}\n" * 100
            if change == "append":
                with path.open("a") as file:
                    file.write(f"version {version}\n")
            elif change == "replace":
                (tmp_path / "new").write_text(text)
                os.utime(tmp_path / "new", ns=(version, version))
                (tmp_path / "new").replace(path)
            else:
                path.write_text(text if change == "rewrite" else text[: 1000 - 10 * version])
                os.utime(path, ns=(version, version))
            yield

    monkeypatch.setattr(os, "pread", Interfering(happens()))
    (unit,) = extract([path], limits=QUICK)
    if times <= 2:
        assert isinstance(unit, Capture)
        assert unit.data == path.read_bytes()
    else:
        assert isinstance(unit, Outcome)
        assert (unit.reason, unit.capture) == ("changed-while-read", None)


def test_a_file_deleted_while_it_is_read_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Some words.")

    def happens() -> Iterator[None]:
        path.unlink()
        yield

    monkeypatch.setattr(os, "pread", Interfering(happens()))
    assert ends(path) == {"a.txt": "gone"}


@pytest.mark.parametrize("code", [errno.EIO, errno.ESTALE, errno.EBUSY])
@pytest.mark.parametrize(("times", "expected"), [(1, None), (2, None), (3, "read-failed")])
def test_a_file_system_that_fails_is_asked_again_and_then_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, times: int, expected: str | None
) -> None:
    (tmp_path / "a.txt").write_text("Some words.")
    (tmp_path / "b.txt").write_text("Other words.")
    left = [times]
    pread = os.pread

    def pread_failing(descriptor: int, length: int, offset: int) -> bytes:
        if length != HEAD and left[0]:
            left[0] -= 1
            raise OSError(code, os.strerror(code))
        return pread(descriptor, length, offset)

    monkeypatch.setattr(os, "pread", pread_failing)
    assert ends(tmp_path) == {"a.txt": expected, "b.txt": None}


def test_a_file_system_that_fails_at_opening_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Some words.")
    left = [1]
    really_open = os.open

    def open_failing(path: bytes, flags: int) -> int:
        if left[0]:
            left[0] -= 1
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE))
        return really_open(path, flags)

    monkeypatch.setattr(os, "open", open_failing)
    assert ends(tmp_path) == {"a.txt": None}


def test_running_out_of_descriptors_is_no_fault_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Some words.")

    def exhausted(path: bytes, flags: int) -> int:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.setattr(os, "open", exhausted)
    with pytest.raises(TransientError):
        list(extract([tmp_path]))


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    for number in range(50):
        (tmp_path / f"{number}.txt").write_text("Some words." if number % 2 else "")
    before = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    list(extract([tmp_path]))
    units = extract([tmp_path])
    next(units)
    units.close()  # type: ignore[attr-defined]
    after = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    assert after == before


def test_folders_nested_deeper_than_a_path_may_be_end_in_an_outcome(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Some words.")
    opened = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1_500):
        os.mkdir("deep", dir_fd=opened)
        inner = os.open("deep", os.O_RDONLY, dir_fd=opened)
        os.close(opened)
        opened = inner
    os.close(opened)
    try:
        units = list(extract([tmp_path]))
    finally:  # Python's own removal of the folder recurses, and fails
        subprocess.run(["rm", "-rf", tmp_path / "deep"], check=True)
    assert [unit.reason for unit in units if isinstance(unit, Outcome)] == ["read-failed"]
    assert sum(isinstance(unit, Capture) for unit in units) == 1


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Run as a user without rights, also where the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    try:
        os.seteuid(NOBODY)
    except OSError as error:
        pytest.skip(f"NOT TESTED: missing rights, because root cannot become another user here: {error}")
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def readable() -> Iterator[Path]:
    """A folder that an ordinary user may enter; pytest's own are its owner's alone."""
    formats()  # imported now: another user might not be allowed to
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_what_may_not_be_read_is_said_and_the_rest_is_read(readable: Path) -> None:
    for name in ("a.txt", "b.txt", "closed/c.txt", "d.txt"):
        (readable / name).parent.mkdir(exist_ok=True)
        (readable / name).write_text("Some words.")
    (readable / "b.txt").chmod(0)
    (readable / "closed").chmod(0)
    try:
        with ordinary_user():
            units = list(extract([readable, readable / "closed/c.txt"]))
    finally:
        (readable / "closed").chmod(0o755)
    said = {
        os.path.basename(each.place.uri): (each.verdict.value, each.reason)
        for each in units
        if isinstance(each, Outcome)
    }
    assert said == {
        "b.txt": ("quarantined", "permission-denied"),
        "closed": ("not-reached", "permission-denied"),
        "c.txt": ("quarantined", "permission-denied"),
    }
    assert sorted(os.path.basename(each.place.uri) for each in units if isinstance(each, Capture)) == ["a.txt", "d.txt"]


def test_a_glob_through_a_closed_folder_says_so(readable: Path) -> None:
    (readable / "closed").mkdir()
    (readable / "a.txt").write_text("Some words.")
    (readable / "closed").chmod(0)
    try:
        with ordinary_user():
            found = ends(f"{readable}/*/*.txt", readable / "a.txt")
    finally:
        (readable / "closed").chmod(0o755)
    assert found == {"closed": "permission-denied", "a.txt": None}
