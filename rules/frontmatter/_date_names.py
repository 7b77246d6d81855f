"""The names of months and weekdays that a date may be written with, in all languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache

from vaultlint.moment import locale_names, month_number, write_moment

_MONDAY = datetime(2024, 1, 1)
# What is written besides the names and short names of moment.js.
_MONTHS = {"sept": 9}
_WEEKDAYS = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}


def month_of(name: str) -> int | None:
    """The number of the month that a name means, letter case aside; None for other words."""
    lower = name.lower()
    return _MONTHS.get(lower) or month_number(lower)


def weekdays_of(name: str) -> frozenset[int]:
    """The weekdays (Monday is 0) that may have that name, long or short; empty for other words."""
    return _weekdays().get(name.lower().rstrip("."), frozenset())


@cache
def _weekdays() -> Mapping[str, frozenset[int]]:
    known: defaultdict[str, set[int]] = defaultdict(set)
    for name, number in _WEEKDAYS.items():
        known[name].add(number)
    for locale in locale_names():
        for number in range(7):
            for form in ("dddd", "ddd", "dd"):
                name = write_moment(_MONDAY + timedelta(days=number), form, locale)
                known[name.lower().rstrip(".")].add(number)
    return {name: frozenset(numbers) for name, numbers in known.items()}
