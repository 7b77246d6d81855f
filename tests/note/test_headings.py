"""Headings and block ids against the tables 11.6 and 11.7 of obsidian.md."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.timing import grows_too_fast, seconds_of
from vaultlint.note import Note
from vaultlint.note.headings import compare_form, link_form, resolve_headings

HEADINGS = [
    ("## What's New?", "what's new", "What's New?"),
    ("## A: B", "a b", "A B"),
    ("## C# & C++", "c c", "C & C++"),
    ("## 1.2 Setup (macOS)", "1 2 setup macos", "1.2 Setup (macOS)"),
    ("## foo/bar", "foo bar", "foo/bar"),
    ("## See [[Other|x]]", "see other x", "See Other x"),
    ("## **Bold** and `code`", "bold and code", "**Bold** and `code`"),
    ("## _under_ x", "_under_ x", "_under_ x"),
    ("## Über  uns", "über uns", "Über uns"),
    ("## a-b_c", "a-b_c", "a-b_c"),
    ("## ???", "", "???"),
    ("## Title ##", "title", "Title"),
    ("##", "", ""),
    ("Title\n=====", "title", "Title"),
]


@pytest.mark.parametrize(("source", "compared", "linked"), HEADINGS)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_forms_of_headings(source: str, compared: str, linked: str, newline: str) -> None:
    (heading,) = Note.from_text((source + "\n\ntext\n").replace("\n", newline)).headings
    assert compare_form(heading.text) == compared
    assert link_form(heading.text) == linked


@pytest.mark.parametrize(
    "source",
    ["#tag", "> ## In quote", "- ## In list", "> [!note] T\n> # H", "[^1]: # H", "####### seven",
     "    # code", "```\n# H\n```", "%%\n# H\n%%", "$$\n# H\n$$", "<div>\n# H\n</div>"],
)  # fmt: skip
def test_no_heading_that_a_link_reaches(source: str) -> None:
    assert Note.from_text(source).headings == ()


@pytest.mark.parametrize(
    ("source", "text", "level"),
    [
        ("   ### A b  #  \n", "A b", 3),
        ("# See [[Note]]\n", "See [[Note]]", 1),
        ("# a#\n", "a#", 1),
        ("#\tTab\n", "Tab", 1),
        ("Two\n  lines\n---\n", "Two\nlines", 2),
        ("> quote\n# Below\n", "Below", 1),
        ("- item\n# Below\n", "Below", 1),
        ("text\n# Within\n", "Within", 1),
        # Uncertain, but a link to it must not be called broken (section 12, question 22).
        ("%% open\n# Behind\n", "Behind", 1),
        ("$$\r# Behind\r", "Behind", 1),
    ],
)
def test_text_and_place_of_a_heading(source: str, text: str, level: int) -> None:
    (heading,) = Note.from_text("---\na: 1\n---\n" + source).headings
    assert (heading.text, heading.level) == (text, level)
    place = Note.from_text("---\na: 1\n---\n" + source).text[heading.span.start : heading.span.end]
    assert [line.strip() for line in place.splitlines()] == text.split("\n")


@pytest.mark.parametrize(
    ("subpath", "found"),
    [
        ("#A", 0), ("#b", 1), ("#A#B", 1), ("#D#B", 4), ("#A#C", 2), ("#B#A", None),
        ("#A#D", None), ("#^zz", None), ("##A", 0), ("", None), ("#", None), ("#?", None),
        ("#zz", None), ("#A#B#C", 2), ("#[^1]", None), ("#C#^", None),
    ],
)  # fmt: skip
def test_subpaths(subpath: str, found: int | None) -> None:
    headings = Note.from_text("# A\n## B\n### C\n# D\n## B\n").headings
    reached = resolve_headings(headings, subpath)
    assert reached == (None if found is None else headings[found])


def test_a_block_id_in_a_subpath_is_no_heading() -> None:
    headings = Note.from_text("# zz\n# 1\n").headings
    assert resolve_headings(headings, "#^zz") is None
    assert resolve_headings(headings, "#[^1]") is None
    assert resolve_headings(headings, "#zz") == headings[0]
    assert resolve_headings(Note.from_text("# A\n## B\n").headings, "#^A#B") is not None


def test_a_heading_without_compare_form_is_out_of_reach() -> None:
    assert resolve_headings(Note.from_text("# ???\n").headings, "#???") is None


BLOCK_IDS = [
    ("text ^abc-1", ["abc-1"]),
    ("text ^ABC", ["abc"]),
    ("text^abc", []),
    ("text ^a_b", []),
    ("text (abc", []),
    ("text  abc", []),
    ("abc", []),
    ("^abc", ["abc"]),
    ("text ^abc more", []),
    ("- item ^li", ["li"]),
    ("- item\n  ^li", ["li"]),
    ("- item ^outer\n  - sub ^inner", ["outer", "inner"]),
    ("> quote\n\n^q\n\nnext", ["q"]),
    ("| table |\n| --- |\n\n^t", ["t"]),
    ("`text ^abc`", []),
    ("text `code\n^abc`", []),
    ("```\ntext ^abc\n```", []),
    ("    text ^abc", []),
    ("$$\nx ^abc\n$$", []),
    ("text $x\n^abc$", []),
    ("one ^mid\ntwo", []),
    ("one\ntwo ^end", ["end"]),
    ("> part ^q", []),
    ("> - part ^q\n\nafter ^p", ["p"]),
    ("| a |\n| - |\n| b ^cell |", []),
    ("text ^é", []),
    ("text ^", []),
    ("text ^abc\n- item ^li", ["abc", "li"]),
    ("%% open\ntext ^abc", ["abc"]),
]


@pytest.mark.parametrize(("source", "ids"), BLOCK_IDS)
def test_block_ids(source: str, ids: list[str]) -> None:
    note = Note.from_text("---\na: 1\n---\n" + source)
    assert [name for name, _ in note.block_ids] == ids
    for name, span in note.block_ids:
        assert note.text[span.start : span.end].lower() == "^" + name


@pytest.mark.parametrize("function", [compare_form, link_form])
@pytest.mark.parametrize("unit", ["#", " ", "[[", "%", "]", "a ", "\udc80", "^"])
def test_forms_take_linear_time(function: Callable[[str], str], unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * size + "x"
        return seconds_of(lambda: function(text))

    assert not grows_too_fast(seconds, 60_000)
