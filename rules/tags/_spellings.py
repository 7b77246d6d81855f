"""Which spelling of a part of a tag is the one that most notes have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from vaultlint.gathered import Gathered
from vaultlint.lazy import lazy

from ._tally import Spelling, looked_at

_COLOUR = lazy(r"(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)


class Choice(NamedTuple):
    """What to write in place of a spelling, and whether most notes do."""

    part: str
    by_most: bool


def choose(gathered: Gathered, path: str, spellings: Mapping[str, Spelling]) -> Choice | None:
    """The spelling that most notes have; on a tie the one with the fewest capitals.

    None for what looks like a colour, and where only one of the spellings is really a tag. Notes
    are parsed only if what is surely a tag does not decide.
    """
    if _is_colour(path):
        return None
    first = max(spellings, key=lambda part: spellings[part].sure)
    if all(
        spellings[first].sure > other.most for part, other in spellings.items() if part != first
    ):
        return Choice(first, by_most=True)
    counts = {part: looked_at(gathered, path, part, found) for part, found in spellings.items()}
    if sum(count > 0 for count in counts.values()) < 2:
        return None
    most = max(counts.values())
    best = [part for part, count in counts.items() if count == most]
    return Choice(min(best, key=_capitals), by_most=len(best) == 1)


def _capitals(part: str) -> tuple[int, str]:
    return sum(map(str.isupper, part)), part


def _is_colour(path: str) -> bool:
    """Whether it looks like a colour of a web page, of which nobody minds the case."""
    plain = len({*path}) < 3 or any(map(str.isdigit, path))
    return plain and _COLOUR.fullmatch(path) is not None
