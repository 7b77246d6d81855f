"""Restraint beside what lost bytes: there also a sequence that decodes may be one by chance."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence, Set

from vaultlint.finding import Span
from vaultlint.lazy import lazy

from .classes import class_of
from .naming import family_of
from .repairs import Certainty, Repair

_RUN = lazy("[^\x00-\x7f]+")
_LEFT_OVER = lazy("[Â-ô\x80-\x9f\ufffd]")  # what no good text has beside damage
_MADE = (Certainty.CERTAIN, Certainty.DOUBTFUL)
_ANYWHERE = frozenset(("latin", "greek", "phonetic", "math letter", "other letter"))
_MARK = "\ufeff"  # good text stands beside it where two files were put together
_FEW = 0.1  # of the letters that come out of the damage; a script of so few comes by chance
_TOGETHER = {
    "hangul": "han",
    **{f"{script} lower": script for script in ("latin", "greek", "cyrillic")},
    **{f"{script} upper": script for script in ("latin", "greek", "cyrillic")},
}


def restrained(text: str, repairs: Sequence[Repair]) -> list[Repair]:
    """The repairs; those beside left-overs doubtful, and lost if letters or codec are strange."""
    if not repairs:
        return []
    starts = [repair.span.start for repair in repairs]
    scripts = Counter(script for repair in repairs for script in _scripts(repair))
    families = Counter(family for repair in repairs for family in _families(repair))
    few = _few(scripts)
    others = {family for family, _ in families.most_common()[1:]}
    mixed = (few - _ANYWHERE) | _few(families)
    found = list(repairs)
    for match in _RUN.finditer(text):
        first, last = bisect_left(starts, match.start()), bisect_left(starts, match.end())
        if first == last:
            continue
        some = repairs[first:last]
        if _has_left_over(text, Span(*match.span()), some):
            found[first:last] = (_doubted(repair, few | others) for repair in some)
        elif _mixes(some, mixed):
            found[first:last] = map(_lost, some)
    return found


def _few(names: Counter[str]) -> set[str]:
    return {name for name, count in names.items() if count < _FEW * names.total()}


def _scripts(repair: Repair) -> list[str]:
    """The scripts of the letters that a repair brings in."""
    if repair.certainty not in _MADE or repair.replacement is None:
        return []
    letters = filter(str.isalpha, repair.replacement)
    kinds = ("han" if "\u3000" <= letter < "\ua000" else class_of(letter) for letter in letters)
    return [_TOGETHER.get(kind, kind) for kind in kinds]


def _families(repair: Repair) -> list[str]:
    """The family of the codec that a repair undoes first, once for each character of the result."""
    if repair.certainty not in _MADE or not repair.steps:
        return []
    return [family_of(repair.steps[0].codec)] * len(repair.replacement or "")


def _has_left_over(text: str, run: Span, repairs: Sequence[Repair]) -> bool:
    """Whether a stretch holds what is no text, and in no repair of these."""
    at = run.start
    for repair in repairs:
        if repair.certainty is Certainty.LOST or _LEFT_OVER.search(text, at, repair.span.start):
            return True
        if repair.certainty in _MADE:
            at = repair.span.end
    return _LEFT_OVER.search(text, at, run.end) is not None


def _mixes(repairs: Sequence[Repair], few: Set[str]) -> bool:
    """Whether repairs make one word of letters of far scripts, or undo one word with two codecs."""
    for names_of in (_scripts, _families):
        names = {name for repair in repairs for name in names_of(repair)}
        if len(names) > 1 and not names.isdisjoint(few):
            return True
    return False


def _lost(repair: Repair) -> Repair:
    return repair._replace(replacement=None, certainty=Certainty.LOST, steps=())


def _doubted(repair: Repair, few: Set[str]) -> Repair:
    if repair.certainty not in _MADE or repair.replacement == _MARK:
        return repair
    if not few.isdisjoint((*_scripts(repair), *_families(repair))):
        return _lost(repair)
    return repair._replace(certainty=Certainty.DOUBTFUL)
