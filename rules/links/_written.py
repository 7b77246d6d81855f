"""A note as it would read after some edits: whether what they write is a link there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate

from vaultlint.finding import Edit, apply_edits
from vaultlint.note import BlockKind, Link, Note
from vaultlint.note.zones import lies_in, outside


class Written:
    """The note after the edits, asked by offsets in the note before them.

    The edits must not overlap. What stands in code, math, HTML, comments of HTML or in a template's
    tags becomes no link, however it is written, so that a rule need not look for those itself.
    """

    def __init__(self, note: Note, edits: Iterable[Sequence[Edit]]) -> None:
        self._before = note
        self._edits = sorted(edit for together in edits for edit in together)

    def link_at(self, offset: int) -> Link | None:
        """The link that then begins there, None if none does."""
        return self._links.get(self._moved(offset))

    def kind_at(self, offset: int) -> BlockKind | None:
        """The kind of the block that then holds the offset, None if no block does."""
        block = self._after.block_at(self._moved(offset))
        return None if block is None else block.kind

    def target_of(self, link: Link) -> str:
        """How the target of such a link is then written."""
        return self._after.text[link.target.start : link.target.end]

    def _moved(self, offset: int) -> int:
        """Where the offset then lies: before what is inserted at it."""
        return offset + self._shifts[bisect_left(self._starts, offset)]

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [edit.span.start for edit in self._edits]

    @cached_property
    def _shifts(self) -> Sequence[int]:
        grown = (len(text) - (span.end - span.start) for span, text in self._edits)
        return list(accumulate(grown, initial=0))

    @cached_property
    def _after(self) -> Note:
        before = self._before
        return Note.from_text(apply_edits(before.text, self._edits), before.path, before.settings)

    @cached_property
    def _links(self) -> dict[int, Link]:
        after = self._after
        free = outside(after.foreign, len(after.text), ())
        return {link.span.start: link for link in after.links if lies_in(link.span, free)}
