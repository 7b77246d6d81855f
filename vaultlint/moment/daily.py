"""The day of a daily note."""

from __future__ import annotations

from datetime import date

from .forms import unit
from .patterns import plain
from .read import readings
from .write import write


def date_of_path(path: str, folder: str, form: str, locale: str | None = None) -> date | None:
    """The day of the daily note at a vault path; see the package."""
    start = f"{folder}/" if folder else ""
    if not (path.startswith(start) and path.endswith(".md")) or unit(form) not in ("day", "time"):
        return None
    name = path[len(start) : -len(".md")]
    days = {
        moment.date()
        for tongue, moment in readings(name, form, locale)
        if plain(write(moment, form, tongue), tongue) == plain(name, tongue)
    }
    return days.pop() if len(days) == 1 else None
