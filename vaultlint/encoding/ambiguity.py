"""Pairs of characters that are a unit of some codec, and good text as well: `Å²`, `×–`, `MAÇÃ®`.

Nearly any two characters of the right kind are one. What follows a capital or a sign in ordinary
text (a quotation mark, a dash, a raised number, a no-break space) therefore proves nothing.
"""

from __future__ import annotations

from enum import IntEnum

from .codecs import Unit

_CLOSES = "\u00a0…’”»›–—·•™®°"  # what stands behind a word, here behind one in capitals
_BEHIND_CAPITAL = frozenset(_CLOSES)
_BEHIND_CAPITALS = frozenset(_CLOSES + "²³¹ºª©€£")
_BEHIND_SYMBOL = frozenset(_CLOSES + "²³¹ªº±†×÷′´“‘µ")  # "Â·", "Å²", "Ã±1"
_SIGNS = frozenset("√∂∆≈∞π∫µΩ")  # "√π": in Mac Roman they are a sequence
_OPENS = frozenset("«»“”‘’‹›„‚…–—")  # before a word; in Mac Roman they begin a sequence
_OPERATORS = frozenset("·×÷²³¹")  # behind a symbol and before another one, without a blank
_ONE_LETTER_WORDS = frozenset("ÃÉÓÖÔÊÈВКСОУИЯ")  # a no-break space often follows them
_WORDS = frozenset(  # letters that are words in some language, those of other scripts aside
    "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþœÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞŒßªºµįĮőŐơƠưƯəƏčČšŠžŽ"
)
_NO_BREAK = "\u00a0"
_SOFT_HYPHEN = "\u00ad"


class Doubt(IntEnum):
    """Whether units may well be good text.

    NONE: hardly. SOME: unless there is other damage of the kind. GREAT: even then.
    """

    NONE = 0
    SOME = 1
    GREAT = 2


def doubt_of(
    text: str, run: list[Unit], family: str, before: str, after: str, *, deeper: bool = False
) -> Doubt:
    """Whether units that stand side by side in a text may all well be good text.

    `before` and `after` are up to two characters before the text and one behind it. `deeper`:
    whether the text came out of damage, and is hardly good where nobody would write it.
    """
    first, last = run[0].start, run[-1].end
    outer = (before + text[max(first - 2, 0) : first])[-2:]
    following = (text[last : last + 1] or after)[:1]
    if all(unit.end - unit.start == 2 for unit in run) and len(run) <= 2:
        isolated = not outer[-1:].isalpha() and not following.isalpha()
        if isolated and family != "western" and not deeper:
            return _doubt_of(run, outer, following)
    said = outer + "".join(unit.character for unit in run) + following
    for number, unit in enumerate(run, start=len(outer)):
        pair = text[unit.start : unit.end]
        behind = said[number + 1 : number + 2]
        if not _is_ambiguous(said[max(number - 2, 0) : number], pair, behind, said[number]):
            return Doubt.NONE
        if deeper and pair[0] in _SIGNS:
            return Doubt.NONE
    return _doubt_of(run, outer, following)


def _doubt_of(run: list[Unit], before: str, after: str) -> Doubt:
    """How ambiguous ambiguous units are: most letters are no words, as they would be there."""
    is_word = before[-1:].isalpha() or after.isalpha() or len(run) > 1
    letter = run[0].character
    strange = letter.isalpha() and letter not in _WORDS and letter < "\u0370"
    return Doubt.GREAT if strange and not is_word else Doubt.SOME


def _is_ambiguous(before: str, unit: str, after: str, character: str) -> bool:
    """The same of one unit, by what stands directly beside it when all others are repaired."""
    if len(unit) > 2:
        return False
    lead, more = unit[0], unit[1]
    left, right = before[-1:].isalpha(), after.isalpha()
    if lead == "×":
        return more in _BEHIND_SYMBOL or more in "½¼¾“‘«"
    if more == _SOFT_HYPHEN and (lead == "ß" or before[-1:].isupper()):
        return True  # "Fuß\u00adball"
    if lead in _SIGNS and more in _SIGNS:
        return not (before.isascii() and left and (right or before.isalpha()))
    if more == _NO_BREAK:
        return before[-1:].isupper() or (not left and lead in _ONE_LETTER_WORDS)
    if more in _OPERATORS and not left and not (lead == "Ã" and character.isalpha()):
        return more != "·" or after != " " or before[-1:] not in ("", " ", "\n")
    if not left and not right:
        return more in _BEHIND_SYMBOL or (more == "€" and lead != "Ã")
    if lead in _OPENS:
        return not left
    if right or not before[-1:].isupper():
        return False
    if more in _BEHIND_CAPITAL or (more == "“" and lead != "Ã"):
        return True
    in_capitals = len(before) == 2 and before.isupper()
    return more in _BEHIND_CAPITALS and in_capitals and character.islower()
