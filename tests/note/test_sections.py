"""A section by itself is read as it is read in its note; and what is plainly prose is."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vaultlint.finding import Span
from vaultlint.note import Note
from vaultlint.note.plain_prose import are_plainly_prose
from vaultlint.note.sections import section_apart

# What may begin or end what is no section, at the start of a line or behind markers.
STARTS = (
    "", "", "", " ", "  ", "   ", "    ", "     ", "\t", "  \t", "- ", "1. ", "  - ", "> ", ">",
    "* > ", "10) ",
)  # fmt: skip
TEXTS = (
    "", "", "# a", "## b", "#", "#c", "text", "[[a]] #t", "```", "```py", "``` a`b", "````", "~~~",
    "~~~ x", "`` ` ``", "$$", "$$ a $$", "$$ a", "%%", "%% a %%", "%% a", "<div>", "</p>", "<!--",
    "-->", "<https://e.org>", "<pre>", "<b>x</b>", "---", "===", "| a | b |", "| - | - |",
    "[^1]: a", "[r]: b", "[x][r]", "<% a", "%>", "{{a}}", "\r", "\x0b", "\x0c", "a: b", "`",
    "**a**",
)  # fmt: skip
LINES = st.tuples(st.sampled_from(STARTS), st.sampled_from(TEXTS)).map("".join)


def read(note: Note, within: Span, offset: int) -> Iterator[object]:
    """What is found within a span of the note, as it would be found `offset` further on."""

    def moved(span: Span) -> Span:
        return Span(span.start + offset, span.end + offset)

    for block in note.blocks:
        if within.contains(block.span):
            pieces = tuple(map(moved, block.pieces))
            yield block.kind, moved(block.span), block.depth, pieces, block.level, block.info
            yield block.marker, block.closed
    for link in note.links:
        if within.contains(link.span):
            yield moved(link.span), link.kind, link.path, link.subpath, moved(link.target)
    for tag in note.inline.tags:
        if within.contains(tag.span):
            yield tag.name, moved(tag.span)
    for mark in note.inline.marks:
        if within.contains(mark.span):
            yield mark.kind, moved(mark.span)
    for zone in note.zones:
        if within.contains(zone.span):
            yield zone.kind, moved(zone.span)


def assert_alike(text: str, step: int = 1) -> int:
    """Each section is read alike; returns how many characters lie in one."""
    note = Note.from_text(text)
    at, apart = note.body_start, 0
    while at < len(text):
        found = section_apart(note, at, at + 1)
        if found is None:
            at += step
            continue
        start, section = found
        end = start + len(section.text)
        assert text[start:end] == section.text
        assert start <= at < end
        whole = list(read(note, Span(start, end), 0))
        assert list(read(section, Span(0, len(section.text)), start)) == whole
        crossing = [block for block in note.blocks if block.span.start < start < block.span.end]
        assert not crossing
        apart += end - start
        at = end
    return apart


@settings(max_examples=500, deadline=None)
@given(st.lists(LINES, max_size=14).map("\n".join))
@example("- ```\n  a\n  ```\n\n# b\n```\n\n# c\n```\n")
@example("- a\n\t```\n  b\n  ```\n\n# c\n")
@example("<div>\n```\n\n# a\n```\n")
@example("- a\n      ```\n\n      ```\n\n# b\n")
@example("```\na\n\n# b\n~~~\n```\n\n# c\n")
@example("\ufeff```\n\n# a\n```\n")
@example("---\na: b\n---\n```\n\n# a\n```\n\n# c\n")
def test_lines(text: str) -> None:
    assert_alike(text)


@pytest.mark.parametrize("seed", range(10))
def test_longer_texts(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(30):
        lines = [chance.choice(STARTS) + chance.choice(TEXTS) for _ in range(40)]
        assert_alike("\n".join(lines))
        fewer = [line if chance.random() < 0.2 else chance.choice(TEXTS[:8]) for line in lines]
        assert_alike("\n\n".join(fewer))


def test_real_notes(shared: Path) -> None:
    apart = whole = 0
    for path in sorted((shared / "vaults").glob("*/**/*.md")):
        text = Note(path.name, path.read_bytes()).text
        apart += assert_alike(text, 500)
        whole += len(text)
    assert apart > whole / 4


def assert_prose(text: str, places: Iterable[int]) -> int:
    """What is plainly prose is in no zone; returns how many places are."""
    note = Note.from_text(text)
    found = [at for at in places if are_plainly_prose(note, [Span(at, at + 1)])]
    zones = Note.from_text(text).zones
    assert not [at for at in found for zone in zones if zone.span.start <= at < zone.span.end]
    together = [Span(at, at + 1) for at in found if text[at] not in "\r\n"]
    assert are_plainly_prose(note, together[:20])
    return len(found)


@settings(max_examples=500, deadline=None)
@given(st.lists(LINES, max_size=14).map("\n".join))
@example("---\na: b\n---\n    a\n")
@example("[a](\nb)")
@example("a:: b")
@example("- [ ] a 📅 2024-01-05")
def test_prose(text: str) -> None:
    assert_prose(text, range(len(text)))


def test_real_prose(shared: Path) -> None:
    plain = places = 0
    for path in sorted((shared / "vaults").glob("*/**/*.md")):
        text = Note(path.name, path.read_bytes()).text
        some = random.Random(path.name).sample(range(len(text)), min(len(text), 10))
        plain += assert_prose(text, sorted(some))
        places += len(some)
    assert plain > places / 8


def test_a_stretch_over_two_sections() -> None:
    note = Note.from_text("# a\n\nb\n\n# c\n")
    assert section_apart(note, 0, len("# a\n\nb\n\n# c")) is None
    assert section_apart(note, 5, 6) is not None
