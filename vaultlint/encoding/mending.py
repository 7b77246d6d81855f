"""The repairs of a text: all of them in order, or the text after them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vaultlint.finding import Span
from vaultlint.lazy import lazy

from .choice import chain_of, choose
from .repairs import Certainty, Repair, with_repairs

_RUN = lazy("[^\x00-\x7f]+")
SURE = 6.0
ALONE: frozenset[tuple[str, ...]] = frozenset()


def may_be_damaged(text: str) -> bool:
    """Whether a text may hold damage; False is certain."""
    return not text.isascii()


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
    found = []
    company: set[tuple[str, ...]] = set()
    for match in _RUN.finditer(text):
        start, end = match.span()
        choice = choose(text[start - 1 : start], match[0], text[end : end + 1], ALONE)
        if choice.margin >= SURE:
            company.update(chain_of(r.codecs) for r in choice.readings)
        found.append((start, end, choice))
    out = []
    for start, end, choice in found:
        if company and choice.margin < SURE:
            choice = choose(
                text[start - 1 : start], text[start:end], text[end : end + 1], frozenset(company)
            )
        for r in choice.readings:
            certainty = Certainty.CERTAIN if choice.margin >= SURE else Certainty.DOUBTFUL
            out.append(Repair(Span(start + r.start, start + r.end), r.character, certainty, ""))
    return out


def repair(text: str) -> str:
    """The text after every repair that is certain or most likely."""
    return with_repairs(text, find_repairs(text), (Certainty.CERTAIN, Certainty.DOUBTFUL))


def repair_safely(text: str) -> str:
    """The text after every repair that is certain."""
    return with_repairs(text, find_repairs(text), (Certainty.CERTAIN,))
