"""All that a stretch of text may have been: units of every codec, and units of decoded units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from unicodedata import category

from .ambiguity import Doubt, doubt_of
from .codecs import Codec, Unit, runs, units_by_codec

_DEEPEST = 6  # layers of damage
_NO_TEXT = {"Cn", "Cs"}  # categories of what nobody has ever written: unassigned, half a character


_Layer = tuple[str, Sequence[int], tuple["Codec", ...]]
"""A text, where its characters begin in the text as it is given, and the codecs that made it."""


class Reading(NamedTuple):
    """What the characters from `start` to `end` may have been: one character.

    `codecs` are those of the wrong readings, the outermost first. `doubt`: whether what stands
    there may well be good text, if only after the outer readings are undone. `first` and `last`:
    whether it stands at an end of the units of its codecs that stand side by side.
    """

    start: int
    end: int
    character: str
    codecs: tuple[Codec, ...]
    doubt: Doubt
    first: bool
    last: bool


def readings(before: str, text: str, after: str) -> dict[int, list[Reading]]:
    """All that may have stood in a text without ASCII, by where it begins.

    `before` are up to two characters before the text, `after` is the one behind it.
    """
    found: list[Reading] = []
    level: list[_Layer] = [(text, range(len(text) + 1), ())]
    while level:
        deeper: list[_Layer] = []
        for layer, places, outer in level:
            for codec, units in _likely(units_by_codec(layer)):
                codecs = (*outer, codec)
                for run in runs(units):
                    doubt = doubt_of(layer, run, codec.family, before, after, deeper=bool(outer))
                    found += _readings(run, places, codecs, doubt)
                    decoded = "".join(unit.character for unit in run)
                    ends: list[int] = [places[unit.start] for unit in run]
                    ends.append(places[run[-1].end])
                    if len(run) > 1 and len(codecs) < _DEEPEST:
                        deeper.append((decoded, ends, codecs))
        level = deeper
    by_start: dict[int, list[Reading]] = {}
    for reading in found:
        by_start.setdefault(reading.start, []).append(reading)
    return by_start


def _readings(
    run: list[Unit], places: Sequence[int], codecs: tuple[Codec, ...], doubt: Doubt
) -> Iterator[Reading]:
    """The readings that units of one codec side by side give."""
    for unit in run:
        if category(unit.character) not in _NO_TEXT:
            span = places[unit.start], places[unit.end]
            first, last = unit is run[0], unit is run[-1]
            yield Reading(*span, unit.character, codecs, doubt, first, last)


def _likely(
    by_codec: Mapping[str, tuple[Codec, list[Unit]]],
) -> Iterator[tuple[Codec, list[Unit]]]:
    """Of codecs that are nearly alike, only those that explain most of the text."""
    best: dict[str, int] = {}
    for codec, units in by_codec.values():
        covered = sum(unit.end - unit.start for unit in units)
        best[codec.family] = max(best.get(codec.family, 0), covered)
    for codec, units in by_codec.values():
        if sum(unit.end - unit.start for unit in units) == best[codec.family]:
            yield codec, units
