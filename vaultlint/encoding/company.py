"""The damage that a stretch of a text has beside it; in company ambiguous text is damaged too."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from typing import NamedTuple

from vaultlint.finding import Span

from .choice import Chain, Choice, chain_of

SURE = 6.0  # bits by which damage is likelier, so that it is certain by itself


class Run(NamedTuple):
    """Characters without ASCII, the number of their line, and what they are by themselves."""

    span: Span
    line: int
    choice: Choice

    @property
    def chains(self) -> set[Chain]:
        """The damage that this most likely is."""
        return {chain_of(reading.codecs) for reading in self.choice.readings}


class Company:
    """The damage that is certain by itself: of each line, and of the text."""

    def __init__(self, runs: Sequence[Run], text: str) -> None:
        self._of_lines: dict[int, Counter[Chain]] = defaultdict(Counter)
        self._likely: dict[int, set[Chain]] = defaultdict(set)
        kinds: dict[Chain, dict[str, list[Run]]] = defaultdict(lambda: defaultdict(list))
        for run in runs:
            if run.choice.margin >= SURE:
                self._of_lines[run.line].update(run.chains)
                continue
            self._likely[run.line] |= run.chains
            for chain in run.chains:
                kinds[chain][text[run.span.start : run.span.end]].append(run)
        for chain, different in kinds.items():
            if len(different) > 1:  # each of them may be good text, but hardly both
                for run in (run for same in different.values() for run in same):
                    self._of_lines[run.line][chain] += 2  # they confirm one another
        self._of_text = sum(self._of_lines.values(), Counter[Chain]())
        self.of_text: Set[Chain] = frozenset(self._of_text)

    def beside(self, run: Run) -> Set[Chain]:
        """The damage elsewhere on the line of a stretch."""
        return _without(self._of_lines.get(run.line, Counter()), run)

    def around(self, run: Run) -> Set[Chain]:
        """The damage elsewhere in the text."""
        return _without(self._of_text, run)

    def likely(self, line: int) -> Set[Chain]:
        """What is most likely damage on a line."""
        return frozenset(self._likely.get(line, ()))


def _without(chains: Counter[Chain], run: Run) -> Set[Chain]:
    """The damage less what the stretch has itself."""
    own = run.chains if run.choice.margin >= SURE else ()
    return frozenset(chain for chain, count in chains.items() if count > (chain in own))
