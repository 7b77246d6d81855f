"""What a text can mean as a date: its readings, and whether it says something that cannot be."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from vaultlint.lazy import lazy

from ._date_names import month_of, weekdays_of
from ._date_shapes import match_either_order, match_shape

Order = Literal["day first", "month first"]

UNIX_TIME = "unix time"
"""The shape of numbers that may well be no dates, unless the property is known to be one."""
_LONGEST = 80
_OBSIDIAN_FORM = lazy(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?", re.ASCII
)
_UNIX_TIME = lazy(r"1[0-9]{9}(?:[0-9]{3})?", re.ASCII)  # from 2001 to 2033
_FILLERS = frozenset(("le", "el", "la", "den", "am", "on"))  # "le 21 août 2020" names no weekday


class Reading(NamedTuple):
    """One thing that a text can mean: a moment, whether it tells the time, and the order taken."""

    moment: datetime
    timed: bool
    order: Order | None = None


class DateText(NamedTuple):
    """A text in the shape of a date. No readings: the date does not exist.

    `shape` is a name that texts of the same form share, and says nothing else. `doubt` says why
    nothing may be written for the text although it has a reading: "but that day is a Friday".
    """

    shape: str
    readings: tuple[Reading, ...]
    doubt: str = ""


@lru_cache(maxsize=4096)  # the notes of a day share their dates
def read_date(text: str) -> DateText | None:
    """What the text can mean as a date, None if it has no shape of a date at all.

    Not read are texts that may follow another calendar, where other days exist, hour 24, which may
    be midnight, and names of months that mean different ones in different languages.
    """
    if len(text) > _LONGEST:
        return None
    if _UNIX_TIME.fullmatch(text):
        return _unix_time(text)
    found = match_shape(text)
    if found is not None:
        return _known_order(*found)
    match = match_either_order(text)
    if match is None:
        return _day_of_zoned(text)
    return None if _is_foreign(match) else _either_order(match)


def in_obsidian_form(text: str) -> bool:
    """Whether Obsidian may read the text as a date or a date and time, should that date exist.

    That is what its types take (obsidian.md section 2.2), and times with a zone or fractions, on
    which it is uncertain.
    """
    return _OBSIDIAN_FORM.fullmatch(text) is not None


def _day_of_zoned(text: str) -> DateText | None:
    """A date in Obsidian's form with a zone or fractions, of which only the day is judged."""
    if not in_obsidian_form(text) or _is_other_calendar(int(text[:4])):
        return None
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return DateText("zoned", ())
    return None


def _unix_time(digits: str) -> DateText:
    """What a number means that counts seconds or milliseconds since 1970."""
    unit = "milliseconds" if len(digits) == 13 else "seconds"
    moment = datetime(1970, 1, 1) + timedelta(**{unit: int(digits)})
    doubt = f"the {unit} since 1970, which are {moment:%Y-%m-%d %H:%M} in Greenwich"
    return DateText(UNIX_TIME, (Reading(moment, True),), doubt)


def _known_order(shape: str, match: re.Match[str]) -> DateText | None:
    """What a text means that names the year, the month and the day in an order that is known."""
    if _is_foreign(match):
        return None
    groups = match.groupdict()
    if "week" in groups:
        day = _day_of_week(int(match["year"]), int(match["week"]), int(match["day"]))
        return DateText(shape, () if day is None else _timed(match, day))
    month = int(match["month"]) if match["month"].isdecimal() else month_of(match["month"])
    if month is None:
        return None
    readings = _reading(match, month, int(match["day"]))
    weekday = groups.get("weekday") or ""
    if not weekday or weekday.lower() in _FILLERS:
        return DateText(shape, readings)
    days = weekdays_of(weekday)
    wrong = readings and readings[0].moment.weekday() not in days
    if not days or (wrong and len(weekday) < 3):  # what is so short may be another word
        return None
    if wrong:
        return DateText(shape, readings, f"but that day is a {readings[0].moment:%A}")
    return DateText(shape, readings)


def in_both_orders(text: str) -> DateText | None:
    """What `3.4.2021` means where dots do not tell that the day is first; None for other texts."""
    match = match_either_order(text)
    return None if match is None or match["separator"] != "." else _either_order(match, ".")


def _either_order(match: re.Match[str], unsure: str = "") -> DateText:
    """What a text means whose first number may be the day or the month.

    unsure: a further separator that does not tell which it is.
    """
    first, other = int(match["first"]), int(match["other"])
    shape = f"either order {match['separator']}"
    if first == other:  # 3/3/2021 means the same either way
        return DateText(shape, _reading(match, other, first))
    found = [one._replace(order="day first") for one in _reading(match, other, first)]
    # 3.4.2021 is day first wherever it is usual
    if not found or match["separator"] != "." or match["separator"] == unsure:
        found += [one._replace(order="month first") for one in _reading(match, first, other)]
    return DateText(shape, tuple(found))


def _reading(match: re.Match[str], month: int, day: int) -> tuple[Reading, ...]:
    """The moment on that day that a match tells, nothing if there is no such moment."""
    try:
        return _timed(match, date(int(match["year"]), month, day))
    except ValueError:
        return ()


def _timed(match: re.Match[str], day: date) -> tuple[Reading, ...]:
    hour = int(match["hour"] or 0)
    half = (match["half"] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + 12 * half.startswith("p")
    elif half and (hour > 12) != half.startswith("p"):
        return ()  # "14:20 PM" says the half twice, "14:20 AM" nothing
    minute, second = int(match["minute"] or 0), int(match["second"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return ()
    moment = datetime(day.year, day.month, day.day, hour, minute, second)
    return (Reading(moment, match["hour"] is not None),)


def _day_of_week(year: int, week: int, day: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, day)
    except ValueError:
        return None


def _is_foreign(match: re.Match[str]) -> bool:
    """Whether the text may follow another calendar, or another way to tell midnight."""
    if _is_other_calendar(int(match["year"])):
        return True
    return match["hour"] == "24" and not (match["minute"] + (match["second"] or "")).strip("0")


def _is_other_calendar(year: int) -> bool:
    """Whether the year is hardly one of ours.

    Those are the years of the Islamic, the Buddhist and the Jewish calendar now, widely taken; and
    birthdays whose year nobody knows may have the year 0.
    """
    return year == 0 or 1300 <= year < 1500 or 2400 <= year < 2700 or 5600 <= year < 5900
