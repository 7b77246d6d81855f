"""The blocks of a note, from mistune's block parser, with exact source spans."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from vaultlint.finding import Span
from vaultlint.lazy import lazy
from vaultlint.note.pieces import Pieces
from vaultlint.note.source import Lines

if TYPE_CHECKING:
    from vaultlint.note.containers import NoteParser
    from vaultlint.note.placed import PlacedState

BlockKind = Literal[
    # containers
    "quote", "list", "item", "footnote",
    # leaves
    "paragraph", "heading", "code", "html", "math", "comment", "table", "definition", "break",
]  # fmt: skip


class Block(NamedTuple):
    """One block of the body.

    span: from the first character of its first line behind the container's prefix (markers and
        fences of its own included) to the end of its last line, newline excluded. Blanks before it
        are no part of it, but for the indent of indented code.
    depth: how many containers it lies in; parent: the index of the innermost one in the note's
        blocks, None at the top.
    pieces: for a leaf, the source span of each line of its text: container prefixes, heading
        markers and fences excluded; one piece a line, in order. Blanks that a line begins with are
        left out too, but for those of code, HTML, comments and math that the indent of the fence
        does not take. A table has one piece a row, its delimiter row included. Code, math and
        comments: the lines between the fences, and what is no blank beside `$$` and `%%`.
        Containers and breaks have none.
    level: of a heading, 1 to 6. marker: of a list item ("-", "3.") or of a code fence ("```"), ""
        for indented code, "=" or "-" for a setext heading, "#" for an ATX heading. info: the info
        string of a fence; the id of a footnote. closed: whether a code fence, a comment, a math
        block has its end.
    """

    kind: BlockKind
    span: Span
    depth: int = 0
    parent: int | None = None
    pieces: tuple[Span, ...] = ()
    level: int = 0
    marker: str = ""
    info: str = ""
    closed: bool = True


_LEADING_TABS = lazy(r"^ *\t[ \t]*", re.M)
_LEAVES: dict[str, BlockKind] = {
    "paragraph": "paragraph",
    "heading": "heading",
    "code": "code",
    "block_html": "html",
    "math": "math",
    "comment": "comment",
    "table": "table",
    "definition": "definition",
    "thematic_break": "break",
}


def parse_blocks(text: str, start: int, lines: Lines | None = None) -> tuple[Block, ...]:
    """The blocks of the text from the offset `start` on, in document order, containers first.

    CommonMark with Obsidian's tables, footnotes, comments and math (obsidian.md section 8). `start`
    is the beginning of a line, or right behind a byte order mark; `lines` are those of the text,
    counted here if not given. Takes any text, raises nothing; beyond twenty containers within one
    another the rest is read as text.
    """
    body = text[start:]
    if "\r" in body:
        body = body.replace("\r\n", "\n").replace("\r", "\n")
    if not body.endswith("\n"):
        body += "\n"
    if "\t" in body:
        body = _LEADING_TABS.sub(lambda match: match[0].expandtabs(4), body)
    lines = Lines(text) if lines is None else lines
    from vaultlint.note.placed import PlacedState

    state = PlacedState()
    state.process(body)
    state.first_line = lines.number_at(start)
    _parser().parse(state)
    placement = _Placement(Pieces(text, lines))
    placement.place(state, None, 0)
    return tuple(placement.blocks)


def block_at(blocks: Sequence[Block], offset: int) -> Block | None:
    """The innermost of a note's blocks that holds the character at `offset`."""
    at = bisect_right(blocks, offset, key=lambda block: block.span.start)
    number = at - 1 if at else None
    while number is not None and offset >= blocks[number].span.end:
        number = blocks[number].parent  # what holds the offset holds this block too
    return None if number is None else blocks[number]


@cache
def _parser() -> NoteParser:
    """The parser, which takes mistune with it: only a note whose blocks matter needs it."""
    from vaultlint.note.containers import NoteParser

    return NoteParser()


class _Placement:
    """Makes the blocks of a note from the tokens of its states."""

    def __init__(self, pieces: Pieces) -> None:
        self.pieces = pieces
        self.ends = pieces.ends
        self.blocks: list[Block] = []

    def place(self, state: PlacedState, parent: int | None, depth: int) -> int:
        """Add the blocks of a state; returns where the last of them ends, -1 if there is none."""
        src = state.src
        line, counted = state.first_line, 0
        end = -1
        for token in state.tokens:
            start = token["start"]
            line += src.count("\n", counted, start)
            counted = start
            kind = token["type"]
            if kind == "list":
                end = self._place_list(token, src, parent, depth)
            elif kind == "quote" or kind == "footnote":
                begin = self.pieces.content(src, line, start)
                last = self.ends[line + token["lines"] - 1]
                end = self._place_container(kind, token, Span(begin, last), parent, depth)
            else:
                block = self._leaf(token, src, line, parent, depth)
                self.blocks.append(block)
                end = block.span.end
        return end

    def _place_container(
        self, kind: BlockKind, token: dict[str, Any], span: Span, parent: int | None, depth: int
    ) -> int:
        """Add a container and what it holds; its own lines, without them, take `span`."""
        index = len(self.blocks)
        self.blocks.append(Block(kind, span))  # keeps the place until the end is known
        end = max(span.end, self.place(token["child"], index, depth + 1))
        marker, info = token.get("marker", ""), token.get("info", "")
        span = Span(span.start, end)
        self.blocks[index] = Block(kind, span, depth, parent, marker=marker, info=info)
        return end

    def _place_list(self, token: dict[str, Any], src: str, parent: int | None, depth: int) -> int:
        index = len(self.blocks)
        start: int = self.ends[token["items"][0]["line"]]
        self.blocks.append(Block("list", Span(start, start)))
        end = start
        for item in token["items"]:
            line_end = self.ends[item["line"]]
            begin = line_end - (src.find("\n", item["start"]) - item["start"])
            start = min(start, begin)
            span = Span(begin, line_end)
            end = self._place_container("item", item, span, index, depth + 1)
        self.blocks[index] = Block("list", Span(start, end), depth, parent)
        return end

    def _leaf(
        self, token: dict[str, Any], src: str, line: int, parent: int | None, depth: int
    ) -> Block:
        kind = _LEAVES[token["type"]]
        start, stop = token["start"], token["end"]
        if kind == "paragraph" or kind == "table" or kind == "definition":
            lines = self.pieces.prose(src, line, start, stop)
            return Block(kind, Span(lines[0].start, lines[-1].end), depth, parent, lines)
        span = Span(
            self.pieces.content(src, line, start),
            self.ends[line + src.count("\n", start, stop) - 1],
        )
        inner: tuple[int, int] = token.get("inner", (start, stop))
        level, marker, info = token.get("level", 0), token.get("marker", ""), token.get("info", "")
        if kind == "heading":
            if marker == "#":
                lines = (self.pieces.heading(src, line, token["text"], stop - 1),)
            else:
                lines = self.pieces.prose(src, line, *inner)
        elif kind == "code":
            first = line if not marker else line + 1
            lines = self.pieces.verbatim(src, first, *inner, indent=token["indent"])
            if not marker:
                whole = self.pieces.verbatim(src, line, *inner)
                span = Span(whole[0].start, span.end)
        elif kind == "html":
            second = src.find("\n", start) + 1
            lines = self.pieces.verbatim(src, line + 1, second, stop)
            lines = (Span(span.start, self.ends[line]), *lines)
        elif kind == "break":
            lines = ()
        else:
            lines = self.pieces.between(src, line, *inner, after=token["after"])
        closed = token.get("closed", True)
        return Block(kind, span, depth, parent, lines, level, marker, info, closed)
