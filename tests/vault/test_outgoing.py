"""What a note, a canvas or a base refers to."""

from __future__ import annotations

import json

import pytest

from vaultlint.note import Note
from vaultlint.vault.outgoing import outgoing


def references(text: str | bytes, path: str) -> list[tuple[str, str]]:
    """What a file refers to, in short, with what stands there."""
    note = Note(path, text) if isinstance(text, bytes) else Note.from_text(text, path)
    found = outgoing(note)
    for one in found:
        assert note.text[slice(*one.span)] == one.written
    return [
        ("!" * one.embed + "=" * one.exact + one.path + one.subpath, one.written) for one in found
    ]


def test_a_note() -> None:
    text = (
        '---\nup: "[[Up]]"\n---\n[[A#B|c]] ![d](e%20f.png) [g][h] [x](https://example.org)'
        "\n\n`[[no]]` %% [[Comment]] %%\n\n[h]: <I.md>\n"
    )
    assert references(text, "Note.md") == [
        ("Up", "[[Up]]"),
        ("A#B", "[[A#B|c]]"),
        ("!e f.png", "![d](e%20f.png)"),
        ("I.md", "[g][h]"),
        ("Comment", "[[Comment]]"),
    ]


def test_a_base_in_a_note_is_in_order_with_its_links() -> None:
    text = '[[A]]\n\n> ```base\n> filters: file.hasLink("B#C")\n> ```\n\n[[D]]\n'
    assert references(text, "Note.md") == [("A", "[[A]]"), ("B#C", "B#C"), ("D", "[[D]]")]


def test_a_canvas() -> None:
    nodes = [
        {"type": "text", "text": 'Ü [[A|"b"]] ![[c.png]] [x](https://example.org)'},
        {"type": "file", "file": "D/e.md", "subpath": "#F"},
        {"type": "group", "background": "g.png"},
        {"type": "link", "url": "https://example.org"},
    ]
    assert references(json.dumps({"nodes": nodes}), "B.canvas") == [
        ("A", '[[A|\\"b\\"]]'),
        ("!c.png", "![[c.png]]"),
        ("!=D/e.md#F", "D/e.md"),
        ("!=g.png", "g.png"),
    ]


def test_a_base() -> None:
    text = (
        'filters: file.hasLink("A#B") && file.inFolder("C")\n'
        'formulas:\n  x: if(file.path == "D/e.md", image("f.png"), "[[G|h]]")\n'
    )
    assert references(text, "B.BASE") == [
        ("A#B", "A#B"),
        ("=D/e.md", "D/e.md"),
        ("!f.png", "f.png"),
        ("G", "[[G|h]]"),
    ]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("[[A]]", "picture.png"),
        ('{"a": "[[A]]"}', ".obsidian/app.json"),
        ("{", "B.canvas"),
        ("a: [", "B.base"),
        ("[[A]]".encode("utf-16"), "Note.md"),
        ("", "B.canvas"),
        ("", "B.base"),
    ],
)
def test_nothing(text: str | bytes, path: str) -> None:
    assert references(text, path) == []
