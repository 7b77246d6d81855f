"""Repairs in one line: ftfy says what it was, the ASCII characters that stay say where.

ftfy is asked about a whole line, because neighbours decide what is damage. It answers with a whole
line, so the stretches between ASCII characters are compared one by one, and each is believed only
where the damage can be undone exactly, unit by unit. What ftfy merely guesses (a space that was a
no-break space once) is left to `_lost_space`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint.lazy import lazy

from ._units import Codec, Decoding, find_decoding

_NOT_ASCII = lazy("[^\x00-\x7f]+")
_ASCII = lazy("[\x00-\x7f]+")
_WORD = lazy("[^ ]+")


@dataclass(frozen=True, slots=True)
class Repair:
    """A damaged stretch of a text, what it was, and how it is decoded."""

    start: int
    end: int
    damaged: str
    whole: str
    decoding: Decoding
    left_over: bool = False


def find_repairs(line: str) -> Iterator[Repair]:
    """The exact repairs that ftfy would make in a line, and then those it left half done."""
    repairs = list(_ask(line))
    yield from repairs
    for codec in {
        repair.decoding.codec.family: repair.decoding.codec for repair in repairs
    }.values():
        yield from _left_over(line, codec, repairs)


def _left_over(line: str, codec: Codec, repairs: list[Repair]) -> Iterator[Repair]:
    """Units of a codec in a line that it damaged, where ftfy could not read the whole stretch."""
    taken = [repair.start for repair in repairs]
    for match in codec.run.finditer(line):
        before = bisect_right(taken, match.start()) - 1
        if before >= 0 and repairs[before].end > match.start():
            continue
        if before + 1 < len(repairs) and taken[before + 1] < match.end():
            continue
        whole = codec.decode(match[0])
        if whole != match[0]:
            yield Repair(*match.span(), match[0], whole, Decoding(codec, 1), left_over=True)


def _ask(line: str) -> Iterator[Repair]:
    """The exact repairs among those that ftfy makes in a line."""
    from ftfy import fix_encoding  # here, because it takes longer to load than most notes to check

    whole = fix_encoding(line)
    if whole == line:
        return
    if _NOT_ASCII.sub("", whole) == _NOT_ASCII.sub("", line):
        yield from _compare(line, whole, 0)
        return
    # It took spaces for no-break spaces, so the stretches do not fit; single words do not tempt it.
    for match in _WORD.finditer(line):
        word = match[0]
        if not word.isascii():
            whole = fix_encoding(word)
            if _NOT_ASCII.sub("", whole) == _NOT_ASCII.sub("", word):
                yield from _compare(word, whole, match.start())


def _compare(line: str, whole: str, offset: int) -> Iterator[Repair]:
    """The stretches that differ between two texts with the same ASCII characters."""
    stretches = _stretches(whole)
    for behind, (start, damaged) in _stretches(line).items():
        _, repaired = stretches.get(behind, (0, ""))
        if damaged == repaired:
            continue
        decoding = find_decoding(damaged, repaired)
        if decoding is None:
            continue
        before = _common(damaged, repaired)
        after = _common(damaged[:before:-1], repaired[:before:-1])
        inner, inner_whole = (
            damaged[before : len(damaged) - after],
            repaired[before : len(repaired) - after],
        )
        inner_decoding = find_decoding(inner, inner_whole)
        if inner_decoding is None:
            yield Repair(offset + start, offset + start + len(damaged), damaged, repaired, decoding)
        else:
            at = offset + start + before
            yield Repair(at, at + len(inner), inner, inner_whole, inner_decoding)


def _stretches(text: str) -> dict[int, tuple[int, str]]:
    """The stretches without ASCII, by how many ASCII characters stand before them."""
    found: dict[int, tuple[int, str]] = {}
    at = count = 0
    for match in _NOT_ASCII.finditer(text):
        count += match.start() - at
        at = match.end()
        found[count] = (match.start(), match[0])
    return found


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    length = min(len(one), len(other))
    return next((i for i in range(length) if one[i] != other[i]), length)
