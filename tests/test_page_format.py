"""The rule page's format: what is drawn reads back, and findings are drawn where they lie."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint.finding import Finding, Level, Span
from vaultlint.page import draw, draw_findings, read_cases, rewrite, undraw

PAGE = """# loud

Prose with ~~~~note in it.

## One

Some words.

~~~~note path=Daily/One.md
a␠
^^ two characters
[[b]]
^id
~~~~

~~~~file path=.obsidian/app.json
{}
~~~~

~~~~fixed unsafe
a
~~~~

## Words alone

No block here.

## Two

~~~~note
‹0x92›␉b‹EOF›
~~~~

~~~~note path=Other.md
other
~~~~

~~~~toml
least = 2
~~~~
"""


def test_a_page_is_read() -> None:
    one, two = read_cases(PAGE)
    assert (one.title, one.path, one.text) == ("One", "Daily/One.md", "a \n[[b]]\n^id\n")
    assert one.positive
    assert one.fixed() is None
    assert one.fixed(unsafe=True) == "a\n"
    assert one.files == {".obsidian/app.json": "{}\n"}
    assert (two.title, two.path, two.text) == ("Two", "Note.md", "\udc92\tb")
    assert not two.positive
    assert two.files == {"Other.md": "other\n"}
    assert two.options == "least = 2"


@given(st.text(st.characters(exclude_characters="‹›␉␍␠")))
def test_what_is_drawn_reads_back(text: str) -> None:
    assert undraw(draw(text)) == text


@given(st.lists(st.integers(0x80, 0xFF).map(lambda byte: chr(0xDC00 + byte))))
def test_invalid_bytes_read_back(characters: list[str]) -> None:
    text = "a" + "".join(characters)
    assert undraw(draw(text)) == text


@pytest.mark.parametrize(
    ("text", "span", "drawn"),
    [
        ("a [[b]]\n", Span(2, 7), ["a [[b]]", "  ^^^^^ here"]),
        ("\ta\u00a0b\n", Span(2, 3), ["␉a‹U+00A0›b", "  ^^^^^^^^ here"]),
        ("ab  \n", Span(2, 4), ["ab␠␠", "  ^^ here"]),
        ("ab\r\ncd\r\n", Span(4, 6), ["ab␍", "cd␍", "^^ here"]),
        ("ab\n\ncd\n", Span(1, 5), ["ab", " ^⋯3:2 here", "", "cd"]),
        ("ab", Span(2, 2), ["ab‹EOF›", "  ^ here"]),
        ("", Span(0, 0), ["^ here"]),
    ],
)
def test_findings_are_drawn_where_they_lie(text: str, span: Span, drawn: list[str]) -> None:
    assert draw_findings(text, [Finding(span, "here")], Level.WARNING) == drawn


def test_another_level_is_drawn() -> None:
    finding = Finding(Span(0, 1), "here", level=Level.ERROR)
    assert draw_findings("a\n", [finding], Level.WARNING) == ["a", "^ error: here"]


def test_a_page_is_rewritten() -> None:
    one, two = read_cases(PAGE)
    page = rewrite(PAGE, [(one.note, ["x", "y", "z"]), (two.note, [])])
    again = read_cases(page)
    assert again[0].text == "x\ny\nz\n"
    assert again[1].text == ""
    assert again[1].options == "least = 2"
    assert page.startswith("# loud\n\nProse")
