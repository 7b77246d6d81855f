"""The likeliest of all that a stretch of text may have been."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache
from itertools import pairwise
from math import inf
from typing import NamedTuple

from .ambiguity import Doubt
from .codecs import Codec
from .layers import Reading, readings
from .likelihood import likelihood

# How many bits it takes to say that …
_FIRST_DAMAGE = 13.0  # … text is damaged at all
_MORE_DAMAGE = 0.0  # … it is where the same damage stands beside it
_AMBIGUOUS = 24.0  # … what is damaged may well be good text
_LAYER = 5.0  # … it is damaged once more
_OTHER_CODEC = 3.0  # … by another codec than the last time
_CHANGE = 10.0  # … the damage ends or changes without a blank between
_BREAK = 16.0  # … it does so where more of the same damage stands beside it
_VARIANT = 3.0  # … it changes to a codec that is nearly the same
_UNUSUAL = 10.0  # … it is by another codec than elsewhere in the text
_OTHER_VARIANT = 30.0  # … and one that is nearly the same as that
_STRANGE = 8.0  # … a letter is one that hardly any language has
_FAR = 8.0  # … the script changes

_MARK = "\ufeff"  # where two files were put together, and only the second was damaged

Chain = tuple[str, ...]
"""The families of the codecs of a reading, the outermost first; empty for what stays."""


class Choice(NamedTuple):
    """The likeliest reading of a stretch.

    `margin` is by how many bits it is likelier than no damage, `lead` by how many than what other
    codecs would say there. `possible`: whether there may be damage at all.
    """

    readings: tuple[Reading, ...]
    margin: float
    lead: float = inf
    possible: bool = True


@cache
def chain_of(codecs: tuple[Codec, ...]) -> Chain:
    """The families of codecs."""
    return tuple(codec.family for codec in codecs)


class _Path(NamedTuple):
    """The cheapest way to a place that ends in a class of character and with some codecs."""

    bits: float
    before: _Path | None
    reading: Reading | None


class _Step(NamedTuple):
    """What it costs to take a reading.

    `number` is that of its character's class. `own`: always. `far`: where the class before is
    another. Where other codecs were at work before: `entering`, and `beginning` if it is damage of
    another kind.
    """

    number: int
    own: float
    far: float
    codecs: tuple[Codec, ...]
    chain: Chain
    entering: float
    beginning: float


_Key = tuple[int, tuple[Codec, ...] | None]
"""The number of the class of the last character, and the codecs; None: none yet."""


@lru_cache(maxsize=32768)  # a damaged text says the same few things over and over
def choose(
    before: str,
    text: str,
    after: str,
    company: Set[Chain],
    codecs: Set[Codec] = frozenset(),
) -> Choice:
    """The likeliest reading of a text without ASCII.

    `before` are up to two characters before it, `after` is the one behind it. `company` are the
    chains of the damage that is certain beside it, `codecs` those that made it.
    """
    possible = readings(before, text, after)
    if not possible:
        return Choice((), 0.0, possible=False)
    table = likelihood()
    pairs = table.pairs
    capitals = before.isupper() and (after.isupper() or len(before.strip()) > 1)
    ways: list[dict[_Key, _Path]] = [{} for _ in range(len(text) + 1)]
    ways[0][table.seen(before[-1:])[0], None] = _Path(0.0, None, None)
    for at, character in enumerate(text):
        number, own = table.seen(character)
        steps = [
            (one, _step(*one[2:5], company, codecs, first=one.first, capitals=capitals))
            for one in possible.get(at, ())
        ]
        least, cheapest = inf, None
        for key, path in ways[at].items():
            row, behind = pairs[key[0]], path.reading
            fee = 0.0
            if behind is not None and key[1] and behind.character != _MARK:
                fee = _CHANGE if behind.last else _CHANGE + _BREAK
            bits = row[number] + own + fee + path.bits
            if bits < least:
                least, cheapest = bits, path
            for reading, step in steps:
                bits = row[step.number] + step.own + _fee(key, behind, step) + path.bits
                ends, end_key = ways[reading.end], (step.number, step.codecs)
                if end_key not in ends or bits < ends[end_key].bits:
                    ends[end_key] = _Path(bits, path, reading)
        ways[at + 1][number, ()] = _Path(least, cheapest, None)
    last = table.seen(after)[0]
    best, bits = min(
        ((path, path.bits + table.pairs[key[0]][last]) for key, path in ways[-1].items()),
        key=lambda way: way[1],
    )
    margin = table.cost(before[-1:], text, after) - bits
    chosen = tuple(reversed(list(_readings(best))))
    return Choice(chosen, margin, _lead(before, text, after, chosen, possible, codecs))


def _lead(
    before: str,
    text: str,
    after: str,
    chosen: tuple[Reading, ...],
    possible: Mapping[int, list[Reading]],
    codecs: Set[Codec],
) -> float:
    """By how many bits what was chosen is likelier than what other codecs would say there."""
    others: dict[tuple[Codec, ...], dict[int, Reading]] = defaultdict(dict)
    for reading in chosen:
        if codecs >= set(reading.codecs):
            return inf
        for other in possible[reading.start]:
            if other.end == reading.end and len(other.codecs) == len(reading.codecs):
                others[other.codecs][reading.start] = other
    said = {reading.start: reading for reading in chosen}
    lead = inf
    for made_by, readings_of in others.items():
        differ = any(each.character != said[at].character for at, each in readings_of.items())
        if differ and len(readings_of) == len(said):
            bits = _cost(before, text, after, readings_of) - _cost(before, text, after, said)
            if chain_of(made_by) != chain_of(chosen[0].codecs):
                bits += _beginning(made_by) - _beginning(chosen[0].codecs)
            lead = min(lead, bits)
    return lead


def _cost(before: str, text: str, after: str, readings_of: Mapping[int, Reading]) -> float:
    """The bits of a text after readings, given by where they begin."""
    parts: list[str] = []
    at = 0
    for start, reading in readings_of.items():
        parts += text[at:start], reading.character
        at = reading.end
    table = likelihood()
    strange = sum(table.is_strange(reading.character) for reading in readings_of.values())
    whole = "".join((*parts, text[at:]))
    return table.cost(before[-1:], whole, after) + strange * _STRANGE


def _unusual(codecs: Sequence[Codec], usual: Set[Codec]) -> float:
    """The fee for other codecs than elsewhere in the text; `usual` has at most one a family."""
    if not usual:
        return 0.0
    families = {codec.family for codec in usual}
    if any(codec.family in families for codec in codecs if codec not in usual):
        return _OTHER_VARIANT
    return 0.0 if codecs[0].family in families else _UNUSUAL


@lru_cache(maxsize=16384)
def _step(
    character: str,
    codecs: tuple[Codec, ...],
    doubt: Doubt,
    company: Set[Chain],
    usual: Set[Codec],
    *,
    first: bool,
    capitals: bool,
) -> _Step:
    """What is the same for a reading, whatever stands before it.

    capitals: whether it stands among them, where "ß" is one. The others are as in a reading.
    """
    table = likelihood()
    number, _ = table.seen("S" if capitals and character == "ß" else character)
    _, own = table.seen(character)
    own += _STRANGE if table.is_strange(character) else 0.0
    chain = chain_of(codecs)
    beginning = _MORE_DAMAGE if chain in company else _beginning(codecs)
    if character == _MARK and chain not in company:
        beginning -= _FIRST_DAMAGE
    entering = 0.0 if first else _BREAK
    if doubt is Doubt.GREAT or (doubt and chain not in company):
        entering += _AMBIGUOUS
    far = _FAR if table.is_far(table.names[number]) else 0.0
    return _Step(number, own + _unusual(codecs, usual), far, codecs, chain, entering, beginning)


def _fee(key: _Key, last: Reading | None, step: _Step) -> float:
    """The bits it takes to say that there is damage, and that it is this."""
    fee = 0.0 if step.number == key[0] else step.far
    if step.codecs == key[1]:
        return fee
    fee += step.entering
    if last is not None:
        if not last.last:
            fee += _BREAK
        if chain_of(last.codecs) == step.chain:
            return fee + _VARIANT
    return fee + step.beginning + (0.0 if key[1] is None else _CHANGE)


@cache
def _beginning(codecs: tuple[Codec, ...]) -> float:
    """The bits it takes to say that a text is damaged, and by these codecs."""
    fee = _FIRST_DAMAGE + codecs[0].rarity
    for outer, inner in pairwise(codecs):
        fee += _LAYER if inner.family == outer.family else _LAYER + _OTHER_CODEC
    return fee


def _readings(path: _Path | None) -> Iterator[Reading]:
    while path is not None:
        if path.reading is not None:
            yield path.reading
        path = path.before
