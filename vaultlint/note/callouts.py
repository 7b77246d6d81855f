"""Callouts and tasks: what the first characters of a quote or of a list item make of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vaultlint.finding import Span
from vaultlint.lazy import lazy
from vaultlint.note.blocks import Block, BlockKind

_CALLOUT = lazy(
    r"\[!(?P<type>[^\]|\r\n]+)(?:\|(?P<metadata>[^\]\r\n]*))?\]"
    r"(?P<fold>[+-]?)(?:[ \t]+(?P<title>.*))?"
)
_TASK = lazy(r"\[(?P<status>[^\r\n])\][ \t]")


class Callout(NamedTuple):
    """A quote that Obsidian draws as a callout (obsidian.md section 8).

    span: its marker, `[!type]` with the sign that folds it. type: in lower case, blanks in it as
    "-"; any text is a type, unknown ones are drawn as a note. metadata: what stands behind "|".
    fold: "+" open, "-" folded, "" neither. title: the rest of the line, "" if there is none.
    """

    span: Span
    type: str
    metadata: str
    fold: str
    title: str


class Task(NamedTuple):
    """A list item that is a task: its status, one character, and the span of its `[ ]`."""

    status: str
    span: Span


def find_callouts(text: str, blocks: Sequence[Block]) -> tuple[Callout, ...]:
    """The callouts among the blocks of a note, in order, nested ones included."""
    found: list[Callout] = []
    for line in _first_lines(text, blocks, "quote"):
        match = _CALLOUT.fullmatch(text, *line)
        if match is None:
            continue
        marker = Span(match.start(), match.end("fold"))
        name = "-".join(match["type"].lower().split())
        title = (match["title"] or "").strip()
        found.append(Callout(marker, name, match["metadata"] or "", match["fold"], title))
    return tuple(found)


def find_tasks(text: str, blocks: Sequence[Block]) -> tuple[Task, ...]:
    """The tasks among the blocks of a note, in order."""
    matches = (_TASK.match(text, *line) for line in _first_lines(text, blocks, "item"))
    return tuple(
        Task(match["status"], Span(match.start(), match.end() - 1)) for match in matches if match
    )


def _first_lines(text: str, blocks: Sequence[Block], kind: BlockKind) -> Iterator[Span]:
    """The first line of each such container that begins with a paragraph in its own first line."""
    for index, block in enumerate(blocks[:-1]):
        first = blocks[index + 1]
        if block.kind == kind and first.parent == index and first.kind == "paragraph":
            line = first.pieces[0]
            if not re.search(r"[\r\n]", text[block.span.start : line.start]):
                yield line
