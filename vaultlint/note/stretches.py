"""The text of a block as stretches to scan, and the way back from their offsets to the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from vaultlint.finding import Span
from vaultlint.lazy import lazy
from vaultlint.note.blocks import Block

_CELL = lazy(r"(?>(?:[^|\\]++|\\.?)+)", re.DOTALL)
_FENCE = lazy(r"[ \t>]*+(`{3,}|~{3,})")
_BLANK = " \t\r\n"


class Joined:
    """Lines of a block whose container prefixes are left out, joined by LF."""

    def __init__(self, text: str, pieces: Sequence[Span]) -> None:
        self._pieces = pieces
        self._starts: list[int] = []
        at = 0
        for start, end in pieces:
            self._starts.append(at)
            at += end - start + 1
        self.text = "\n".join(text[start:end] for start, end in pieces)

    def offset(self, at: int) -> int:
        """The source offset of an offset in the joined text."""
        line = bisect_right(self._starts, at) - 1
        return self._pieces[line].start + at - self._starts[line]

    def span(self, span: Span) -> Span:
        """The source span, which covers the prefixes between its lines."""
        return Span(self.offset(span.start), self.offset(span.end))


class Stretch(NamedTuple):
    """What to scan: text[start:end], which is the source itself, or lines joined from it."""

    text: str
    start: int
    end: int
    joined: Joined | None = None


def stretches(text: str, block: Block) -> Iterator[Stretch]:
    """The stretches of a leaf block: all its text, a table's cells, or a comment's paragraphs."""
    if not block.pieces:
        return
    if block.kind == "table":
        for row in block.pieces:
            for match in _CELL.finditer(text, *row):
                yield Stretch(text, *match.span())
    elif block.kind == "comment":
        for lines in _paragraphs(text, block.pieces):
            yield stretch(text, lines, depth=1)
    else:
        yield stretch(text, block.pieces, block.depth)


def stretch(text: str, pieces: Sequence[Span], depth: int) -> Stretch:
    """The pieces as one stretch; the source itself if only blanks and newlines lie between them.

    Indentation says nothing inside a paragraph, so only the prefixes of quotes force a copy.
    """
    if len(pieces) == 1 or not depth or _only_blanks_between(text, pieces):
        return Stretch(text, pieces[0].start, pieces[-1].end)
    joined = Joined(text, pieces)
    return Stretch(joined.text, 0, len(joined.text), joined)


def _only_blanks_between(text: str, pieces: Sequence[Span]) -> bool:
    return not any(text[one.end : other.start].strip(_BLANK) for one, other in pairwise(pieces))


def _paragraphs(text: str, lines: Sequence[Span]) -> Iterator[list[Span]]:
    """The lines of a comment between blank lines, fenced code left out: nothing in it counts."""
    paragraph: list[Span] = []
    fence = ""
    for line in lines:
        match = _FENCE.match(text, *line)
        if fence:
            if match and match[1].startswith(fence):
                fence = ""
            continue
        if match:
            fence = match[1]
        if match or not text[line.start : line.end].strip(_BLANK):
            if paragraph:
                yield paragraph
            paragraph = []
        else:
            paragraph.append(line)
    if paragraph:
        yield paragraph
