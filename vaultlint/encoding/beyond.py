"""All damage of a text: what decodes exactly, and what is beyond that."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence, Set

from vaultlint.lazy import lazy

from .choice import Chain
from .deeper import taken_further
from .repairs import Certainty, Repair

_LATIN_1 = lazy("[\x80-\x9f]")  # what is left of these was no Windows-1252


def with_all_else(
    text: str,
    exact: Sequence[Repair],
    company: Set[Chain],
    known: Callable[[str], bool] | None = None,
) -> list[Repair]:
    """The exact repairs of a text, in order, and all else that is damaged in it.

    `company` are the codecs of the exact repairs that are certain. A repair may take the place of
    exact ones. What lost bytes is LOST, also where it decodes to U+FFFD.
    """
    from .evidence import find_exact

    def find_again(text: str) -> list[Repair]:
        exact, _ = find_exact(text, known)
        return _with_inexact(text, exact, inner, known, deep=True)

    inner = {chain[1:] for chain in company if len(chain) > 1}
    repairs = _with_inexact(text, exact, company, known)
    if any(_leaves_damage(text, repair) for repair in repairs):
        inner.add(("western",))
    if inner or (exact and not company):
        repairs = taken_further(text, repairs, find_again)
    return list(map(_as_said, repairs))


def _leaves_damage(text: str, repair: Repair) -> bool:
    """Whether a repair makes a letter that, with the space behind it, is rather damage again."""
    ends = (repair.replacement or "").endswith(("Â", "Ã"))
    return ends and text.startswith(" ", repair.span.end)


def _with_inexact(
    text: str,
    exact: Sequence[Repair],
    company: Set[Chain],
    known: Callable[[str], bool] | None,
    *,
    deep: bool = False,
) -> list[Repair]:
    repairs = list(exact)
    if not text.isascii():
        from .far_east import find_far_eastern
        from .fragments import find_fragments
        from .orphans import find_orphans
        from .replaced import find_replaced
        from .restraint import restrained
        from .spaces import with_lost_spaces

        repairs = with_lost_spaces(text, repairs, company, known, deep=deep)
        lost = (*find_orphans(text, repairs), *find_fragments(text, repairs))
        repairs = restrained(text, _together(repairs, lost))
        repairs = _together(repairs, find_far_eastern(text))
        repairs = _together(repairs, find_replaced(text))
    from .controls import find_low_bytes, find_windows_characters
    from .wide import find_wide

    repairs = _together(repairs, find_wide(text))
    if not any(_LATIN_1.search(text[slice(*repair.span)]) for repair in exact):
        repairs = _together(repairs, find_windows_characters(text))
    return _together(repairs, find_low_bytes(text))


def _as_said(repair: Repair) -> Repair:
    """An exact repair; without byte order marks, and lost where it brings U+FFFD back.

    A half mark comes of an emoji's variation selector whose last byte was dropped.
    """
    whole = repair.replacement
    if whole is None:
        return repair
    if "\ufffd" in whole:
        return repair._replace(certainty=Certainty.LOST)
    if any("\ufe10" <= character < "\ufe30" for character in whole):
        return repair._replace(replacement=None, certainty=Certainty.LOST, steps=())
    if "\ufeff" in whole:
        return repair._replace(replacement=whole.replace("\ufeff", ""))
    return repair


def _together(repairs: list[Repair], others: Iterable[Repair]) -> list[Repair]:
    """The repairs, and those of the others that overlap none of them nor one another, in order."""
    starts = [repair.span.start for repair in repairs]
    more: list[Repair] = []
    for other in sorted(others, key=lambda repair: repair.span):
        end = more[-1].span.end if more else 0
        if end <= other.span.start and not _overlaps(repairs, starts, other):
            more.append(other)
    if not more:
        return repairs
    return sorted((*repairs, *more), key=lambda repair: repair.span)


def _overlaps(repairs: Sequence[Repair], starts: Sequence[int], other: Repair) -> bool:
    before = bisect_left(starts, other.span.end) - 1
    return before >= 0 and repairs[before].span.end > other.span.start
