"""The repairs of a text: all of them in order, or the text after them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

from vaultlint.finding import Safety, Span

from .repairs import Certainty, Repair, with_repairs


def may_be_damaged(text: str) -> bool:
    """Whether a text may hold damage; False is certain."""
    units = import_module("vaultlint.rules.encoding._units")
    return not text.isascii() and bool(units.next_damage(text, 0) >= 0)


def find_repairs(
    text: str,
    *,
    prose: Sequence[Span] | None = None,
    known: Callable[[str], bool] | None = None,
) -> list[Repair]:
    """The damaged stretches of a text, in order, none overlapping another.

    Only what lies in `prose` is looked at, None being everything. `known` tells whether a word
    stands undamaged elsewhere; it may be dear, and is asked last.
    """
    if not may_be_damaged(text):
        return []
    find_damage = import_module("vaultlint.rules.encoding._damage").find_damage
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    repairs = []
    for number, damages in sorted(find_damage(dict(enumerate(lines))).items()):
        for damage in damages:
            span = Span(starts[number] + damage.start, starts[number] + damage.end)
            if prose is not None and not any(stretch.contains(span) for stretch in prose):
                continue
            certainty = Certainty.CERTAIN if damage.safety is Safety.SAFE else Certainty.DOUBTFUL
            if damage.lost:
                certainty = Certainty.LOST
            repairs.append(Repair(span, damage.whole, certainty, "read with the wrong encoding"))
    return repairs


def repair(text: str) -> str:
    """The text after every repair that is certain or most likely."""
    return with_repairs(text, find_repairs(text), (Certainty.CERTAIN, Certainty.DOUBTFUL))


def repair_safely(text: str) -> str:
    """The text after every repair that is certain."""
    return with_repairs(text, find_repairs(text), (Certainty.CERTAIN,))
