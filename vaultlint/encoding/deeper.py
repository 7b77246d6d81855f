"""Repairs whose result is damaged in its turn: they are taken on to what the text was at first."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence

from vaultlint.finding import Span

from .repairs import Certainty, Repair, Step

_DEEPEST = 5  # times that a result is looked at again
_WORSE = list(Certainty)  # the better first
_MADE = (Certainty.CERTAIN, Certainty.DOUBTFUL)


def taken_further(
    text: str, repairs: Sequence[Repair], find: Callable[[str], Iterable[Repair]]
) -> list[Repair]:
    """The repairs, those with a damaged result as one with the repair of that.

    `find` finds the damage in a text that these repairs have been made in. What turns out to have
    lost something is LOST as a whole: half a repair would be a new text that nobody wrote.
    """
    repairs = list(repairs)
    for _ in range(_DEEPEST):
        made = _Made(text, [repair for repair in repairs if repair.certainty in _MADE])
        further = [made.in_one(repair) for repair in find(made.whole) if made.changed(repair.span)]
        if not further:
            break
        covered = [repair.span for repair in further]
        starts = [span.start for span in covered]
        repairs = [repair for repair in repairs if not _meets(repair.span, covered, starts)]
        repairs = sorted((*repairs, *further), key=lambda repair: repair.span)
    return repairs


def _meets(span: Span, spans: Sequence[Span], starts: Sequence[int]) -> bool:
    before = bisect_left(starts, span.end) - 1
    return before >= 0 and spans[before].end > span.start


class _Made:
    """A text after some repairs, which knows where each part of it comes from."""

    def __init__(self, text: str, repairs: Sequence[Repair]) -> None:
        self._repairs = repairs
        self._spans: list[Span] = []  # in the text after the repairs
        parts: list[str] = []
        at = length = 0
        for repair in repairs:
            kept, new = text[at : repair.span.start], repair.replacement or ""
            parts += kept, new
            length += len(kept)
            self._spans.append(Span(length, length + len(new)))
            length += len(new)
            at = repair.span.end
        self.whole = "".join((*parts, text[at:]))
        self._starts = [span.start for span in self._spans]
        self._ends = [span.end for span in self._spans]

    def changed(self, span: Span) -> bool:
        """Whether a repair has made some of these characters."""
        return bool(self._within(span))

    def _within(self, span: Span) -> range:
        """The numbers of the repairs that made them."""
        return range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))

    def in_one(self, further: Repair) -> Repair:
        """A repair of the whole text, with those that it hangs on, as one of the text before."""
        numbers = self._within(further.span)
        own = self._repairs[numbers[0] : numbers[-1] + 1]
        first, last = self._spans[numbers[0]], self._spans[numbers[-1]]
        start = own[0].span.start - max(first.start - further.span.start, 0)
        end = own[-1].span.end + max(further.span.end - last.end, 0)
        certainty = max(
            (further, *own), key=lambda repair: _WORSE.index(repair.certainty)
        ).certainty
        span, why = Span(start, end), f"{further.why}; and that again: {own[0].why}"
        if further.replacement is None or further.certainty not in _MADE:
            return Repair(span, None, certainty, why)
        before = self.whole[first.start : further.span.start]
        after = self.whole[further.span.end : last.end]
        through = self.whole[min(first.start, further.span.start) : max(last.end, further.span.end)]
        steps = [Step(step.codec, through) for step in own[0].steps[-1:]]
        steps += (Step(step.codec, before + step.text + after) for step in further.steps)
        return Repair(span, before + further.replacement + after, certainty, why, tuple(steps))
