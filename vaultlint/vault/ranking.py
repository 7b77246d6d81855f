"""Which of several files a link prefers (obsidian.md section 6.1, step 7)."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

# Candidates named in a resolution: enough for any message, however many files share a name.
SHOWN = 10


class Choice(NamedTuple):
    """The files in order of preference, at most `SHOWN`.

    own: the first lies under the source's folder. tie: the second is exactly as good as the first.
    """

    paths: tuple[str, ...]
    own: bool
    tie: bool


class Ranking:
    """Files that match one look-up, each given as folded path and path.

    The tables keep every question near the logarithm of the number of files: a vault may hold ten
    thousand notes called `index.md`, each with a link to another one.
    """

    def __init__(self, files: Iterable[tuple[str, str]]) -> None:
        self._by_path = sorted(files)
        self._choices: dict[str, Choice] = {}

    def __len__(self) -> int:
        return len(self._by_path)

    @cached_property
    def _by_length(self) -> list[tuple[int, str, str]]:
        return sorted((length_of(path), folded, path) for folded, path in self._by_path)

    @cached_property
    def _by_end(self) -> list[tuple[str, str, str]]:
        return sorted((folded[::-1], folded, path) for folded, path in self._by_path)

    def at(self, folded: str) -> tuple[str, ...]:
        """Those whose folded path is `folded`, sorted."""
        places = self._by_path
        first = bisect_left(places, (folded,))
        last = bisect_left(places, (folded + "\0",), first)  # nothing sorts between
        return tuple(path for _, path in places[first:last])

    def ending_with(self, end: str) -> Ranking:
        """Those whose folded path ends with `end`."""
        backwards = end[::-1]
        found: list[tuple[str, str]] = []
        places = self._by_end
        for at in range(bisect_left(places, (backwards,)), len(places)):
            reverse, folded, path = places[at]
            if not reverse.startswith(backwards):
                break
            found.append((folded, path))
        return Ranking(found)

    def choose(self, prefix: str) -> Choice:
        """The order of preference for a source whose folded folder path is `prefix`.

        Obsidian counts the length of the path in UTF-16 code units, not the number of folders.
        """
        choice = self._choices.get(prefix)
        if choice is None:
            choice = self._choices[prefix] = self._choose(prefix)
        return choice

    def _choose(self, prefix: str) -> Choice:
        own: list[tuple[int, str, str]] = []
        places = self._by_path if prefix else []  # at the root nothing is nearer than the rest
        for at in range(bisect_left(places, (prefix,)), len(places)):
            folded, path = places[at]
            if not folded.startswith(prefix):
                break
            own.append((length_of(path), folded, path))
        if not own:
            return self._by_length_alone
        own.sort()
        best = own[:SHOWN]
        for place in self._by_length:
            if len(best) == SHOWN:
                break
            if not place[1].startswith(prefix):
                best.append(place)
        return Choice(tuple(path for _, _, path in best), True, _ties(own))

    @cached_property
    def _by_length_alone(self) -> Choice:
        """The order for every source whose folder holds none of the files, as most do."""
        best = self._by_length[:SHOWN]
        return Choice(tuple(path for _, _, path in best), False, _ties(best))


def _ties(best: Sequence[tuple[int, str, str]]) -> bool:
    return len(best) > 1 and best[0][0] == best[1][0]


def length_of(path: str) -> int:
    """The length of a path as Obsidian compares it: in UTF-16 code units of its NFC form."""
    if path.isascii():
        return len(path)
    composed = unicodedata.normalize("NFC", path)
    return len(composed) + sum(character > "\uffff" for character in composed)
