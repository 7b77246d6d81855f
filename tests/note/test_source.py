"""Bytes to text and back, other encodings, newlines, and where lines begin and end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint.note import Note
from vaultlint.note.source import SIGNS, Lines, decode, encode, foreign_encoding, is_usual


@given(st.binary())
def test_any_bytes_come_back(data: bytes) -> None:
    assert encode(decode(data)) == data


@given(st.binary() | st.text().map(encode))
def test_unusual_characters_are_all_but_ascii_text(data: bytes) -> None:
    note = Note("Note.md", data)
    expected = [c for c in note.text if c not in "\t\r\n" and not " " <= c <= "~"]
    assert note.unusual == "".join(expected)
    assert all(is_usual(character) is (character not in expected) for character in note.text)


@given(st.binary() | st.text(alphabet=[*"[]%:`\r\n\0\x7f aé中"]).map(encode))
def test_signs_are_all_of_them_in_order(data: bytes) -> None:
    note = Note("Note.md", data)
    assert [c for c in note.signs if c in SIGNS] == [c for c in note.text if c in SIGNS]
    assert all(c in SIGNS or not is_usual(c) for c in note.signs)


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a\ud800b", b"a?b"),
        ("\udc7f\udd00\udfff", b"???"),
        ("\udc80\udcff\ud800", b"\x80\xff?"),
        ("\ud83c\udf32", b"??"),
    ],
)
def test_surrogates_that_stand_for_no_byte(text: str, data: bytes) -> None:
    assert encode(text) == data


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"", None),
        (b"plain text", None),
        ("a long text, and wide".encode("utf-16"), "utf-16-le"),
        ("\ufeff\u4e00\u4e8c".encode("utf-16-be"), "utf-16-be"),
        ("a".encode("utf-32"), "utf-32-le"),
        ("\ufeffa".encode("utf-32-be"), "utf-32-be"),
        ("without a mark".encode("utf-16-le"), "utf-16-le"),
        ("without a mark".encode("utf-16-be"), "utf-16-be"),
        ("half \u4e8c\u4e09\u56db\u4e94\u516d".encode("utf-16-le"), "utf-16-le"),
        ("half \u4e8c\u4e09\u56db\u4e94\u516d".encode("utf-16-be"), "utf-16-be"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xef\xbb\xbfa", None),
        (b"one stray \0 NUL in a text of some length", None),
        (b"\0\0ab\0\0", "binary"),
        (b"\0\0\0a" * 9, "binary"),
        (b"a\0\0bc" * 20, "binary"),
        (b"ab\0" * 30 + b"abcdef" * 20, None),
        (b"a" * 5000 + b"\0" * 9000, None),
    ],
)  # fmt: skip
def test_files_that_are_no_utf_8(data: bytes, encoding: str | None) -> None:
    assert foreign_encoding(data) == encoding


@pytest.mark.parametrize(
    ("text", "newline"),
    [
        ("", "\n"),
        ("a\nb\n", "\n"),
        ("a\r\nb\r\n", "\r\n"),
        ("a\r\nb\r\nc\n", "\r\n"),
        ("a\r\nb\n", "\n"),
        ("a\r\nb\r\nc\nd\ne\n", "\n"),
    ],
)
def test_the_newline_of_most_lines(text: str, newline: str) -> None:
    assert Note.from_text(text).newline == newline


def test_lines_end_in_a_newline_of_any_system_and_in_nothing_else() -> None:
    lines = Lines("a\nbc\r\n\rd\v\f\x85\u2028e\n")
    assert [tuple(lines.span(number)) for number in range(len(lines))] == [
        (0, 1), (2, 4), (6, 6), (7, 13), (14, 14),
    ]  # fmt: skip
    places = {0: (1, 1), 1: (1, 2), 2: (2, 1), 4: (2, 3), 5: (2, 4), 6: (3, 1), 7: (4, 1)}
    assert {at: lines.position(at) for at in places} == places
    assert lines.position(14) == (5, 1)
