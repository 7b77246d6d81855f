"""The blocks of a note, from mistune's block parser, with exact source spans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vaultlint.finding import Span

BlockKind = Literal[
    # containers
    "quote", "list", "item", "footnote",
    # leaves
    "paragraph", "heading", "code", "html", "math", "comment", "table", "definition", "break",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the body.

    span: from the first character of its first line behind the container's prefix (markers and
        fences of its own included) to the end of its last line, newline excluded.
    depth: how many containers it lies in; parent: the index of the innermost one in the note's
        blocks, None at the top.
    pieces: for a leaf, the source span of each line of its text: container prefixes, heading markers
        and fences excluded; one piece a line, in order. A table has one piece a row, its delimiter
        row included. Code and math: the lines between the fences. Containers have none.
    level: of a heading, 1 to 6. marker: of a list item ("-", "3.") or of a code fence ("```"), "" for
        indented code, "=" or "-" for a setext heading, "#" for an ATX heading. info: the info string
        of a fence; the id of a footnote. closed: whether a code fence, a comment, a math block has
        its end.
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


def parse_blocks(text: str, start: int) -> tuple[Block, ...]:
    """The blocks of the text from the offset `start` on, in document order, containers first."""
    raise NotImplementedError
