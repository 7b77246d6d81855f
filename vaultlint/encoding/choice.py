"""The likeliest of all that a stretch of text may have been."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import lru_cache
from typing import NamedTuple

from .codecs import Codec
from .layers import Reading, readings
from .likelihood import likelihood

_FIRST_DAMAGE = 16.0  # bits: how seldom text is damaged at all
_MORE_DAMAGE = 3.0  # … where the same damage stands beside it
_LAYER = 2.0  # … for every layer more
_OTHER_CODEC = 4.0  # … when it is of another codec
_CHANGE = 6.0  # … when good and damaged characters stand side by side

Chain = tuple[str, ...]
"""The families of the codecs of a reading, the outermost first; empty for what stays."""


class Choice(NamedTuple):
    """The likeliest reading of a stretch, and by how many bits it is likelier than no damage."""

    readings: tuple[Reading, ...]
    margin: float


def chain_of(codecs: tuple[Codec, ...]) -> Chain:
    """The families of codecs."""
    return tuple(codec.family for codec in codecs)


class _Path(NamedTuple):
    """The cheapest way to a place that ends in a class of character and in a chain."""

    bits: float
    before: _Path | None
    reading: Reading | None


@lru_cache(maxsize=4096)  # a damaged text says the same few things over and over
def choose(before: str, text: str, after: str, company: Set[Chain]) -> Choice:
    """The likeliest reading of a text without ASCII between two characters.

    `company` are the chains of the damage that is certain beside it.
    """
    possible = readings(text)
    if not possible:
        return Choice((), 0.0)
    table = likelihood()
    pairs = table.pairs
    ways: list[dict[tuple[int, Chain | None], _Path]] = [{} for _ in range(len(text) + 1)]
    ways[0][table.seen(before)[0], None] = _Path(0.0, None, None)
    for at, character in enumerate(text):
        steps: list[tuple[int, str, Chain, Reading | None]] = [(at + 1, character, (), None)]
        for reading in possible.get(at, ()):
            steps.append((reading.end, reading.character, chain_of(reading.codecs), reading))
        for (number, chain), path in ways[at].items():
            for end, said, new_chain, made in steps:
                new_number, own = table.seen(said)
                bits = path.bits + pairs[number][new_number] + own
                if new_chain != chain:
                    bits += _fee(chain, new_chain, made, company)
                key = new_number, new_chain
                known = ways[end].get(key)
                if known is None or bits < known.bits:
                    ways[end][key] = _Path(bits, path, made)
    last = table.seen(after)[0]
    best = min(ways[-1].items(), key=lambda way: way[1].bits + pairs[way[0][0]][last])
    ends = best[1].bits + pairs[best[0][0]][last]
    margin = table.cost(before, text, after) - ends
    return Choice(tuple(reversed(list(_readings(best[1])))), margin)


def _fee(chain: Chain | None, new: Chain, reading: Reading | None, company: Set[Chain]) -> float:
    """The bits it takes to say that the damage changes."""
    fee = 0.0 if chain is None else _CHANGE
    if reading is None:
        return fee
    fee += _MORE_DAMAGE if new in company else _FIRST_DAMAGE + reading.codecs[0].rarity
    for outer, inner in zip(reading.codecs, reading.codecs[1:], strict=False):
        fee += _LAYER if inner.family == outer.family else _LAYER + _OTHER_CODEC
    return fee


def _readings(path: _Path | None) -> Iterator[Reading]:
    while path is not None:
        if path.reading is not None:
            yield path.reading
        path = path.before
