"""The day, or the moment, that the text of a property surely tells."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from vaultlint.note.frontmatter import Value

from ._date_habits import date_text
from ._date_text import in_obsidian_form, read_date


class Told(NamedTuple):
    """A moment, to the minute, and whether the text tells a time of day; some tell a time zone."""

    moment: datetime
    timed: bool


def told_by(value: Value) -> Told | None:
    """What a value tells that is a date with one reading, else None."""
    text = date_text(value)
    if text is None:
        return None
    if in_obsidian_form(text):
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return None
        return Told(moment.replace(second=0, microsecond=0), len(text) > len("2020-08-21"))
    read = read_date(text)
    if read is None or len(read.readings) != 1 or read.doubt:
        return None
    (reading,) = read.readings
    return Told(reading.moment.replace(second=0), reading.timed)
