"""The repairs of a text: all of them in order, or the text after them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from vaultlint.finding import Span

from .gate import may_be_damaged, may_hold_remains
from .repairs import Certainty, Repair, with_repairs


def find_repairs(
    text: str,
    *,
    prose: Sequence[Span] | None = None,
    known: Callable[[str], bool] | None = None,
) -> list[Repair]:
    """The damaged stretches of a text, in order, none overlapping another.

    Only what lies in `prose` is looked at, None being everything; evidence is weighed over the
    whole text. `known` tells whether a word stands undamaged elsewhere; it may be dear, and is
    asked last.
    """
    if not may_be_damaged(text):
        return []
    from .beyond import with_all_else
    from .evidence import find_exact  # with the table of likelihoods; few texts come here
    from .garbage import without_garbage

    exact, company = find_exact(text, known)
    if not exact and not may_hold_remains(text):
        return []
    repairs = without_garbage(text, with_all_else(text, exact, company, known))
    return repairs if prose is None else [each for each in repairs if _lies_in(each.span, prose)]


def _lies_in(span: Span, prose: Sequence[Span]) -> bool:
    """Whether a stretch that is looked at, of those given in order, contains a span."""
    before = bisect_right(prose, span.start, key=lambda stretch: stretch.start) - 1
    return before >= 0 and prose[before].contains(span)


def repair(text: str) -> str:
    """The text after every repair that is certain or most likely."""
    return with_repairs(text, find_repairs(text), (Certainty.CERTAIN, Certainty.DOUBTFUL))


def repair_safely(text: str) -> str:
    """The text after every repair that is certain."""
    return with_repairs(text, find_repairs(text), (Certainty.CERTAIN,))
