"""The numbers that a moment has: its month, its day of the year, its week, its hour."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from .locales import Locale

_DAYS_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
ISO_WEEK = (1, 4)  # weeks begin on Monday, and the first one holds the fourth of January


def first_of(year: int, month: int) -> int:
    """The number (as `date.toordinal`) of the first day of a month, of any year at all."""
    before = year - 1
    january = before * 365 + before // 4 - before // 100 + before // 400 + 1
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return january + _DAYS_BEFORE[month - 1] + (leap and month > 2)


def week_start(year: int, week: tuple[int, int]) -> int:
    """The number (as `date.toordinal`) of the day on which the first week of a year begins.

    week: the day on which weeks begin, Sunday is 0, and the number by which moment.js tells the
    first week: it is the one of the (7 + day - number)th of January.
    """
    day, number = week
    inside = first_of(year, 1) + 6 + day - number
    return inside - (inside - day) % 7


def week_of(moment: datetime, week: tuple[int, int]) -> tuple[int, int]:
    """The year that a moment's week belongs to, and the number of the week in it."""
    today = moment.toordinal()
    year = moment.year + 1
    while (start := week_start(year, week)) > today:
        year -= 1
    return year, (today - start) // 7 + 1


Field = Callable[[datetime, Locale], int]

FIELDS: Mapping[str, Field] = {
    "year": lambda moment, _: moment.year,
    "year of century": lambda moment, _: moment.year % 100,
    "quarter": lambda moment, _: (moment.month + 2) // 3,
    "month": lambda moment, _: moment.month,
    "day": lambda moment, _: moment.day,
    "day of year": lambda moment, _: moment.timetuple().tm_yday,
    "weekday": lambda moment, _: moment.isoweekday() % 7,
    "local weekday": lambda moment, locale: (moment.isoweekday() - locale.week[0]) % 7,
    "ISO weekday": lambda moment, _: moment.isoweekday(),
    "week": lambda moment, locale: week_of(moment, locale.week)[1],
    "ISO week": lambda moment, _: week_of(moment, ISO_WEEK)[1],
    "week year": lambda moment, locale: week_of(moment, locale.week)[0],
    "week year of century": lambda moment, locale: week_of(moment, locale.week)[0] % 100,
    "ISO week year": lambda moment, _: week_of(moment, ISO_WEEK)[0],
    "ISO week year of century": lambda moment, _: week_of(moment, ISO_WEEK)[0] % 100,
    "hour": lambda moment, _: moment.hour,
    "hour of half": lambda moment, _: moment.hour % 12 or 12,
    "hour to 24": lambda moment, _: moment.hour or 24,
    "minute": lambda moment, _: moment.minute,
    "second": lambda moment, _: moment.second,
}
