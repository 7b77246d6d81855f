"""Repairs whose result is damaged in its turn: they are taken on to what the text was at first."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

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
        further = [made.in_one(group) for group in made.grouped(find(made.whole))]
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

    def grouped(self, further: Iterable[Repair]) -> Iterator[list[Repair]]:
        """The repairs of what others have made; those that hang on the same one together."""
        group: list[Repair] = []
        last = -1
        for repair in further:
            numbers = self._within(repair.span)
            if numbers:
                if group and numbers[0] > last:
                    yield group
                    group = []
                group.append(repair)
                last = numbers[-1]
        if group:
            yield group

    def _within(self, span: Span) -> range:
        """The numbers of the repairs that made some of these characters."""
        return range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))

    def in_one(self, further: Sequence[Repair]) -> Repair:
        """Repairs of the whole text, with those that they hang on, as one of the text before."""
        reach = Span(further[0].span.start, further[-1].span.end)
        numbers = self._within(reach)
        own = self._repairs[numbers[0] : numbers[-1] + 1]
        first, last = self._spans[numbers[0]], self._spans[numbers[-1]]
        start = own[0].span.start - max(first.start - reach.start, 0)
        end = own[-1].span.end + max(reach.end - last.end, 0)
        everything = (*further, *own)
        certainty = max(everything, key=lambda each: _WORSE.index(each.certainty)).certainty
        span, why = Span(start, end), f"{further[0].why}; and that again: {own[0].why}"
        if certainty not in _MADE or any(each.replacement is None for each in further):
            return Repair(span, None, Certainty.LOST, why)
        through = Span(min(first.start, reach.start), max(last.end, reach.end))
        steps = [Step(step.codec, self.whole[slice(*through)]) for step in own[0].steps[-1:]]
        for depth, step in enumerate(max(further, key=lambda each: len(each.steps)).steps):
            parts = [
                (each.span, each.steps[min(depth, len(each.steps) - 1)].text)
                for each in further
                if each.steps
            ]
            steps.append(Step(step.codec, self._with(through, parts)))
        whole = self._with(through, [(each.span, each.replacement or "") for each in further])
        return Repair(span, whole, certainty, why, tuple(steps))

    def _with(self, span: Span, parts: Iterable[tuple[Span, str]]) -> str:
        """A stretch of the text after the repairs, with other texts at some places of it."""
        found: list[str] = []
        at = span.start
        for (start, end), text in parts:
            found += self.whole[at:start], text
            at = end
        return "".join((*found, self.whole[at : span.end]))
