"""How likely letters are behind one another in each of many languages, by a small table.

The table, `spelling.json`, is built by a script of this repository. For each language it has

- `letters`: all its letters in lower case, the most frequent first;
- `rows`: what each of these letters costs behind the border of a word (the first row) and behind
  each of the letters, in their order. A cost is a digit to the base of 36, in halves of a bit.

The letters are those that encodings from before Unicode had for a language.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

from vaultlint.lazy import lazy

from .likelihood import likelihood

_BORDER = " "
_FOREIGN = 3.0  # bits that a letter of another alphabet costs besides …
_FOREIGN_FIRST = 5.0  # … and that it costs besides where it begins a word
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
# What stands on a letter as a part of it, in Latin, Hebrew, Arabic, Thai.
_MARK = lazy("[\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0e31-\u0e4e]")
Rows = Mapping[str, Mapping[str, float]]  # before a letter, to the letter, to bits


class Spelling:
    """What it takes to say a text in each language; "" is none, where letters stand by themselves.

    What does not depend on the language is counted once: which kinds of characters stand beside one
    another, and all that are no letters.
    """

    def __init__(self, text: str) -> None:
        table = likelihood()
        self._text = text
        self._places = [table.seen(character) for character in ("", *text, "")]
        pairs = pairwise(self._places)
        self._steps = [table.pairs[at][after] for (at, _), (after, _) in pairs]
        self._letters = list(_letters(text))
        self._counted = Counter(filter(None, self._letters))
        own = zip(self._places[1:-1], self._letters, strict=True)
        self._shape = sum(self._steps) + sum(cost for (_, cost), pair in own if pair is None)

    def bits(self, language: str) -> float:
        """What all of it costs in a language."""
        rows = spellings()[language]
        return self._shape + sum(count * _own(rows, *pair) for pair, count in self._counted.items())

    def cheapest(self, languages: Iterable[str]) -> tuple[float, str]:
        """What it costs in that of the languages in which it costs least, and which that is."""
        return min((self.bits(language), language) for language in languages)

    def each(self, language: str) -> float:
        """What a character beyond ASCII costs on average, with its place between its neighbours."""
        rows = spellings()[language]
        costs = [
            self._steps[at] + self._steps[at + 1] + (_own(rows, *pair) if pair else own)
            for at, (character, pair, (_, own)) in enumerate(
                zip(self._text, self._letters, self._places[1:-1], strict=True)
            )
            if not character.isascii()
        ]
        return sum(costs) / max(len(costs), 1)


def _letters(text: str) -> Iterator[tuple[str, str] | None]:
    """For each character what stands before it in the word and itself, None for no letter."""
    before = _BORDER
    for character in text:
        if character.isalpha() or _MARK.match(character):
            letter = _SAME.get(character) or character.lower()
            yield before, letter
            before = letter
        else:
            yield None
            before = _BORDER


def _own(rows: Rows, before: str, letter: str) -> float:
    """The bits of a letter behind another in a language."""
    own = (rows.get(before) or rows[_BORDER]).get(letter)
    if own is not None:
        return own
    bits = likelihood().seen(letter)[1]
    if len(rows) > 1:
        bits += _FOREIGN + (_FOREIGN_FIRST if before == _BORDER else 0)
    return bits


@cache
def spellings() -> Mapping[str, Rows]:
    """The table, read when it is first needed, by language; "" has nothing in its only row."""
    table = json.loads(Path(__file__).with_name("spelling.json").read_text("utf-8"))
    costs = {digit: number / 2 for number, digit in enumerate(_DIGITS)}
    return {"": {_BORDER: {}}} | {
        language: {
            before: dict(zip(spelling["letters"], map(costs.__getitem__, row), strict=True))
            for before, row in zip((_BORDER, *spelling["letters"]), spelling["rows"], strict=True)
        }
        for language, spelling in table.items()
    }


_SAME = {"İ": "i", "ș": "ş", "Ș": "ş", "ț": "ţ", "Ț": "ţ"}  # letters as the table has them
