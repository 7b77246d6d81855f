"""Spaces that may have been the last or a middle part of a damaged sequence, and what it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from vaultlint.finding import Span
from vaultlint.lazy import lazy

from .choice import Chain, choose
from .layers import Reading
from .repairs import Step

_SPACE = lazy("(?<=[^\x00-\x7f]) ")
_RUN = lazy("[^\x00-\x7f]*")
_LONGEST = 400  # characters of a stretch before a space that are read with it
_NO_BREAK, _NEXT_LINE = 0xA0, 0x85


class Hole(NamedTuple):
    """A sequence with a space in it, and the characters that it may have been, likeliest first.

    `open_end`: whether the space is its last character, so that it may stand for a space as well.
    """

    span: Span
    characters: tuple[str, ...]
    chain: Chain
    steps: tuple[Step, ...]
    open_end: bool


def find_holes(
    text: str, taken: Set[int], company: Set[Chain], *, any_space: bool
) -> Iterator[Hole]:
    """The sequences in a text that are whole when a space in them is a no-break space.

    `taken` are the places of characters that are read already, `company` the codecs of damage
    that is certain. `any_space`: whether U+0085 may have become a space as well.
    """
    spaces = [match.start() for match in _SPACE.finditer(text) if match.start() - 1 not in taken]
    done = 0
    for number, space in enumerate(spaces):
        if space < done:
            continue
        start, end = _start(text, space, done), _end(text, space)
        inside = [space]
        for following in spaces[number + 1 :]:
            if following > end:
                break
            inside.append(following)
            end = _end(text, following)
        done = end
        filled = "".join(
            "\u00a0" if at in inside else text[at] for at in range(start, max(end, inside[-1] + 1))
        )
        stop = start + len(filled)
        choice = choose(text[max(start - 2, 0) : start], filled, text[stop : stop + 1], company)
        for reading in choice.readings:
            holes = [at for at in inside if reading.start <= at - start < reading.end]
            if holes:
                yield _hole(reading, start, holes, any_space=any_space)


def _start(text: str, space: int, earliest: int) -> int:
    start = space
    while start > max(earliest, space - _LONGEST) and not text[start - 1].isascii():
        start -= 1
    return start


def _end(text: str, space: int) -> int:
    match = _RUN.match(text, space + 1)
    return match.end() if match else space + 1


def _hole(reading: Reading, start: int, holes: Sequence[int], *, any_space: bool) -> Hole:
    span = Span(start + reading.start, start + reading.end)
    characters = [reading.character]
    outermost = reading.codecs[0]
    if any_space and len(reading.codecs) == 1 and outermost.family == "western":
        characters += _with_next_line(reading.character, [at - span.start for at in holes])
    chain = tuple(codec.family for codec in reading.codecs)
    return Hole(span, tuple(characters), chain, _steps(reading), open_end=span.end - 1 in holes)


def _with_next_line(character: str, places: Sequence[int]) -> list[str]:
    """What the sequence says with the byte of U+0085 at one of the places, or at all of them."""
    found = []
    for some in [places] if len(places) == 1 else [places, *([place] for place in places)]:
        data = bytearray(character.encode("utf-8"))
        for place in some:
            data[place] = _NEXT_LINE
        found.append(data.decode("utf-8", "ignore"))
    return [other for other in found if other and not "\x80" <= other < "\xa0"]


def _steps(reading: Reading) -> tuple[Step, ...]:
    """The text after each wrong reading that is undone, the outermost first."""
    text = reading.character
    steps: list[Step] = []
    for codec in reversed(reading.codecs):
        steps.append(Step(codec.name, text))
        written = {byte: character for character, byte in reversed(list(codec.bytes.items()))}
        text = "".join(written.get(byte, chr(byte)) for byte in text.encode("utf-8"))
    return tuple(reversed(steps))
