"""One scan over the text of each block: links, tags, code spans, math, comments, HTML …"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import NamedTuple

from vaultlint.finding import Span
from vaultlint.note.blocks import Block
from vaultlint.note.links import Link
from vaultlint.note.marks import Mark, MarkKind
from vaultlint.note.references import Definitions, find_definitions
from vaultlint.note.scan import CANDIDATE, Scan
from vaultlint.note.stretches import stretches
from vaultlint.note.tags import Tag

__all__ = ["Inline", "Mark", "MarkKind", "scan_inline"]

_SCANNED = frozenset({"paragraph", "heading", "table", "comment"})
_SPAN = attrgetter("span")


class Inline(NamedTuple):
    """What one scan of a note's body found, each list in order of position.

    definitions: those of its reference links, by folded label.
    """

    links: tuple[Link, ...]
    tags: tuple[Tag, ...]
    marks: tuple[Mark, ...]
    definitions: Definitions

    def of(self, *kinds: MarkKind) -> tuple[Mark, ...]:
        """The marks of these kinds."""
        return tuple(mark for mark in self.marks if mark.kind in kinds)


def scan_inline(text: str, blocks: Sequence[Block], places: Sequence[int] | None = None) -> Inline:
    """Scan the text of every leaf block that holds inline Markdown.

    places: sorted offsets; only the blocks that hold one of them are scanned, None for all.

    Code, math and HTML blocks hold none; comment blocks do, since Obsidian counts their links and
    tags (section 5.6). A construct over several lines of a quote covers the markers between them.
    """
    definitions = find_definitions(text, blocks)
    links: list[Link] = []
    tags: list[Tag] = []
    marks: list[Mark] = []
    for block in blocks:
        if block.kind not in _SCANNED or not (places is None or _holds_any(block.span, places)):
            continue
        for part in stretches(text, block):
            if not CANDIDATE.search(part.text, part.start, part.end):
                continue  # nothing can begin in most cells of a table
            scan = Scan(part.text, part.start, part.end, definitions)
            scan.run()
            if part.joined is not None:
                _move(scan, part.joined.span)
            links += scan.links
            tags += scan.tags
            marks += scan.marks
    for found in links, tags, marks:
        found.sort(key=_SPAN)
    return Inline(tuple(links), tuple(tags), tuple(marks), definitions)


def _holds_any(span: Span, places: Sequence[int]) -> bool:
    at = bisect_left(places, span.start)
    return at < len(places) and places[at] < span.end


def _move(scan: Scan, place: Callable[[Span], Span]) -> None:
    """Give everything that a scan of joined lines found its place in the source."""
    scan.tags = [tag._replace(span=place(tag.span)) for tag in scan.tags]
    scan.marks = [Mark(mark.kind, place(mark.span), place(mark.inner)) for mark in scan.marks]
    scan.links = [
        link._replace(
            span=place(link.span),
            # A definition's place was found in the source already.
            target=link.target if link.kind == "reference" else place(link.target),
            display_span=None if link.display_span is None else place(link.display_span),
            parts=tuple(map(place, link.parts)),
        )
        for link in scan.links
    ]
