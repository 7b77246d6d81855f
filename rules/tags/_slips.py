"""When one part of a tag is another one misspelt.

That is judged more strictly than for links, which open nothing when they are misspelt: whatever is
typed is a tag. The bounds come from the 10,000 most common words of ten languages. Among those of
six letters and more hardly any differ from another by two letters swapped or by one letter doubled;
by a letter more or less some do that have less than nine; and by another letter too many do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Literal

from vaultlint.lazy import lazy
from vaultlint.vault.spelling import are_apart, words

Slip = Literal["sign", "swap", "letter"]

_SHORTEST_SWAPPED = 6
_SHORTEST_OTHER = 9
_SHORTEST_SIGNED = 4
_LONGEST = 60
_SIGN = lazy("[-_]")
# At an end a sign is put on purpose; between digits it parts two numbers.
_OUTER_SIGN = lazy(r"(?<![^\d ])[-_]|[-_](?![^\d ])")
_VOWELS = frozenset("aeiouyаеёиоуыэюя")


def slip(written: str, right: str) -> Slip | None:
    """How `written` may be `right` misspelt, both in small letters; None if it is hardly that.

    "sign": hyphens and underscores differ. "swap": two letters are swapped, or one is doubled that
    should not be, or the other way round. "letter": one is missing, or too many.
    """
    plain = _SIGN.sub("", written)
    if plain == _SIGN.sub("", right):
        is_slip = len(plain) >= _SHORTEST_SIGNED and not _OUTER_SIGN.search(f"{written} {right}")
        return "sign" if is_slip else None
    parts, others = _SIGN.split(written), _SIGN.split(right)
    differing = [pair for pair in zip(parts, others, strict=False) if pair[0] != pair[1]]
    if len(parts) != len(others) or len(differing) != 1:
        return None
    one, other = differing[0]
    if one[:1] != other[:1] or not (one + other).isalpha() or max(one + other) >= "\u0530":
        return None
    if are_apart(one, other) or words(one) == words(other):
        return None  # an accent makes another word
    return _slip_in_word(one, other)


def _slip_in_word(one: str, other: str) -> Slip | None:
    start, end, shortest = 0, 0, min(len(one), len(other))
    while start < shortest and one[start] == other[start]:
        start += 1
    while end < shortest - start and one[-1 - end] == other[-1 - end]:
        end += 1
    changed = one[start : len(one) - end], other[start : len(other) - end]
    lost, found = changed if len(one) > len(other) else changed[::-1]
    if len(lost) == len(found) == 2:
        # Reise and Riese; centre and center, Christian and Christina
        meant = {*lost} == {*"ei"} or (end == 0 and not _VOWELS.isdisjoint(lost))
        is_slip = lost == found[::-1] and not meant and shortest >= _SHORTEST_SWAPPED
        return "swap" if is_slip else None
    if len(lost) != 1 or found or end < 2:
        return None  # the end is grammar: a plural, another case
    if lost == one[start - 1] and shortest >= _SHORTEST_SWAPPED:
        return "swap"
    return "letter" if shortest >= _SHORTEST_OTHER else None


def near_pairs(rare: Collection[str], frequent: Collection[str]) -> Iterator[tuple[str, str]]:
    """The pairs that may be one slip apart, found without comparing each with each.

    A slip keeps the first letter, the last one or the two last, and the length but for one letter.
    """
    near = Near(rare)
    edges = set[tuple[str, str, int]]()
    for plain in (_SIGN.sub("", name) for name in rare):
        edges.update((plain[:1], plain[-1:], len(plain) + by) for by in (-1, 0, 1))
        edges.add((plain[:1], plain[-2:-1], len(plain)))
    for other in sorted(frequent) if rare else ():
        plain = _SIGN.sub("", other)
        if (plain[:1], plain[-1:], len(plain)) in edges:
            yield from ((name, other) for name in near.to(other))


class Near:
    """Names by what a slip leaves of them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._index: defaultdict[str, list[str]] = defaultdict(list)
        for name in names:
            for variant in _variants(name):
                self._index[variant].append(name)

    def to(self, name: str) -> list[str]:
        """The other names that may be one slip apart from this one."""
        shared = self._index.keys() & _variants(name)
        near = {other for variant in shared for other in self._index[variant]}
        return sorted(near - {name})


def _variants(name: str) -> set[str]:
    """The name with each of its letters left out in turn, with all of them, and without signs."""
    if len(name) > _LONGEST:
        return set()
    return {name, _SIGN.sub("", name), *[name[:at] + name[at + 1 :] for at in range(len(name))]}


def is_slip_of(name: str, right: str) -> bool:
    """Whether one part of a nested tag may be misspelt, and all others are as they should be."""
    pairs = [*zip(name.split("/"), right.split("/"), strict=False)]
    differing = [(part, other) for part, other in pairs if part != other]
    same_depth = name.count("/") == right.count("/")
    return same_depth and len(differing) == 1 and slip(*differing[0]) is not None
