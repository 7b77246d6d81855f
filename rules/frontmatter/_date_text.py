"""What a text can mean as a date: the shapes that dates are written in, and how they are read."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from ._moment import MONTHS

Order = Literal["day first", "month first"]

_CLOCK = (
    r"(?:(?:[Tt]|,? +)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
    r" ?(?P<half>[AaPp]\.?[Mm]\.?)?)?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? +)?"
_MONTH = "(?P<month>" + "|".join(f"{name[:3]}(?:{name[3:]})?\\.?" for name in MONTHS) + ")"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_FLAGS = re.IGNORECASE | re.ASCII
_USUAL = re.compile(
    r"(?P<year>\d{4})(?P<separator>[-/.])(?P<month>\d{1,2})(?P=separator)(?P<day>\d{1,2})" + _CLOCK,
    _FLAGS,
)
_OBSIDIAN_FORM = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?", re.ASCII
)


class Reading(NamedTuple):
    """One thing that a text can mean: a moment, whether it tells the time, and the order taken."""

    moment: datetime
    timed: bool
    order: Order | None = None


class DateText(NamedTuple):
    """A text in the shape of a date. No readings: the date does not exist.

    `shape` is a name that texts of the same form share, and says nothing else.
    """

    shape: str
    readings: tuple[Reading, ...]


@lru_cache(maxsize=4096)  # the notes of a day share their dates
def read_date(text: str) -> DateText | None:
    """What the text can mean as a date, None if it has no shape of a date at all.

    A year from 1300 to 1499 may be one of an Islamic calendar, where other days exist, and hour 24
    may be midnight: such texts are not read.
    """
    if match := _USUAL.fullmatch(text):
        return _one_order(match, 0)
    for number, shape in enumerate(_other_shapes(), start=1):
        if match := shape.fullmatch(text):
            return _one_order(match, number)
    match = _either_order().fullmatch(text)
    if match and not _is_foreign(match):
        first, second = int(match["first"]), int(match["second_number"])
        orders: tuple[tuple[Order, int, int], ...] = (
            ("day first", second, first),
            ("month first", first, second),
        )
        found = [
            reading._replace(order=order)
            for order, month, day in orders
            if (reading := _reading(match, month, day)) is not None
        ]
        if match["separator"] == ".":  # 3.4.2021 is day first wherever it is written
            found = [reading for reading in found if reading.order == "day first"]
        elif len({reading.moment for reading in found}) == 1:
            found = found[:1]
        return DateText(f"either order {match['separator']}", tuple(found))
    return None


def _one_order(match: re.Match[str], shape: int) -> DateText | None:
    """What a text means that names the year, the month and the day in an order that is known."""
    if _is_foreign(match):
        return None
    month = match["month"]
    reading = _reading(match, int(month) if month.isdigit() else _month_number(month))
    return DateText(f"shape {shape}", (reading,) if reading else ())


@cache  # they take long to compile, and the dates of most vaults have the usual shape
def _other_shapes() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(pattern + _CLOCK, _FLAGS)
        for pattern in (
            r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})",
            r"(?P<year>\d{4})年 ?(?P<month>\d{1,2})月 ?(?P<day>\d{1,2})日",
            r"(?P<year>\d{4})년 ?(?P<month>\d{1,2})월 ?(?P<day>\d{1,2})일",
            r"(?P<year>\d{4})\. (?P<month>\d{1,2})\. (?P<day>\d{1,2})\.",
            rf"{_WEEKDAY}{_MONTH} +{_DAY},? +(?P<year>\d{{4}})",
            rf"{_WEEKDAY}{_DAY}\.? +{_MONTH},? +(?P<year>\d{{4}})",
        )
    )


@cache
def _either_order() -> re.Pattern[str]:
    return re.compile(
        r"(?P<first>\d{1,2})(?P<separator>[-/.])(?P<second_number>\d{1,2})(?P=separator)"
        r"(?P<year>\d{4})" + _CLOCK,
        _FLAGS,
    )


def in_obsidian_form(text: str) -> bool:
    """Whether Obsidian may read the text as a date or a date and time, should that date exist.

    That is what its types take (obsidian.md section 2.2), and times with a zone or fractions, on
    which it is uncertain.
    """
    return _OBSIDIAN_FORM.fullmatch(text) is not None


def _reading(match: re.Match[str], month: int, day: int | None = None) -> Reading | None:
    """The moment that a match tells, None if there is no such moment."""
    hour = int(match["hour"] or 0)
    half = (match["half"] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + 12 * half.startswith("p")
    elif half and (hour > 12) != half.startswith("p"):
        return None  # "14:20 PM" says the half twice, "14:20 AM" nothing
    try:
        moment = datetime(
            int(match["year"]),
            month,
            int(match["day"]) if day is None else day,
            hour,
            int(match["minute"] or 0),
            int(match["second"] or 0),
        )
    except ValueError:
        return None
    return Reading(moment, match["hour"] is not None)


def _is_foreign(match: re.Match[str]) -> bool:
    """Whether the text may follow another calendar, or another way to tell midnight."""
    midnight = match["hour"] == "24" and not (match["minute"] + (match["second"] or "")).strip("0")
    return midnight or 1300 <= int(match["year"]) < 1500


def _month_number(name: str) -> int:
    starts = [month[:3].lower() for month in MONTHS]
    return starts.index(name[:3].lower()) + 1
