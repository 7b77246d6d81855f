"""Restraint beside what lost bytes: there also a sequence that decodes may be one by chance."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from vaultlint.finding import Span
from vaultlint.lazy import lazy

from .classes import class_of
from .repairs import Certainty, Repair

_RUN = lazy("[^\x00-\x7f]+")
_LEFT_OVER = lazy("[Â-ô\x80-\x9f\ufffd]")  # what no good text has beside damage
_MADE = (Certainty.CERTAIN, Certainty.DOUBTFUL)
_FEW = 0.1  # of the letters that come out of the damage; a script of so few comes by chance
_TOGETHER = {
    **dict.fromkeys(("hiragana", "katakana", "hangul"), "han"),
    **{f"{script} lower": script for script in ("latin", "greek", "cyrillic")},
    "Latin-1": "Windows-1252",
    **{f"{script} upper": script for script in ("latin", "greek", "cyrillic")},
}


def restrained(text: str, repairs: Sequence[Repair]) -> list[Repair]:
    """The repairs; those beside left-overs doubtful, and lost if letters or codec are strange."""
    if not repairs:
        return []
    starts = [repair.span.start for repair in repairs]
    scripts = Counter(script for repair in repairs for script in _scripts(repair))
    codecs = Counter(codec for repair in repairs for codec in _codecs(repair))
    few = {script for script, count in scripts.items() if count < _FEW * scripts.total()}
    few.update(codec for codec, _ in codecs.most_common()[1:])
    found = list(repairs)
    for match in _RUN.finditer(text):
        first, last = bisect_left(starts, match.start()), bisect_left(starts, match.end())
        if first < last and _has_left_over(text, Span(*match.span()), repairs[first:last]):
            found[first:last] = (_doubted(repair, few) for repair in repairs[first:last])
    return found


def _scripts(repair: Repair) -> list[str]:
    """The scripts of the letters that a repair brings in."""
    if repair.certainty not in _MADE or repair.replacement is None:
        return []
    kinds = (class_of(letter) for letter in repair.replacement if letter.isalpha())
    return [_TOGETHER.get(kind, kind) for kind in kinds]


def _codecs(repair: Repair) -> list[str]:
    """The codec that a repair undoes first, once for each character that comes out of it."""
    if repair.certainty not in _MADE or not repair.steps:
        return []
    codec = repair.steps[0].codec
    return [_TOGETHER.get(codec, codec)] * len(repair.replacement or "")


def _has_left_over(text: str, run: Span, repairs: Sequence[Repair]) -> bool:
    """Whether a stretch holds what is no text, and in no repair of these."""
    at = run.start
    for repair in repairs:
        if _LEFT_OVER.search(text, at, repair.span.start):
            return True
        if repair.certainty in _MADE:
            at = repair.span.end
    return _LEFT_OVER.search(text, at, run.end) is not None


def _doubted(repair: Repair, few: set[str]) -> Repair:
    if repair.certainty not in _MADE:
        return repair
    if not few.isdisjoint((*_scripts(repair), *_codecs(repair))):
        return replace(repair, replacement=None, certainty=Certainty.LOST, steps=())
    return replace(repair, certainty=Certainty.DOUBTFUL)
