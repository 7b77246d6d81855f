"""How likely characters are: each behind the one before it, by a small table.

The table, `likelihood.json`, is built by a script of this repository from text in many languages,
each of the same weight. All its numbers are costs in bits (minus the binary logarithm of a
likelihood):

- `classes`: the names that `class_of` gives, in the order of the rows below.
- `pairs`: for each class, the costs of each class as the next one.
- `characters`: for each class, cost to all the characters that have it, given their class.
- `default`: for each class, the cost of every other character of it.

The beginning and the end of a text count as a line break.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from .classes import class_of

_WELL_KNOWN = {
    *("latin lower", "latin upper", "greek lower", "greek upper"),
    *("cyrillic lower", "cyrillic upper", "hebrew", "arabic", "armenian", "georgian", "thai"),
}
_FAR = {"combining", "hebrew", "arabic", "armenian", "georgian", "other letter"}


class Likelihood:
    """The table, read."""

    def __init__(self, path: Path) -> None:
        table = json.loads(path.read_text(encoding="utf-8"))
        self.names: list[str] = table["classes"]
        numbers = {name: number for number, name in enumerate(self.names)}
        self.pairs: list[list[float]] = [table["pairs"][name] for name in self.names]
        self._numbers = numbers
        self._default = table["default"]
        self._characters: dict[str, dict[str, str]] = table["characters"]
        self._known: dict[str, tuple[int, float]] = {}  # a text has few of them

    def seen(self, character: str) -> tuple[int, float]:
        """The number of a character's class and its own cost; the empty text is a line break."""
        seen = self._known.get(character)
        if seen is None:
            name = class_of(character) if character else "break"
            seen = self._known[character] = (self._numbers[name], self._own_cost(name, character))
        return seen

    def _own_cost(self, name: str, character: str) -> float:
        """The cost of a character, given its class."""
        for cost, characters in self._characters.get(name, {}).items():
            if character and character in characters:
                return float(cost)
        return float(self._default[name])

    def is_strange(self, character: str) -> bool:
        """Whether it is a letter of a well-known script that hardly any language has."""
        number, own = self.seen(character)
        name = self.names[number]
        return name in _WELL_KNOWN and own >= self._default[name]

    def is_far(self, name: str) -> bool:
        """Whether a class is of letters that are neither Latin, nor Greek, nor Cyrillic."""
        return name in _FAR

    def cost(self, before: str, text: str, after: str) -> float:
        """The bits it takes to say a text between two characters, the second one's class too."""
        at, _ = self.seen(before)
        bits = 0.0
        for character in text:
            number, own = self.seen(character)
            bits += self.pairs[at][number] + own
            at = number
        return bits + float(self.pairs[at][self.seen(after)[0]])


@cache
def likelihood() -> Likelihood:
    """The table, read when it is first needed."""
    return Likelihood(Path(__file__).with_name("likelihood.json"))
