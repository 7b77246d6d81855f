"""Headings as links find them: by their compare forms, one below the other (section 7.3)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence

_LEVELS = 6


class Headings:
    """Headings in their order, by compare form and level."""

    __slots__ = ("_forms", "_headings", "_numbers")

    def __init__(self, forms: Iterable[tuple[str, int]]) -> None:
        self._headings = tuple(forms)
        self._forms = frozenset([form for form, _ in self._headings])
        self._numbers: dict[str, list[int]] | None = None  # few links have more parts than one

    def leads(self, wanted: Sequence[str]) -> bool:
        """Whether the parts are found one below the other, each at the first place (7.3)."""
        if not self._forms.issuperset(wanted):
            return False
        if len(wanted) == 1:
            return True
        above, number = 0, -1
        for form in wanted:
            below = [*self._below(form, above, number)]
            if not below:
                return False
            number, above = min(below)
        return True

    def may_lead(self, wanted: Sequence[str]) -> bool:
        """The same with any place for each part, not the first alone."""
        reached = {0: -1}  # levels, and the first heading of each at which the parts so far end
        for form in wanted:
            ends: dict[int, int] = {}
            for above, after in reached.items():
                for number, level in self._below(form, above, after):
                    ends[level] = min(number, ends.get(level, number))
            reached = ends
        return bool(reached)

    def stay_in(self, others: Headings) -> bool:
        """Whether every path of headings that leads to one here surely leads to one there too.

        That is so where these are all there in this order and at these levels, and those between
        them are called otherwise.
        """
        return self._in_order(self._forms) == others._in_order(self._forms)

    def _in_order(self, forms: Collection[str]) -> list[tuple[str, int]]:
        return [heading for heading in self._headings if heading[0] in forms]

    def _below(self, form: str, above: int, after: int) -> Iterator[tuple[int, int]]:
        """The next heading of that form at each deeper level: its number, its level."""
        if self._numbers is None:
            self._numbers = {}
            for number, (heading, level) in enumerate(self._headings):
                self._numbers.setdefault(f"{level}{heading}", []).append(number)
        for level in range(above + 1, _LEVELS + 1):
            numbers = self._numbers.get(f"{level}{form}", ())
            if numbers and numbers[-1] > after:
                yield numbers[bisect_right(numbers, after)], level
