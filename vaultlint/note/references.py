"""The definitions `[label]: destination` of a note's reference links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vaultlint.finding import Span
from vaultlint.note.blocks import Block
from vaultlint.note.destination import Target, interpret, parse_definition
from vaultlint.note.stretches import stretches

Definitions = Mapping[str, tuple[Span, Target]]

_BLANK = " \t\r\n"


def find_definitions(text: str, blocks: Sequence[Block]) -> Definitions:
    """Folded label to the span and the meaning of its destination; the first of a label counts."""
    found: dict[str, tuple[Span, Target]] = {}
    for block in blocks:
        if block.kind == "definition":
            for label, span, written in _read(text, block):
                if label not in found:
                    found[label] = (span, interpret(written))
    return found


def _read(text: str, block: Block) -> Iterator[tuple[str, Span, str]]:
    for part in stretches(text, block):
        at = part.start
        while found := parse_definition(part.text, at, part.end):
            label, (span, at) = found
            written = part.text[span.start : span.end]
            yield label, part.joined.span(span) if part.joined else span, written
            while at < part.end and part.text[at] in _BLANK:
                at += 1
