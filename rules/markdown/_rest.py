"""The rest of a note, which a comment, code or math takes that nothing closes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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


def one_is_left_over(sign: str, others: Sequence[str], text: str, spans: Sequence[Span]) -> bool:
    """Whether a sign in these spans of a text stands there an odd number of times.

    If all are in pairs, some may stand within paragraphs, where Obsidian's views differ on what
    they begin and end (obsidian.md, open question 22). So may the `others`, which are read
    otherwise: with one of them nothing is sure, and the answer is False.
    """
    count = sum(text.count(sign, *span) for span in spans)
    return count % 2 == 1 and not any(
        text.find(other, *span) >= 0 for other in others for span in spans
    )
