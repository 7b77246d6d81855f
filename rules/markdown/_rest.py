"""The rest of a note, which a comment, code or math takes that nothing closes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from vaultlint.finding import Span
from vaultlint.note import Block, BlockKind, Note


def unclosed(note: Note, kind: BlockKind) -> Iterator[tuple[Block, str]]:
    """Each block of the kind that runs to the end of the note, and the rest it takes, in words.

    A block that takes nothing but blank lines does no harm. What a quote, a list or a footnote ends
    is left out: Obsidian's views may differ on it (obsidian.md section 8).
    """
    for block in note.blocks:
        if block.kind == kind and not block.closed and block.parent is None:
            first = note.lines.number_at(block.span.start)
            lines = note.lines.number_at(len(note.text.rstrip())) - first
            if lines > 0:
                yield block, f"the rest of the note ({lines} line{'s' * (lines > 1)})"


def one_is_left_over(sign: re.Pattern[str], text: str, spans: Iterable[Span]) -> bool:
    """Whether the signs in these spans of a text, each of two characters, are surely not in pairs.

    If they are in pairs, some may stand within paragraphs, where Obsidian's views differ on what
    they begin and end (obsidian.md, open question 22); and so they may on a longer sign.
    """
    count = 0
    for span in spans:
        for match in sign.finditer(text, *span):
            if match.end() - match.start() != 2:
                return False
            count += 1
    return count % 2 == 1
