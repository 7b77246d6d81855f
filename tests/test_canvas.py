"""Canvases: what their cards and nodes say, and where it stands in their JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vaultlint.canvas import Canvas
from vaultlint.note import Note


def canvas(text: str) -> Canvas:
    return Canvas(Note.from_text(text, "Boards/Plan.canvas"))


def card(markdown: str, *, ascii_only: bool = True) -> tuple[str, Canvas]:
    """A canvas with one card, and its text."""
    nodes = [{"id": "1", "type": "text", "text": markdown}]
    text = json.dumps({"nodes": nodes}, ensure_ascii=ascii_only)
    return text, canvas(text)


@pytest.mark.parametrize(
    "markdown",
    [
        "[[Home]]",
        "é 😀 [[Home]] and\n\n- [[Home#Part|\"x\"]]",
        "---\nup: \"[[Not a property]]\"\n---\n[[Home]]",
        "\ud83d [[Home]]",
        "\\ [[Home\\\\]] ![[a b.png|100]]",
        "\udcc3\udca9 [[Home]]",
    ],
)  # fmt: skip
@pytest.mark.parametrize("ascii_only", [True, False])
def test_links_in_cards_are_found_in_the_json(markdown: str, ascii_only: bool) -> None:
    text, found = card(markdown, ascii_only=ascii_only)
    (only,) = found.cards
    links = only.note.links
    assert links
    for link in links:
        written = only.note.text[slice(*link.span)]
        place = only.span(link.span)
        assert json.loads(f'"{Note.from_text(text).text[slice(*place)]}"') == written


def test_a_card_has_no_properties() -> None:
    _, found = card('---\nup: "[[Up]]"\n---\n')
    (only,) = found.cards
    assert only.note.frontmatter is None


def test_cards_without_links_are_left_out() -> None:
    _, found = card("Just text, `[x]` and a [task]")
    assert found.cards == ()


def test_code_in_a_card_holds_no_link() -> None:
    _, found = card("`[[Home]]`\n\n```\n[[Home]]\n```")
    assert [link for each in found.cards for link in each.note.links] == []


def test_files_and_backgrounds() -> None:
    text = json.dumps(
        {
            "nodes": [
                {"type": "file", "file": "A/b.md", "subpath": "#c"},
                {"type": "file", "file": "d.png"},
                {"type": "file", "file": 3},
                {"type": "text", "file": "no.md"},
                {"type": "group", "background": "e.png"},
                {"type": "link", "background": "no.png"},
                ["type", "file"],
            ]
        }
    )
    found = canvas(text)
    files = [(file.value, below and below.value) for file, below in found.files]
    assert files == [("A/b.md", "#c"), ("d.png", None)]
    assert [image.value for image in found.backgrounds] == ["e.png"]


@pytest.mark.parametrize("text", ["", "\ufeff \r\n", "{}", "[]", "3", '{"nodes": 1, "edges": [2]}'])
def test_nothing_in_it(text: str) -> None:
    found = canvas(text)
    assert found.error is None
    assert (*found.nodes, *found.edges, *found.cards, *found.files) == ()


def test_real_canvases_are_read_as_json_reads_them(shared: Path) -> None:
    paths = sorted((shared / "vaults").glob("*/**/*.canvas"))
    assert len(paths) > 15
    for path in paths:
        text = path.read_text("utf-8")
        found, plain = canvas(text), json.loads(text)
        assert len(found.nodes) == len(plain["nodes"])
        assert len(found.edges) == len(plain["edges"])
        for node, wanted in zip(found.nodes, plain["nodes"], strict=True):
            assert json.loads(text[slice(*node.span)]) == wanted
