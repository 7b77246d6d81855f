"""Dates in the tokens of moment.js, in which Obsidian and its plugins write them (section 1.5).

    write.py    a moment in a form
    read.py     what a text can mean that has a form
    daily.py    the day of a daily note
    forms.py    the tokens of a form, and what they tell
    fields.py   the numbers that a moment has: its day of the year, its week, its hour
    patterns.py a form as a regular expression
    locales.py  how a language writes dates
    table.py    the languages that are known

A form is what moment.js 2.29.4 takes, the version within Obsidian: `YYYY-MM-DD`, `Do MMMM YYYY`,
`gggg-[W]ww`, `LL`. What is not a token stands for itself.
"""

from __future__ import annotations

from .daily import date_of_path
from .forms import Unit, has_time, unit, unknown_token
from .read import read_moment
from .table import locale_names, month_number
from .write import write_moment

__all__ = [
    "Unit",
    "date_of_path",
    "has_time",
    "locale_names",
    "month_number",
    "read_moment",
    "unit",
    "unknown_token",
    "write_moment",
]
