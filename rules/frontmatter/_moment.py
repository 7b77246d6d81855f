"""Dates written in moment.js tokens (YYYY-MM-DD HH:mm), the language of Obsidian's settings."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import cache

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_TOKEN = re.compile(  # with a limit, lest each of a thousand "[" look for its end in vain
    r"\[([^\]]{0,100})\]|YYYY|YY|Y|MMMM|MMM|MM|Mo|M|DD|Do|D|dddd|ddd|HH|H|hh|h|mm|m|ss|s|A|a|."
)
_WRITERS: dict[str, Callable[[datetime], str]] = {
    "YYYY": lambda moment: f"{moment.year:04}",
    "Y": lambda moment: str(moment.year),
    "YY": lambda moment: f"{moment.year % 100:02}",
    "MMMM": lambda moment: MONTHS[moment.month - 1],
    "MMM": lambda moment: MONTHS[moment.month - 1][:3],
    "MM": lambda moment: f"{moment.month:02}",
    "M": lambda moment: str(moment.month),
    "Mo": lambda moment: _ordinal(moment.month),
    "DD": lambda moment: f"{moment.day:02}",
    "D": lambda moment: str(moment.day),
    "Do": lambda moment: _ordinal(moment.day),
    "dddd": lambda moment: WEEKDAYS[moment.weekday()],
    "ddd": lambda moment: WEEKDAYS[moment.weekday()][:3],
    "HH": lambda moment: f"{moment.hour:02}",
    "H": lambda moment: str(moment.hour),
    "hh": lambda moment: f"{(moment.hour - 1) % 12 + 1:02}",
    "h": lambda moment: str((moment.hour - 1) % 12 + 1),
    "mm": lambda moment: f"{moment.minute:02}",
    "m": lambda moment: str(moment.minute),
    "ss": lambda moment: f"{moment.second:02}",
    "s": lambda moment: str(moment.second),
    "A": lambda moment: "AM" if moment.hour < 12 else "PM",
    "a": lambda moment: "am" if moment.hour < 12 else "pm",
}
_TIME = frozenset({"HH", "H", "hh", "h", "mm", "m", "ss", "s", "A", "a"})


def write_moment(moment: datetime, form: str) -> str:
    """The date and time in that form; month and weekday names in English."""
    return "".join(
        literal if literal is not None else _WRITERS[token](moment)
        for token, literal in _pieces(form)
    )


def fits_moment(text: str, moment: datetime, form: str) -> bool:
    """Whether the text is that date and time in that form, letter case aside."""
    return write_moment(moment, form).lower() == text.lower()


def has_time(form: str) -> bool:
    """Whether the form tells the time of day."""
    return any(token in _TIME for token, literal in _pieces(form) if literal is None)


def unknown_token(form: str) -> str | None:
    """The first token of the form that is not known here, None if all are."""
    for match in _TOKEN.finditer(form):
        token = match[0]
        if match[1] is None and token.isalpha() and token not in _WRITERS and token != "T":
            return token
    return None


@cache
def _pieces(form: str) -> tuple[tuple[str, str | None], ...]:
    """The form as (token, None) and (source, literal text) in order."""
    pieces: list[tuple[str, str | None]] = []
    for match in _TOKEN.finditer(form):
        if match[1] is not None:
            pieces.append((match[0], match[1]))
        else:
            pieces.append((match[0], None if match[0] in _WRITERS else match[0]))
    return tuple(pieces)


def _ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}" + {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
