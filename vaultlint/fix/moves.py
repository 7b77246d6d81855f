"""Where the edits of a pass move what they leave in place, and what they touch."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from vaultlint.finding import Edit, Span

_ENDS = (" ", "\t", ",", "[", "{")  # behind these, what stands in the midst of a line is by itself


class Moves:
    """The edits of one pass over a text; none overlaps another."""

    def __init__(self, text: str, edits: Sequence[Edit]) -> None:
        self._text = text
        self._edits = sorted(edits)
        self._starts = [edit.span.start for edit in self._edits]
        self._ends = [edit.span.end for edit in self._edits]
        self._shifts = [0]
        self._written: list[Span] = []
        for (start, end), new in self._edits:
            at = start + self._shifts[-1]
            self._written.append(Span(at, at + len(new)))
            self._shifts.append(self._shifts[-1] + len(new) - (end - start))

    def place(self, at: int) -> int | None:
        """Where the character that stood at a place stands now, None if it is gone."""
        number = bisect_right(self._ends, at)
        if number < len(self._edits) and self._starts[number] <= at:
            return None
        return at + self._shifts[number]

    def touches(self, part: Span, bounds: Sequence[int]) -> bool:
        """Whether an edit may change what a part says, which others follow or precede.

        part: up to where the next one begins. bounds: where each begins, and where the last ends.
        What is put in between two belongs to the first, and to the second too unless it ends a
        line; and where only the beginning of the second is taken away, the first may get the rest.
        """
        for edit in self._near(part):
            (start, end), new = edit
            if start < part.end and end > part.start:
                return True
            if end == part.start and self._joins(edit):
                return True
            if start == part.end and (start == end or new or self._cuts(end, bounds)):
                return True
        return False

    def _cuts(self, at: int, bounds: Sequence[int]) -> bool:
        """Whether more than blanks is left of the part in which something ends."""
        number = bisect_left(bounds, at)
        return number < len(bounds) and self._text[at : bounds[number]].strip() != ""

    def touches_text(self, span: Span) -> bool:
        """Whether an edit changes a text, or what stands right beside it in its line."""
        return any(
            edit.span.end > span.start or (edit.span.end == span.start and self._joins(edit))
            for edit in self._near(span)
        )

    def wrote(self, span: Span) -> bool:
        """Whether an edit wrote some of that text as it is now, or what stands right beside it."""
        number = bisect_left(self._written, span.start, key=lambda written: written.end)
        return number < len(self._written) and self._written[number].start <= span.end

    def _near(self, span: Span) -> Sequence[Edit]:
        """The edits within a span or at its ends."""
        first, behind = bisect_left(self._ends, span.start), bisect_right(self._starts, span.end)
        return self._edits[first:behind]

    def _joins(self, edit: Edit) -> bool:
        """Whether what follows an edit is read together with what the edit leaves before it."""
        start, end = edit.span
        before = edit.text or self._text[max(0, start - 1) : start]
        begins_line = self._text[max(0, end - 1) : end] in ("", "\n")
        return not before.endswith(("\n",) if begins_line else ("\n", *_ENDS)) and before != ""
