"""Sequences read as Windows-1252 that lost a byte: nobody can tell for certain what they were."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from vaultlint.finding import Span
from vaultlint.lazy import lazy

from .repairs import Certainty, Repair

_LATE = "".join(
    bytes((byte,)).decode("cp1252", "ignore") + chr(byte) for byte in range(0x80, 0xC0)
)  # what may stand for any but the first byte of a sequence
_WRITTEN = "‘’“”„‚«»‹›–—…•·¡¿ \u00a0"  # of these, what people write behind a letter
_ODD = "".join(character for character in _LATE if character not in _WRITTEN)
_LETTERS, _CAPITALS = "A-Za-zÀ-ÖØ-öø-ɏ", "A-ZÀ-ÖØ-Þ"

_FIRST = lazy("[Â-ô]")  # what each of the following begins with
_REPLACED = lazy(
    f"[Â-ß]\ufffd|[à-ï](?:[{_LATE}]\ufffd|\ufffd[{_LATE}\ufffd])"
    f"|[ð-ô](?:\ufffd[{_LATE}\ufffd]{{0,2}}|[{_LATE}]\ufffd[{_LATE}\ufffd]?|[{_LATE}]{{2}}\ufffd)"
)
_QUESTION = lazy(
    f"(?P<sure>â€\\?|ð[Ÿ\x9f](?:\\?[{_LATE}?]?|[{_LATE}]\\?))|[Ã-ß]\\?|[à-ï][{_ODD}]\\?"
)
_DROPPED = lazy(
    f"(?P<sure>â[€\x80]|ð[Ÿ\x9f][{_LATE}]?|ï¸)(?![{_LATE}])"
    f"|(?P<likely>(?<![{_LETTERS}])â[{_ODD}])(?![{_LATE}{_LETTERS}])"
    f"|[à-ï][{_ODD}](?![{_LATE}])"
    f"|(?P<lead>(?<![{_CAPITALS}])[Ã-Ñ×-Û]+)(?![{_LATE}A-Z])"
)
_NEWLINE = lazy("\n")
# Each with a character that is in all of them: few texts have the first.
_KINDS = (
    (_REPLACED, "\ufffd", "and then a byte of it was replaced by U+FFFD"),
    (_QUESTION, "?", "and then a byte of it was replaced by a question mark"),
    (_DROPPED, "", "and then a byte of it was dropped"),
)


def find_fragments(text: str, exact: Sequence[Repair]) -> Iterator[Repair]:
    """What is left of sequences that lost a byte, and lies in none of the exact repairs.

    A letter and a sign are damage only where nobody would write them, or where the same letter
    begins other damage on the line.
    """
    company = _Company(text, exact)
    told: set[int] = set()
    for pattern, character, what in _KINDS:
        for match in _all(pattern, text) if character in text else ():
            span = Span(*match.span())
            if span.start in told or company.takes(span):
                continue
            if _is_lost(match, company):
                told.update(range(*span))
                why = f"UTF-8 read as Windows-1252, {what}"
                yield Repair(span, None, Certainty.LOST, why)


def drops_bytes(text: str, exact: Sequence[Repair]) -> bool:
    """Whether sequences in a text lost bytes where no space can have taken their place."""
    company = _Company(text, exact)
    return any(
        not company.takes(Span(*match.span()))
        and not text.startswith(" ", match.end())
        and _is_lost(match, company)
        for match in _all(_DROPPED, text)
    )


def _all(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What `pattern.finditer` gives, in a tenth of the time where few of `_FIRST` are there."""
    end = 0
    for first in _FIRST.finditer(text):
        if first.start() >= end and (match := pattern.match(text, first.start())):
            end = match.end()
            yield match


def _is_lost(match: re.Match[str], company: _Company) -> bool:
    """Whether a fragment is none by chance."""
    kind, fragment, start = match.lastgroup, match[0], match.start()
    if kind == "lead":
        beside = (
            match.string[max(start - 1, 0) : start] + match.string[match.end() : match.end() + 1]
        )
        if not any(map(str.islower, beside)) and not company.touches(start, match.end()):
            return False
    elif kind is not None or ("\ufffd" in fragment and fragment[0] in "ÂÃÄÅÎÏÐÑ×ØÙâð"):
        return True
    return company.has(fragment[0], start)


class _Company:
    """What exact repairs there are on each line of a text."""

    def __init__(self, text: str, exact: Iterable[Repair]) -> None:
        self._spans = sorted(repair.span for repair in exact)
        self._begins = {span.start for span in self._spans}
        self._ends = {span.end for span in self._spans}
        self._starts = [span.start for span in self._spans]
        self._breaks = [match.start() for match in _NEWLINE.finditer(text)]
        self._begun = {
            (self._line(repair.span.start), character)
            for repair in exact
            if repair.certainty is Certainty.CERTAIN
            for character in text[slice(*repair.span)]
        }

    def has(self, first: str, at: int) -> bool:
        """Whether the character is a part of what is repaired on the line."""
        return (self._line(at), first) in self._begun

    def touches(self, start: int, end: int) -> bool:
        """Whether a repair ends or begins there."""
        return start in self._ends or end in self._begins

    def takes(self, span: Span) -> bool:
        """Whether a repair covers a part of the span."""
        before = bisect_right(self._starts, span.end - 1) - 1
        return before >= 0 and self._spans[before].end > span.start

    def _line(self, at: int) -> int:
        return bisect_right(self._breaks, at)
