"""The shapes that dates are written in, as patterns: none decides what a text means."""

from __future__ import annotations

import re

from vaultlint.lazy import lazy

_FLAGS = re.IGNORECASE | re.ASCII
# Also of scripts whose vowels are no letters to Python, hence not `\w`, and never with re.ASCII.
_WORD = r"[^\s\d,.:;/()（）\[\]{}'\"_-]{1,20}"
_CLOCK = (
    r"(?:(?:[Tt]|,? {1,3}(?:(?:at|um|à|às|a|a las|a les|kl\.?|klo|pukul) )?)"
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    r" ?(?P<half>[AaPp]\.?[Mm]\.?)?)?"
)
_ORDINAL = r"(?:[-:]?[^\W\d_]{1,4}|\.)?"  # 2nd, 2º, 20ste, 13:e, 15-го
_DAY = rf"(?P<day>[0-9]{{1,2}}){_ORDINAL}"
_YEAR = r"(?P<year>[0-9]{4})"
_MONTH = rf"(?P<month>{_WORD})\.?"
_OF = r"(?:(?:of|de|del) |d['’])?"
_NAMED_WEEKDAY = rf"(?P<weekday>{_WORD}(?:-{_WORD})?)\.?,? {{1,3}}"
_WEEKDAY = rf"(?:{_NAMED_WEEKDAY})?"
_BEHIND = rf"(?:,? {{0,3}}[(（]?(?P<weekday>{_WORD})\.?[)）]?)?"
_USUAL = lazy(
    r"(?P<year>[0-9]{4})(?P<separator>[-/.])(?P<month>[0-9]{1,2})(?P=separator)"
    r"(?P<day>[0-9]{1,2})" + _CLOCK,
    _FLAGS,
)
_EITHER_ORDER = lazy(
    r"(?P<first>[0-9]{1,2})(?P<separator>[-/.])(?P<other>[0-9]{1,2})(?P=separator)"
    r"(?P<year>[0-9]{4})" + _CLOCK,
    _FLAGS,
)
_WRITTEN = (
    # 20200821, 20200821T1030, 20200821103000
    r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
    r"(?:T?(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?P<second>[0-9]{2})?)?(?P<half>)",
    # 2020-08-21 Fri 10:30
    r"(?P<year>[0-9]{4})(?P<separator>[-/.])(?P<month>[0-9]{1,2})(?P=separator)"
    rf"(?P<day>[0-9]{{1,2}}){_BEHIND}{_CLOCK}",
    # 2020年8月21日(金), 2020년 8월 21일 금요일
    rf"{_YEAR} ?年 ?(?P<month>[0-9]{{1,2}}) ?月 ?(?P<day>[0-9]{{1,2}}) ?[日号]{_BEHIND}{_CLOCK}",
    rf"{_YEAR} ?년 ?(?P<month>[0-9]{{1,2}}) ?월 ?(?P<day>[0-9]{{1,2}}) ?일{_BEHIND}{_CLOCK}",
    # 2020. 8. 21. and 21. 8. 2020: nobody writes the month last, or first
    rf"{_YEAR}\. ?(?P<month>[0-9]{{1,2}})\. ?(?P<day>[0-9]{{1,2}})\.?{_CLOCK}",
    rf"{_WEEKDAY}(?P<day>[0-9]{{1,2}})\. (?P<month>[0-9]{{1,2}})\. {_YEAR}{_CLOCK}",
    # Fr., 21.8.2020: whoever writes dots with a weekday is no American
    rf"{_NAMED_WEEKDAY}(?P<day>[0-9]{{1,2}})\.(?P<month>[0-9]{{1,2}})\.{_YEAR}{_CLOCK}",
    # Friday, August 21st 2020; Fri Aug 21 2020
    rf"{_WEEKDAY}{_MONTH} {{1,3}}{_DAY},? {{1,3}}{_YEAR}{_CLOCK}",
    # 21. August 2020; 21 de agosto de 2020
    rf"{_WEEKDAY}(?:(?:le|el|la|den|am) )?{_DAY} {{1,3}}{_OF}{_MONTH},? {{1,3}}"
    rf"{_OF}{_YEAR}(?: ?[гр])?\.?{_CLOCK}",
    # 2020. augusztus 21.; 2020 Aug 21
    rf"{_YEAR}[.,]? {{1,3}}{_MONTH} {{1,3}}(?P<day>[0-9]{{1,2}})\.?{_CLOCK}",
    # 21-Aug-2020, 2020-Aug-21
    rf"(?P<day>[0-9]{{1,2}})(?P<separator>[-/.])(?P<month>{_WORD})\.?(?P=separator){_YEAR}{_CLOCK}",
    rf"{_YEAR}(?P<separator>[-/.])(?P<month>{_WORD})\.?(?P=separator)(?P<day>[0-9]{{1,2}}){_CLOCK}",
    # 21 tháng 8, 2020
    rf"(?P<day>[0-9]{{1,2}}) tháng (?P<month>[0-9]{{1,2}}),? (?:năm )?{_YEAR}{_CLOCK}",
    # 2020-W34-5, the fifth day of the ISO week; a small w is a week that begins on Sunday
    rf"{_YEAR}-?(?-i:W)(?P<week>[0-5][0-9])-?(?P<day>[1-7]){_CLOCK}",
)
# One takes long to compile, and most dates that have not the usual shape have one of the first.
_OTHERS = tuple(lazy(pattern, re.IGNORECASE) for pattern in _WRITTEN)


def match_shape(text: str) -> tuple[str, re.Match[str]] | None:
    """The shape that names year, month and day in a known order, and its match; None if no shape.

    Texts of the same form have the same shape. The groups are year, month (a number or a word), day
    and those of the time of day; some shapes have `weekday`, the ISO week's has `week` for month.
    """
    if match := _USUAL.fullmatch(text):
        return f"year first {match['separator']}", match
    for number, shape in enumerate(_OTHERS):
        if match := shape.fullmatch(text):
            return f"shape {number}", match
    return None


def match_either_order(text: str) -> re.Match[str] | None:
    """The match of a text such as `03/04/2021`, whose first number may be the day or the month."""
    return _EITHER_ORDER.fullmatch(text)
