"""Text of another encoding than UTF-8 that was read wrongly: by chance it holds sequences of UTF-8.

Japanese in Shift-JIS that was read as Windows-1252 is `‚±‚Ì–{`, and here and there two or three of
its signs are such a sequence. Binary data is alike. What is UTF-8 consists of sequences altogether,
or of sequences and good text; so where much of a line is neither, nothing in it is repaired.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from vaultlint.lazy import lazy

from .codecs import codecs
from .likelihood import likelihood
from .repairs import Repair

_ODD = lazy("[^\x00-\x7f]")
_UNLIKELY = 14.0  # bits for a character behind the one before it
_MANY = 4  # unlikely characters: more than lost bytes leave here and there
_FAR_SCRIPTS = "\u0483"  # the first of their marks; those before are written with Latin letters
_TO_ONE = 3  # repaired characters to an unlikely one


def without_garbage(text: str, repairs: Sequence[Repair]) -> list[Repair]:
    """The repairs less those in lines that are full of what is neither good text nor damage."""
    found: list[Repair] = []
    for (start, end), group in groupby(repairs, lambda repair: _line(text, repair)):
        in_line = list(group)
        repaired = sum(repair.span.end - repair.span.start for repair in in_line)
        unlikely = _unlikely(text, start, end, in_line)
        if unlikely < _MANY or unlikely * _TO_ONE < repaired:
            found += _without_stray_marks(text, in_line)
    return found


def _without_stray_marks(text: str, repairs: Sequence[Repair]) -> Iterator[Repair]:
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
