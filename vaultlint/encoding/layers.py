"""All that a stretch of text may have been: units of every codec, and units of decoded units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .codecs import Codec, runs, units_by_codec

_DEEPEST = 6  # layers of damage


class Reading(NamedTuple):
    """What the characters from `start` to `end` may have been: one character.

    `codecs` are those of the wrong readings, the outermost first.
    """

    start: int
    end: int
    character: str
    codecs: tuple[Codec, ...]


def readings(text: str) -> dict[int, list[Reading]]:
    """All that may have stood in a text without ASCII, by where it begins.

    Of several ways to the same character only the likeliest is given.
    """
    found: dict[tuple[int, int, str], Reading] = {}
    level: list[tuple[str, Sequence[int], tuple[Codec, ...]]] = [(text, range(len(text) + 1), ())]
    seen: set[tuple[str, int]] = set()
    while level:
        deeper: list[tuple[str, Sequence[int], tuple[Codec, ...]]] = []
        for layer, places, chain in level:
            for codec, units in units_by_codec(layer).values():
                inner = (*chain, codec)
                for unit in units:
                    key = places[unit.start], places[unit.end], unit.character
                    if key not in found:
                        found[key] = Reading(*key, inner)
                if len(inner) == _DEEPEST:
                    continue
                for run in runs(units):
                    decoded = "".join(unit.character for unit in run)
                    first = places[run[0].start]
                    if len(run) > 1 and (decoded, first) not in seen:
                        seen.add((decoded, first))
                        ends: list[int] = [first, *(places[unit.end] for unit in run)]
                        deeper.append((decoded, ends, inner))
        level = deeper
    by_start: dict[int, list[Reading]] = {}
    for reading in found.values():
        by_start.setdefault(reading.start, []).append(reading)
    return by_start
