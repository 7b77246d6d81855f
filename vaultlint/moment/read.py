"""What a text can mean that has a form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import chain

from .fields import FIELDS, ISO_WEEK, first_of, week_start
from .locales import Locale
from .patterns import Told, normal, patterns, plain
from .table import locales_for

Numbers = Mapping[str, frozenset[int]]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_DAY = datetime.max.toordinal()
_NONE: frozenset[int] = frozenset()
_LONGEST = 300  # characters; no date is so long
_CLOCK = ("hour", "hour of half", "hour to 24", "minute", "second")


@lru_cache(maxsize=8192)  # the notes of a day share their dates
def read_moment(text: str, form: str, locale: str | None = None) -> tuple[datetime, ...]:
    """The moments that the text can mean in that form; see the package."""
    found = {moment for _, moment in readings(text, form, locale)}
    return tuple(sorted(found, key=lambda moment: moment.replace(tzinfo=None)))


def readings(text: str, form: str, locale: str | None) -> Iterator[tuple[Locale, datetime]]:
    """Each reading, with the language in which it is one."""
    if len(text) > _LONGEST:
        return
    for tongue in locales_for(normal(text), form, locale):
        for pattern in patterns(form, tongue):
            told = pattern.told(plain(text, tongue))
            if told is not None:
                for moment in _moments(told, tongue):
                    yield tongue, moment


def _moments(told: Told, locale: Locale) -> Iterator[datetime]:
    """The first moment of every stretch of time of which all is true that was told."""
    if told.epochs:
        moment = _since_1970(told)
        if (
            moment is not None
            and f"{moment.microsecond:06}".startswith(told.fraction.rstrip("0"))
            and _agrees(moment, told, told.numbers, locale)
        ):
            yield moment
        return
    microsecond = int(told.fraction[:6].ljust(6, "0"))
    for day in _days(told.numbers, locale):
        for moment in _hours(day, told, locale):
            yield moment.replace(microsecond=microsecond, tzinfo=told.zone)


def _since_1970(told: Told) -> datetime | None:
    """The instant that `X` or `x` tells, in the zone that was told, else in UTC."""
    seconds, milliseconds = told.epochs.get("X"), told.epochs.get("x")
    if milliseconds is None:
        milliseconds = (seconds or 0) * 1000 + int(told.fraction.ljust(3, "0")[:3])
    if seconds not in (None, milliseconds // 1000):
        return None
    try:
        return (_EPOCH + timedelta(milliseconds=milliseconds)).astimezone(told.zone or UTC)
    except OverflowError:
        return None


def _agrees(moment: datetime, told: Told, names: Iterable[str], locale: Locale) -> bool:
    """Whether those fields of the moment, and its part of the day, are as told."""
    minute = moment.hour * 60 + moment.minute
    return all(FIELDS[name](moment, locale) in told.numbers[name] for name in names) and all(
        plain(locale.half(minute, token), locale).casefold() == name.casefold()
        for token, name in told.halves.items()
    )


def _days(numbers: Numbers, locale: Locale) -> Iterator[datetime]:
    """The first day of every run of days of which the numbers are true."""
    checks = [(FIELDS[name], values) for name, values in numbers.items() if name not in _CLOCK]
    before = 0
    for number in _possible_days(numbers, locale):
        if not 1 <= number <= _LAST_DAY:
            continue
        day = datetime.fromordinal(number)
        if all(field(day, locale) in values for field, values in checks):
            if before == 0 or before != number - 1:
                yield day
            before = number


def _possible_days(numbers: Numbers, locale: Locale) -> Iterable[int]:
    """The days (as `date.toordinal`) among which those that are meant must be, in order."""
    weeks = (("", locale.week), ("ISO ", ISO_WEEK))
    for year in numbers.get("year", ()):
        months = numbers.get("month", _NONE)
        for month in months.intersection(range(1, 13)) if len(months) == 1 else ():
            days = numbers.get("day", range(1, 32))
            return range(first_of(year, month) - 1 + min(days), first_of(year, month) + max(days))
        for kind, week in weeks:
            for number in numbers.get(f"{kind}week", ()):
                starts = [week_start(year + i, week) + 7 * number - 7 for i in (-1, 0, 1)]
                return chain.from_iterable(range(start, start + 7) for start in starts)
        return range(first_of(year, 1), first_of(year + 1, 1))
    for kind, week in weeks:
        for year in numbers.get(f"{kind}week year", ()):
            start = week_start(year, week)
            for number in numbers.get(f"{kind}week", ()):
                return range(start + 7 * number - 7, start + 7 * number)
            return range(start, week_start(year + 1, week))
    return ()


def _hours(day: datetime, told: Told, locale: Locale) -> Iterator[datetime]:
    """The first moment of every run of hours of which the numbers are true; midnight if none is."""
    numbers = {name: min(told.numbers[name]) for name in _CLOCK if name in told.numbers}
    minute, second = numbers.pop("minute", None), numbers.pop("second", 0)
    if (minute or 0) > 59 or second > 59:
        return
    hours: Iterable[int] = range(24 if told.halves else 1)
    if "hour" in numbers:
        hours = (numbers["hour"],)
    elif "hour to 24" in numbers:
        hours = (numbers["hour to 24"] % 24,)
    elif "hour of half" in numbers:
        hours = (numbers["hour of half"] % 12, numbers["hour of half"] % 12 + 12)
    before = None
    for hour in hours:
        for start in sorted(_minutes(hour, told, locale)) if minute is None else (minute,):
            if hour < 24:
                moment = day.replace(hour=hour, minute=start, second=second)
                if _agrees(moment, told, numbers, locale):
                    if before is None or before < hour - 1:
                        yield moment
                    before = hour


def _minutes(hour: int, told: Told, locale: Locale) -> set[int]:
    """The minutes of the hour at which it, or a part of the day that counts, begins."""
    starts = {start for token in told.halves for start, _ in locale.halves[token]}
    return {0} | {start % 60 for start in starts if start // 60 == hour}
