"""Text of another encoding than UTF-8 that was read wrongly: by chance it holds sequences of UTF-8.

Japanese in Shift-JIS that was read as Windows-1252 is `‚±‚Ì–{`, and here and there two or three of
its signs are such a sequence. Binary data is alike. What is UTF-8 consists of sequences altogether,
or of sequences and good text; so where much of a line is neither, nothing in it is repaired.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby

from vaultlint.lazy import lazy

from .chance import are_chance
from .codecs import codecs
from .likelihood import likelihood
from .repairs import Certainty, Repair
from .runs import run_end, run_start

_ODD = lazy("[^\x00-\x7f]")
_UNLIKELY = 14.0  # bits for a character behind the one before it
_MANY = 4  # unlikely characters: more than lost bytes leave here and there
_FAR_SCRIPTS = "\u0483"  # the first of their marks; those before are written with Latin letters
_TO_ONE = 3  # repaired characters to an unlikely one
_BESIDE = 2  # unlikely characters beside a doubtful repair, without a blank between …
_NEAR = 50  # … within so many characters


def without_garbage(text: str, repairs: Sequence[Repair]) -> list[Repair]:
    """The repairs less those in lines that are full of what is neither good text nor damage."""
    found: list[Repair] = []
    for (start, end), group in groupby(repairs, lambda repair: _line(text, repair)):
        in_line = list(group)
        repaired = sum(repair.span.end - repair.span.start for repair in in_line)
        unlikely = _unlikely(text, start, end, in_line)
        if are_chance(text, in_line):
            continue
        if unlikely < _MANY or unlikely * _TO_ONE < repaired:
            good = (each for each in in_line if not _is_among_garbage(text, each, in_line))
            found += _without_stray_marks(text, good)
    return found


def _without_stray_marks(text: str, repairs: Iterable[Repair]) -> Iterator[Repair]:
    """The repairs less those that give but a mark of a far script, with no letter to carry it."""
    end = -1
    for repair in repairs:
        before = text[max(repair.span.start - 1, 0) : repair.span.start]
        first = (repair.replacement or "")[:1]
        is_mark = first >= _FAR_SCRIPTS and unicodedata.category(first) == "Mn"
        is_selector = "\ufe00" <= first <= "\ufe0f"  # of emoji
        if not is_mark or is_selector or end == repair.span.start or before >= _FAR_SCRIPTS:
            yield repair
            end = repair.span.end


def _is_among_garbage(text: str, repair: Repair, others: Sequence[Repair]) -> bool:
    """Whether a doubtful repair stands beside what is neither good text nor damage."""
    if repair.certainty is not Certainty.DOUBTFUL:
        return False
    start, end = repair.span
    first, last = max(start - _NEAR, 0), end + _NEAR
    near = others[
        bisect_left(others, first, key=lambda other: other.span.end) : bisect_left(
            others, last, key=lambda other: other.span.start
        )
    ]
    start, end = run_start(text, start, first), run_end(text, end, last)
    return _unlikely(text, start, end, near) >= _BESIDE


def _line(text: str, repair: Repair) -> tuple[int, int]:
    """The line in which a repair begins."""
    end = text.find("\n", repair.span.start)
    return text.rfind("\n", 0, repair.span.start) + 1, len(text) if end < 0 else end


def _unlikely(text: str, start: int, end: int, repairs: Sequence[Repair]) -> int:
    """How many characters of a line no repair takes, and are unlikely where they stand.

    Only what some one-byte codec has counts, for emoji and rare Chinese signs are good text; and
    only what stands beside another letter or sign, as the signs of a formula often do not.
    """
    table, signs = likelihood(), _signs()
    count = at = 0
    for match in _ODD.finditer(text, start, end):
        place = match.start()
        while at < len(repairs) and repairs[at].span.end <= place:
            at += 1
        is_taken = at < len(repairs) and repairs[at].span.start <= place
        if is_taken or match[0] not in signs or text[place - 1 : place + 2].count(" ") > 1:
            continue
        before, _ = table.seen(text[max(place - 1, 0) : place])
        number, own = table.seen(match[0])
        count += table.pairs[before][number] + own > _UNLIKELY
    return count


@cache
def _signs() -> frozenset[str]:
    """Every character that stands for a byte in some codec."""
    return frozenset(character for codec in codecs() for character in codec.bytes)
