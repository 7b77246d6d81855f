"""Drawing characters, measuring them, and the excerpt with carets."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint.finding import Finding, Level, Span
from vaultlint.lint import Located, locate
from vaultlint.note import Note
from vaultlint.report.excerpt import excerpt
from vaultlint.report.visible import visible, visible_blanks, width

ANY_TEXT = st.text(st.characters(codec=None), max_size=80)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("plain – Ünïcödé 日本", "plain – Ünïcödé 日本"),
        ("\x1b[31m", "‹U+001B›[31m"),
        ("a\nb\rc\td", "a‹U+000A›b‹U+000D›c‹U+0009›d"),
        ("\x7f\x9b31m", "‹U+007F›‹U+009B›31m"),
        ("\u202egpj.exe", "‹U+202E›gpj.exe"),
        ("\u2066a\u2069\u200f", "‹U+2066›a‹U+2069›‹U+200F›"),
        ("\udc92", "‹0x92›"),
        ("\ud800", "‹U+D800›"),
        ("👩\u200d🔧", "👩\u200d🔧"),
        ("10\u00a0000", "10\u00a0000"),
    ],
)
def test_visible(text: str, drawn: str) -> None:
    assert visible(text) == drawn


def test_odd_blanks_are_drawn_only_where_asked_for() -> None:
    assert visible_blanks("a\u00a0b\u200bc d") == "a‹U+00A0›b‹U+200B›c d"


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("日本", 4), ("e\u0301", 1), ("🌲", 2), ("👩\u200d", 2), ("", 0)],
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


def located(line: str, column: int, end_column: int, end_line: int = 1) -> Located:
    finding = Finding(Span(0, 0), "message")
    return Located("Note.md", "rule", Level.WARNING, finding, 1, column, end_line, end_column, line)


@pytest.mark.parametrize(
    ("line", "column", "end_column", "shown"),
    [
        ("Go [[ Home ]] now.", 4, 14, ("Go [[ Home ]] now.", "   ^^^^^^^^^^")),
        ("日本 [[x]]", 4, 9, ("日本 [[x]]", "     ^^^^^")),
        ("e\u0301 [[x]]", 4, 9, ("e\u0301 [[x]]", "  ^^^^^")),
        ("a\u00a0b\u00a0c", 2, 3, ("a‹U+00A0›b\u00a0c", " ^^^^^^^^")),
        ("\tx", 2, 3, ("  x", "  ^")),
        ("end", 4, 4, ("end", "   ^")),
        ("esc \x1b[2J", 1, 4, ("esc ‹U+001B›[2J", "^^^")),
        ("", 1, 1, ("", "^")),
    ],
)
def test_excerpt(line: str, column: int, end_column: int, shown: tuple[str, str]) -> None:
    assert excerpt(located(line, column, end_column), 80) == shown


def test_a_finding_over_several_lines_is_marked_to_the_end_of_its_first() -> None:
    assert excerpt(located("one two", 5, 3, end_line=4), 80) == ("one two", "    ^^^")


@pytest.mark.parametrize("column", [1, 500_000, 999_990])
def test_a_long_line_is_cut_around_the_mark(column: int) -> None:
    line = "".join(str(number % 10) for number in range(1_000_000))
    source, carets = excerpt(located(line, column, column + 5), 60)
    assert len(source) <= 60 + 2 * len("...")
    marked = source[carets.index("^") : len(carets)]
    assert marked == line[column - 1 : column + 4]


@pytest.mark.parametrize(
    ("column", "opening", "closing"),
    [
        (1, False, True),
        (20, False, True),
        (100, True, True),
        (181, True, False),
        (200, True, False),
    ],
)
def test_dots_stand_where_something_was_cut(column: int, opening: bool, closing: bool) -> None:
    source, carets = excerpt(located("x" * 200, column, column + 1), 60)
    assert source.startswith("...") == opening
    assert source.endswith("...") == closing
    assert 40 <= len(source) <= 60 + 2 * len("...")
    assert len(carets) <= len(source)


def test_dots_stand_before_a_line_that_came_cut() -> None:
    one = located("end of a line", 505, 507)
    cut = one._replace(excerpt_column=501)
    assert excerpt(cut, 60) == ("...end of a line", "       ^^")


def test_a_long_mark_is_cut() -> None:
    source, carets = excerpt(located("x" * 1000, 1, 1001), 60)
    assert source.startswith("xxx")
    assert source.endswith("...")
    assert len(carets) < 60


@given(ANY_TEXT, st.integers(1, 90), st.integers(0, 90), st.integers(1, 100))
def test_any_excerpt_is_one_harmless_line(line: str, column: int, length: int, room: int) -> None:
    source, carets = excerpt(located(line, column, column + length), room)
    for text in (source, carets):
        assert visible(text) == text
    assert set(carets) <= {" ", "^"}
    assert carets.endswith("^")


@given(ANY_TEXT)
def test_any_text_drawn_can_be_written(text: str) -> None:
    drawn = visible(text)
    drawn.encode("utf-8")
    assert drawn == visible(drawn)
    assert "\x1b" not in drawn
    assert len(drawn.splitlines()) <= 1


@pytest.mark.parametrize("end", ["", "\n"])
def test_many_findings_in_one_long_line_take_little_memory(end: str) -> None:
    note = Note.from_text("[[ x ]] " * 125_000 + end)
    tracemalloc.start()
    found = [locate(note, Finding(Span(at, at + 7), "m")) for at in range(0, 1_000_000, 800)]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000
    for one in (found[0], found[1], found[-1]):
        source, carets = excerpt(one, 60)
        assert source[carets.index("^") : len(carets)] == "[[ x ]]"
