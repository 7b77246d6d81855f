"""Damaged words: the stretches of a text that were read wrongly, with the letters around them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from vaultlint.encoding import Repair
from vaultlint.finding import Span
from vaultlint.lazy import lazy

_LONGEST = 40  # characters to either side of the damage
_WITHIN = lazy(r"[^\W_]{0,40}")  # letters and digits between two damages of one word


class Word(NamedTuple):
    """A word, or signs that stand by themselves, and the repairs in it, in order.

    damaged: what stands there. whole: what it was, None where that is lost.
    """

    span: Span
    repairs: tuple[Repair, ...]
    damaged: str
    whole: str | None

    @property
    def is_alone(self) -> bool:
        """Whether all of it is damaged, and no letter stands beside it."""
        damaged = sum(repair.span.end - repair.span.start for repair in self.repairs)
        return damaged == self.span.end - self.span.start


def damaged_words(text: str, repairs: Iterable[Repair]) -> Iterator[Word]:
    """The words that the repairs, which are in order, stand in."""
    gathered: list[Repair] = []
    for repair in repairs:
        if gathered and not _WITHIN.fullmatch(text, gathered[-1].span.end, repair.span.start):
            yield _word(text, gathered)
            gathered = []
        gathered.append(repair)
    if gathered:
        yield _word(text, gathered)


def _word(text: str, repairs: Sequence[Repair]) -> Word:
    span = word_around(text, Span(repairs[0].span.start, repairs[-1].span.end))
    damaged = text[span.start : span.end]
    return Word(span, tuple(repairs), damaged, repaired(text, span, repairs))


def word_around(text: str, span: Span) -> Span:
    """The word that a stretch stands in: "itâ€™s" as a whole."""
    start, end = span
    first, last = max(start - _LONGEST, 0), min(end + _LONGEST, len(text))
    while start > first and _is_of_word(text[start - 1]):
        start -= 1
    while end < last and _is_of_word(text[end]):
        end += 1
    return Span(start, end)


def _is_of_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character)[0] == "M"


def repaired(text: str, span: Span, repairs: Iterable[Repair]) -> str | None:
    """What stands there after these repairs, None if nobody can tell for one of them."""
    whole, at = "", span.start
    for repair in repairs:
        if repair.replacement is None:
            return None
        whole += text[at : repair.span.start] + repair.replacement
        at = repair.span.end
    return whole + text[at : span.end]
