"""What is damaged in a text, found once for all rules that leave damage to mojibake."""

from __future__ import annotations

from functools import lru_cache

from vaultlint.encoding import Repair, find_repairs

from ._suspects import may_be_damaged


@lru_cache(maxsize=1)  # the rules look at one note after the other
def damage_in(text: str) -> tuple[Repair, ...]:
    """The repairs of a text, as far as it tells of them itself."""
    return tuple(find_repairs(text)) if may_be_damaged(text) else ()
