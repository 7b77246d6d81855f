"""Which exact repairs are believed: by themselves, or for the company they are in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence, Set

from vaultlint.finding import Span
from vaultlint.lazy import lazy

from .choice import Chain, Choice, choose
from .classes import class_of
from .codecs import Codec
from .company import SURE, Company, Run
from .gate import sequences
from .known_words import confirmed
from .layers import Reading
from .likelihood import likelihood
from .naming import named
from .repairs import Certainty, Repair
from .variants import usual_codecs

_RUN = lazy("[^\x00-\x7f]+")
_LEAD = 8.0  # bits by which it must be likelier than what another codec would say
_SURE_IN_COMPANY = 3.0  # the same where there is such damage elsewhere on the line
_LONGEST = 1000  # characters that are weighed at once
_LONGEST_UNIT = 200  # … and those of one character damaged many times over
_FARTHEST_QUOTE = 300  # characters from a quotation mark back to the one that opens it
_OPENING = {"”": "“„", "’": "‘‚", "»": "«", "›": "‹", "“": "„", "‘": "‚"}


def find_exact(
    text: str, known: Callable[[str], bool] | None = None
) -> tuple[list[Repair], Set[Chain]]:
    """The exact repairs of a text, in order, and the chains of codecs of those that are certain."""
    if not any(run.choice.readings for run in _telling_runs(text)):
        return [], frozenset()
    runs = list(_runs(text))
    judge = _Judge(text, runs)
    repairs = [repair for run in runs for repair in judge.repairs(run)]
    if any(repair.certainty is Certainty.DOUBTFUL for repair in repairs):
        repairs = list(confirmed(text, repairs, known))
    return repairs, judge.company.of_text


def _telling_runs(text: str) -> Iterator[Run]:
    """The stretches with the sequences that tell of damage."""
    end = 0
    for place in sequences(text):
        if place >= end:
            start = place
            while start > end and text[start - 1] > "\x7f":
                start -= 1
            end = next(_RUN.finditer(text, place)).end()
            yield from _pieces(text, (start, end), 0)


def _runs(text: str) -> Iterator[Run]:
    """The stretches without ASCII, each read by itself."""
    line = at = 0
    for match in _RUN.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        yield from _pieces(text, match.span(), line)


def _pieces(text: str, span: tuple[int, int], line: int) -> Iterator[Run]:
    """A stretch without ASCII, a long one in pieces."""
    start, end = span
    while start < end:
        stop = min(start + _LONGEST, end)
        choice = _choose(text, Span(start, min(stop + _LONGEST_UNIT, end)), frozenset())
        readings = tuple(each for each in choice.readings if start + each.start < stop)
        if readings:
            stop = max(stop, start + readings[-1].end)
        yield Run(Span(start, stop), line, choice._replace(readings=readings))
        start = stop


def _choose(text: str, span: Span, company: Set[Chain], codecs: Set[Codec] = frozenset()) -> Choice:
    start, end = span
    before, after = text[max(start - 2, 0) : start], text[end : end + 1]
    return choose(before, text[start:end], after, company, codecs)


class _Judge:
    """Decides for each stretch of a text, knowing all of them."""

    def __init__(self, text: str, runs: Sequence[Run]) -> None:
        self._text = text
        self._runs = runs
        self.company = Company(runs, text)
        self._codecs = usual_codecs(text, [(run.span, run.choice) for run in runs])
        self._scripts = {
            class_of(reading.character)
            for run in runs
            if run.choice.margin >= SURE
            for reading in run.choice.readings
        }
        self._good = {run.line for run in runs if self._is_good(run)}

    def _is_good(self, run: Run) -> bool:
        """Whether the stretch holds letters that are no part of any damage."""
        if run.choice.possible:
            return False
        return any(map(str.isalpha, self._text[run.span.start : run.span.end]))

    def repairs(self, run: Run) -> Iterator[Repair]:
        """The repairs of a stretch."""
        choice, sure = self._decide(run)
        certainty = Certainty.CERTAIN if sure else Certainty.DOUBTFUL
        if choice.lead < _LEAD:  # another codec would give other text that is nearly as likely
            certainty = Certainty.LOST
        for readings in _together(choice.readings):
            start, end = run.span.start + readings[0].start, run.span.start + readings[-1].end
            whole = "".join(reading.character for reading in readings)
            why, steps = named(self._text[start:end], readings[0].codecs)
            if certainty is Certainty.LOST:
                yield Repair(Span(start, end), None, certainty, f"{why}, or with another codec")
            else:
                yield Repair(Span(start, end), whole, certainty, why, steps)

    def _decide(self, run: Run) -> tuple[Choice, bool]:
        """What a stretch is, and whether that is certain."""
        choice, sure = self._weighed(run)
        if any(self._is_unfit(run, reading) for reading in choice.readings):
            return choice._replace(readings=()), False
        return choice, sure

    def _weighed(self, run: Run) -> tuple[Choice, bool]:
        """The same, but for what stands farther away on the line."""
        choice = run.choice
        if not choice.possible:
            return choice, False
        usual = all(self._codecs >= set(reading.codecs) for reading in choice.readings)
        sure = usual and choice.margin >= SURE and choice.lead >= _LEAD
        beside = self.company.beside(run)
        if sure and beside <= run.chains:
            return choice, True
        company = beside or (frozenset() if run.line in self._good else self.company.around(run))
        likely = company or self.company.likely(run.line)
        choice = _choose(self._text, run.span, likely, self._codecs)
        if not likely:
            return choice, choice.margin >= SURE and choice.lead >= _LEAD
        least = _SURE_IN_COMPANY if beside else SURE
        return choice, bool(company) and choice.margin >= least

    def _is_unfit(self, run: Run, reading: Reading) -> bool:
        """Whether a reading does not fit the text around it."""
        kind = class_of(reading.character)
        if reading.doubt and likelihood().is_far(kind) and kind not in self._scripts:
            return True
        return self._takes_quote(run.span.start + reading.end - 1, reading)

    def _takes_quote(self, at: int, reading: Reading) -> bool:
        """Whether a reading takes a quotation mark from the text that closes what one opens.

        `at` is the place of its last character.
        """
        last = self._text[at]
        if last not in _OPENING or last == reading.character or reading.end - reading.start > 2:
            return False
        if self._text[at + 1 : at + 2].isalnum():
            return False
        first = max(at - _FARTHEST_QUOTE, 0)
        first = max(first, self._text.rfind("\n", first, at) + 1)
        while at > first:
            at -= 1
            found = self._text[at]
            if (found in _OPENING[last] or found == last) and not self._is_damage(at):
                return found != last
        return False

    def _is_damage(self, at: int) -> bool:
        """Whether a character is a part of what is likely damage by itself."""
        run = self._runs[bisect_right(self._runs, at, key=lambda run: run.span.start) - 1]
        place = at - run.span.start
        return any(reading.start <= place < reading.end for reading in run.choice.readings)


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
