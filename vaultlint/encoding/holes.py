"""Spaces that may have been the last or a middle part of a damaged sequence, and what it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from vaultlint.finding import Span
from vaultlint.lazy import lazy

from .choice import Chain, chain_of, choose
from .layers import Reading
from .naming import named
from .repairs import Certainty, Repair, Step
from .runs import run_end, run_start

_SPACE = lazy("(?<=[^\x00-\x7f]) ")
_LONGEST = 400  # characters of a stretch that are read at once
_NEXT_LINE = 0x85
# A no-break space that became a plain one before the text was damaged once or twice more.
_DAMAGED = ("Â\u00a0", "Ã‚Â\u00a0")


class Hole(NamedTuple):
    """A sequence with a space in it, and the characters that it may have been, likeliest first.

    `open_end`: whether the space is its last character, so that it may stand for a space as well.
    """

    span: Span
    characters: tuple[str, ...]
    chain: Chain
    why: str
    steps: tuple[Step, ...]
    open_end: bool


def find_holes(
    text: str, taken: Set[int], company: Set[Chain], *, any_space: bool
) -> Iterator[Hole | Repair]:
    """The sequences in a text that are whole when a space in them is a no-break space.

    And the repairs of those in the same stretch that hold no space, which may differ from what they
    were without the others.

    `taken` are the places of characters that are read already, `company` the codecs of damage
    that is certain. `any_space`: whether U+0085 may have become a space as well.
    """
    spaces = [match.start() for match in _SPACE.finditer(text) if match.start() - 1 not in taken]
    number = done = 0
    while number < len(spaces):
        space = spaces[number]
        start, end = run_start(text, space, max(done, space - _LONGEST)), _end(text, space)
        first = number
        while number < len(spaces) and spaces[number] <= end and end - start < _LONGEST:
            end = max(end, _end(text, spaces[number]))
            number += 1
        number = max(number, first + 1)
        done = end
        yield from _read(text, Span(start, end), spaces[first:number], company, any_space)


def _read(
    text: str, span: Span, spaces: Sequence[int], company: Set[Chain], any_space: bool
) -> Iterator[Hole | Repair]:
    """The holes of a stretch: with no-break spaces in it and, where that gives nothing, others."""
    left = list(spaces)
    blanks = ["\u00a0", *("\u0085" if any_space else "")]
    blanks += _DAMAGED[: max(map(len, company), default=1) - 1]
    for blank in blanks:
        filled = "".join(blank if at in left else text[at] for at in range(*span))
        places = [at for at in range(*span) for _ in (blank if at in left else "x")]
        before, after = text[max(span.start - 2, 0) : span.start], text[span.end : span.end + 1]
        for reading in choose(before, filled, after, company).readings:
            at = Span(places[reading.start], places[reading.end - 1] + 1)
            holes = [space - at.start for space in left if at.start <= space < at.end]
            written = filled[reading.start : reading.end]
            if holes and text[at.start] != " ":
                yield _hole(reading, at, holes, written, any_space and blank == "\u00a0")
                left = [space for space in left if not at.start <= space < at.end]
            elif not holes and blank == "\u00a0":
                why, steps = named(written, reading.codecs)
                yield Repair(at, reading.character, Certainty.DOUBTFUL, why, steps)
        if not left:
            return


def _end(text: str, space: int) -> int:
    return run_end(text, space + 1, space + 1 + _LONGEST)


def _hole(reading: Reading, span: Span, holes: Sequence[int], written: str, other: bool) -> Hole:
    characters = [reading.character]
    if other and len(reading.codecs) == 1 and reading.codecs[0].family == "western":
        characters += _with_next_line(reading.character, holes)
    chain = chain_of(reading.codecs)
    why, steps = named(written, reading.codecs)
    open_end = span.end - span.start - 1 in holes
    return Hole(span, tuple(characters), chain, why, steps, open_end)


def _with_next_line(character: str, places: Sequence[int]) -> list[str]:
    """What the sequence says with the byte of U+0085 at one of the places, or at all of them."""
    found = []
    for some in [places] if len(places) == 1 else [places, *([place] for place in places)]:
        data = bytearray(character.encode("utf-8"))
        for place in some:
            data[place] = _NEXT_LINE
        found.append(data.decode("utf-8", "ignore"))
    return [other for other in found if other and not "\x80" <= other < "\xa0"]
