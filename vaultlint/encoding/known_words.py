"""Doubtful repairs that are certain because the word that comes out is known from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from vaultlint.lazy import lazy

from .repairs import Certainty, Repair

_WORD = lazy(r"[^\W\d_]+")
_LETTERS_BEFORE = lazy(r"[^\W\d_]{0,40}\Z")
_LETTERS = lazy(r"[^\W\d_]{0,40}")
_LONGEST = 40  # letters of a word on either side of a repair
_SHORTEST = 3  # letters; shorter words may come by chance
_NEAR = 5  # repairs on either side that may belong to the same word


def confirmed(
    text: str, repairs: Sequence[Repair], known: Callable[[str], bool] | None
) -> Iterator[Repair]:
    """The repairs of a text, those certain too that make a word of the text or a known one."""
    words = _Words(text, known)
    for number, repair in enumerate(repairs):
        if repair.certainty is Certainty.DOUBTFUL and words.hold(_word(text, repairs, number)):
            yield repair._replace(certainty=Certainty.CERTAIN)
        else:
            yield repair


class _Words:
    """The words of a text as it is, and those that are known besides."""

    def __init__(self, text: str, known: Callable[[str], bool] | None) -> None:
        self._text = text
        self._known = known

    def hold(self, word: str) -> bool:
        """Whether a word is one of them."""
        if len(word) < _SHORTEST or not word.isalpha():
            return False
        return word in self._here or (self._known is not None and self._known(word))

    @cached_property
    def _here(self) -> set[str]:
        return set(_WORD.findall(self._text))


def _word(text: str, repairs: Sequence[Repair], number: int) -> str:
    """The word that a repair stands in, after it and those near it."""
    repair = repairs[number]
    (start, end), said = repair.span, repair.replacement or ""
    first, last = max(start - _LONGEST, 0), end + _LONGEST
    left = _said(text, repairs[max(number - _NEAR, 0) : number], first, start)
    right = _said(text, repairs[number + 1 : number + 1 + _NEAR], end, last)
    ahead = "".join(_LETTERS_BEFORE.findall(left)[:1])
    return ahead + said + "".join(_LETTERS.findall(right)[:1])


def _said(text: str, repairs: Iterable[Repair], start: int, end: int) -> str:
    """A part of a text after the repairs that lie in it."""
    parts: list[str] = []
    for repair in repairs:
        if start <= repair.span.start and repair.span.end <= end and repair.replacement:
            parts += text[start : repair.span.start], repair.replacement
            start = repair.span.end
    return "".join((*parts, text[start:end]))
