"""Protects: nothing a page or a file name holds is obeyed by a terminal or breaks a line of JSON."""

import io
import json
import sys
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.printing import emit, json_line, say, show_table, visible

HOSTILE = "a\x1b[31mred\nb\r\u202etxt.exe\u2067 [bold]c[/] :smile: \x9b2J"


@given(st.text(st.characters(exclude_categories=())))
def test_visible_text_moves_nothing_on_a_terminal(text: str) -> None:
    shown = visible(text)
    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert "\u202e" not in shown


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_a_json_line_is_one_line_and_says_the_same(text: str) -> None:
    line = json_line({"title": text})
    assert json.loads(line) == {"title": text}
    assert len(line.splitlines()) == 1


def test_a_lone_surrogate_does_not_break_the_line() -> None:
    assert json.loads(json_line({"title": "a\udc80b"})) == {"title": "a\ufffdb"}


def test_ordinary_text_of_any_script_is_shown_as_it_is() -> None:
    for text in ("Ça va\u00a0?", "Привет", "東京\u3000共同", "می\u200cخواهم", "naïve “quotes” – dash"):
        assert visible(text) == text


def test_a_table_shows_hostile_text_escaped_and_markup_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    show_table(["n", "title"], [[1, HOSTILE]], right=["n"])
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert r"a\x1b[31mred\nb\r\u202etxt.exe\u2067 [bold]c[/] :smile: \x9b2J" in out
    assert len(out.splitlines()) == 2  # the heading, the row


def test_a_table_for_a_program_is_cut_nowhere(capsys: pytest.CaptureFixture[str]) -> None:
    show_table(["title"], [["word " * 100]])
    assert ("word " * 100).strip() in capsys.readouterr().out


def test_records_are_utf_8_whatever_the_stream_is(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    emit({"title": "Привет"})
    assert raw.getvalue().decode() == '{"title": "Привет"}\n'


def test_talk_survives_a_reader_who_left(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> Any:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stderr", Gone())
    say("nobody listens")
    monkeypatch.setattr(sys, "stderr", None)
    say("nobody listens")


def test_colours_forced_by_the_environment_do_not_reach_a_program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    show_table(["title"], [["a"]])
    assert capsys.readouterr().out == "title\na\n"
