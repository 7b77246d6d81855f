"""Dates in the tokens of moment.js, in which Obsidian and its plugins write them (section 1.5).

A form is what moment.js 2.29.4 takes, the version within Obsidian: `YYYY-MM-DD`, `Do MMMM YYYY`,
`gggg-[W]ww`, `LL`. What is not a token stands for itself. Here is all that others need; the modules
behind it are imported when something is asked, for most vaults ask nothing:

    write.py    a moment in a form
    read.py     what a text can mean that has a form
    daily.py    the day of a daily note
    forms.py    the tokens of a form, and what they tell
    fields.py   the numbers that a moment has: its day of the year, its week, its hour
    patterns.py a form as a regular expression
    locales.py  how a language writes dates
    table.py    the languages that are known; locales.json, by scripts/moment, is what they say
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

Unit = Literal["time", "day", "week", "month", "quarter", "year"]


def write_moment(moment: datetime, form: str, locale: str = "en") -> str:
    """The moment in that form, as moment.js writes it in that language.

    ValueError for an unknown locale, eras and names of zones (`N`, `yo`, `z`), and where the form
    tells a zone or an instant (`Z`, `ZZ`, `X`, `x`) that a moment without a zone does not know.
    """
    from .write import write_moment

    return write_moment(moment, form, locale)


def read_moment(text: str, form: str, locale: str | None = None) -> tuple[datetime, ...]:
    """The moments that the text can mean in that form, the earliest first.

    The whole text must have the form, as `write_moment` would write it in that language, letter
    case aside; the grammatical case of a month, and how a zone is written, may be another. Of a
    week, a month or a year it is the first moment (`unit` tells which). A moment has a zone if and
    only if the text tells one. None for the locale: in any language. No moments: the text has
    another form, there is no such date, or the form tells no year (nor is a form read that has
    digits behind `X`, or more than eight words).
    """
    from .read import read_moment

    return read_moment(text, form, locale)


def date_of_path(path: str, folder: str, form: str, locale: str | None = None) -> date | None:
    """The day of the daily note at a vault path, None if the note is none.

    folder: where daily notes lie, "" for the root. form: of the rest of the path without `.md`; it
    may hold slashes. The path must be exactly, letter case and all, what Obsidian would give to
    the note of that day, in the locale or for None in any, and of one day alone: a form that tells
    weeks or months names no day.
    """
    from .daily import date_of_path

    return date_of_path(path, folder, form, locale)


def unit(form: str) -> Unit | None:
    """The smallest that the form tells, None if it tells nothing of a moment."""
    from .forms import unit

    return unit(form)


def has_time(form: str) -> bool:
    """Whether the form tells the time of day."""
    return unit(form) == "time"


def unknown_token(form: str) -> str | None:
    """The first token that is not known here, None if all are.

    That is a Latin letter outside brackets which is no token, and stands for itself: seldom what
    was meant, only `T` is usual; or one of the eras and names of time zones (`N`, `yo`, `z`).
    """
    if not form:
        return None  # nobody set one: no reason to know about tokens
    from .forms import unknown_token

    return unknown_token(form)


def slip(form: str) -> str | None:
    """A token that means something else in other programs, in words, None if there is none.

    That is the `mm` and the `dd` of `yyyy-mm-dd`, in a form with a year that has no other month, or
    no other day.
    """
    from .forms import slip

    return slip(form)


def locale_names() -> tuple[str, ...]:
    """The names of all locales."""
    from .table import locale_names

    return locale_names()


def month_number(name: str) -> int | None:
    """The month (1 to 12) that a name, in full or short, means in every language that has it.

    Letter case and a dot at its end do not matter. None if no language has it, or if two differ.
    """
    from .table import month_number

    return month_number(name)
