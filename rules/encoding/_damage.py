"""The damage in a note's lines: what ftfy repairs, less what is doubtful, and lost spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from vaultlint.finding import Safety
from vaultlint.lazy import lazy

from ._doubt import is_certain, is_wrong, without_lone_letters
from ._repair import Repair, find_repairs

# The no-break space of these sequences became a plain space. Behind a word that is certain:
# no word ends in a capital "Â" or "Ã". In "thÃ nh" it is not: that was "thành" or "thà nh".
_LOST_SPACE = lazy(
    r"(?:(?<=[a-z])|(?<=[a-z][.,;:!?)\]]))Â(?= )|(?<=[a-z])Ã (?=[ .,;:!?)]|$)", re.MULTILINE
)


class Damage(NamedTuple):
    """A damaged stretch of a line and what it was; `lost` where not even the damage is whole."""

    start: int
    end: int
    whole: str
    safety: Safety
    lost: bool = False


def find_damage(lines: Mapping[int, str]) -> dict[int, list[Damage]]:
    """The damage in lines, given and returned by number, in order of position."""
    found = {number: _repairs(line) for number, line in lines.items()}
    certain = {
        repair.decoding.codec.family
        for number, repairs in found.items()
        for repair in repairs
        if is_certain(lines[number], repair)
    }
    return {
        number: damages
        for number, line in lines.items()
        if (damages := sorted(_believed(line, found[number], certain)))
    }


def _repairs(line: str) -> list[Repair]:
    """The repairs in a line that bring in nothing a note cannot hold."""
    repairs = [repair for repair in find_repairs(line) if not is_wrong(line, repair)]
    return without_lone_letters(repairs)


def _believed(line: str, repairs: list[Repair], certain: set[str]) -> Iterator[Damage]:
    """The repairs that are certain by themselves or in certain company, and the lost spaces."""
    taken: set[int] = set()
    sure = [is_certain(line, repair) for repair in repairs]
    any_sure = any(sure)
    for repair, is_sure in zip(repairs, sure, strict=True):
        # Some pairs are the same in two codecs, so that on one line any company will do.
        in_company = any_sure or repair.decoding.codec.family in certain
        if is_sure or (in_company and not repair.left_over):
            taken.update(range(repair.start, repair.end))
            lost = "\ufffd" in repair.whole
            yield Damage(repair.start, repair.end, repair.whole, Safety.SAFE, lost)
    for match in _LOST_SPACE.finditer(line):
        if match.start() not in taken:
            whole = "" if match[0] == "Â" else "à"
            yield Damage(match.start(), match.end(), whole, Safety.UNSAFE)
