"""Which exact repairs are believed: by themselves, or for the company they are in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence, Set
from typing import NamedTuple

from vaultlint.finding import Span
from vaultlint.lazy import lazy

from .choice import Chain, Choice, chain_of, choose
from .layers import Reading
from .naming import named
from .repairs import Certainty, Repair

_RUN = lazy("[^\x00-\x7f]+")
_SURE = 6.0  # bits by which damage is likelier, so that it is certain
_SURE_IN_COMPANY = 3.0  # … where the same damage stands beside it
_LONGEST = 1000  # characters that are weighed at once
_LONGEST_UNIT = 200  # … and those of one character damaged many times over
_FARTHEST_QUOTE = 300  # characters from a quotation mark back to the one that opens it
_OPENING = {"”": "“„", "’": "‘‚", "»": "«", "›": "‹", "“": "„", "‘": "‚"}


class _Run(NamedTuple):
    """Characters without ASCII, the number of their line, and what they most likely are."""

    span: Span
    line: int
    choice: Choice


def find_exact(
    text: str, known: Callable[[str], bool] | None = None
) -> tuple[list[Repair], Set[Chain]]:
    """The exact repairs of a text, in order, and the chains of codecs of those that are certain."""
    runs = list(_runs(text))
    judge = _Judge(text, runs)
    return [repair for run in runs for repair in judge.repairs(run)], judge.company


def _runs(text: str) -> Iterator[_Run]:
    """The stretches without ASCII, long ones in pieces, each read by itself."""
    line = at = 0
    for match in _RUN.finditer(text):
        start, end = match.span()
        line += text.count("\n", at, start)
        at = start
        while start < end:
            stop = min(start + _LONGEST, end)
            choice = _choose(text, Span(start, min(stop + _LONGEST_UNIT, end)), frozenset())
            readings = tuple(each for each in choice.readings if start + each.start < stop)
            if readings:
                stop = max(stop, start + readings[-1].end)
            yield _Run(Span(start, stop), line, choice._replace(readings=readings))
            start = stop


def _choose(text: str, span: Span, company: Set[Chain], codecs: Set[str] = frozenset()) -> Choice:
    start, end = span
    before, after = text[max(start - 2, 0) : start], text[end : end + 1]
    return choose(before, text[start:end], after, company, codecs)


class _Company:
    """The damage that is certain by itself: of each line, and of the text."""

    def __init__(self, runs: Iterator[_Run]) -> None:
        self._of_lines: dict[int, set[Chain]] = defaultdict(set)
        for run in runs:
            for reading in run.choice.readings:
                self._of_lines[run.line].add(chain_of(reading.codecs))
        self.of_text: Set[Chain] = frozenset().union(*self._of_lines.values())

    def of(self, line: int) -> Set[Chain]:
        """The chains of the damage on a line."""
        return frozenset(self._of_lines.get(line, ()))


class _Judge:
    """Decides for each stretch of a text, knowing all of them."""

    def __init__(self, text: str, runs: Sequence[_Run]) -> None:
        self._text = text
        self._company = _Company(run for run in runs if run.choice.margin >= _SURE)
        self.company = self._company.of_text
        self._codecs = _usual_codecs(runs)
        self._good = {run.line for run in runs if self._is_good(run)}

    def _is_good(self, run: _Run) -> bool:
        """Whether the stretch holds letters that are no part of any damage."""
        if run.choice.possible:
            return False
        return any(map(str.isalpha, self._text[run.span.start : run.span.end]))

    def repairs(self, run: _Run) -> Iterator[Repair]:
        """The repairs of a stretch."""
        choice, sure = self._decide(run)
        certainty = Certainty.CERTAIN if sure else Certainty.DOUBTFUL
        for readings in _together(choice.readings):
            start, end = run.span.start + readings[0].start, run.span.start + readings[-1].end
            whole = "".join(reading.character for reading in readings)
            why, steps = named(self._text[start:end], readings[0].codecs)
            yield Repair(Span(start, end), whole, certainty, why, steps)

    def _decide(self, run: _Run) -> tuple[Choice, bool]:
        """What a stretch is, and whether that is certain."""
        choice = run.choice
        if not choice.possible:
            return choice, False
        beside = self._company.of(run.line)
        own = {chain_of(reading.codecs) for reading in choice.readings}
        if choice.margin >= _SURE and choice.lead >= _SURE and beside == own:
            return choice, True
        company = beside or (frozenset() if run.line in self._good else self.company)
        if not company:
            return choice, False
        choice = _choose(self._text, run.span, company, self._codecs)
        if any(self._takes_quote(run, reading) for reading in choice.readings):
            return choice._replace(readings=()), False
        return choice, choice.margin >= (_SURE_IN_COMPANY if beside else _SURE)

    def _takes_quote(self, run: _Run, reading: Reading) -> bool:
        """Whether a reading takes a quotation mark from the text that closes what one opens."""
        at = run.span.start + reading.end - 1
        last = self._text[at]
        if not reading.ambiguous or last not in _OPENING:
            return False
        first = max(at - _FARTHEST_QUOTE, self._text.rfind("\n", 0, at) + 1)
        opened = max(self._text.rfind(opening, first, at) for opening in _OPENING[last])
        return opened > self._text.rfind(last, first, at)


def _usual_codecs(runs: Sequence[_Run]) -> frozenset[str]:
    """The names of the codecs that explain most, for those that are nearly alike."""
    bits: defaultdict[str, float] = defaultdict(float)
    families: dict[str, str] = {}
    for run in runs:
        if run.choice.margin >= _SURE and run.choice.lead >= _SURE:
            for codec in dict.fromkeys(reading.codecs[0] for reading in run.choice.readings):
                bits[codec.name] += run.choice.margin
                families[codec.name] = codec.family
    usual: dict[str, str] = {}
    for name in sorted(bits, key=lambda name: -bits[name]):
        usual.setdefault(families[name], name)
    return frozenset(usual.values())


def _together(readings: Sequence[Reading]) -> Iterator[list[Reading]]:
    """The readings, those that stand side by side and are damaged in the same way as one."""
    group: list[Reading] = []
    for reading in readings:
        if group and (group[-1].end, group[-1].codecs) != (reading.start, reading.codecs):
            yield group
            group = []
        group.append(reading)
    if group:
        yield group
