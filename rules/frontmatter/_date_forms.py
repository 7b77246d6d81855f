"""The forms that the configuration asks dates to be written in, and what they can hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from functools import lru_cache
from typing import NamedTuple

from vaultlint.moment import (
    has_time,
    locale_names,
    read_moment,
    slip,
    unit,
    unknown_token,
    write_moment,
)
from vaultlint.near import did_you_mean

from ._date_text import DateText, Reading, read_date


def form_problem(forms: Iterable[str], locale: str) -> str:
    """What is wrong with forms and a locale that a configuration names, "" if nothing is."""
    for form in filter(None, forms):
        if token := unknown_token(form):
            return f"unknown token {token} in the date format {form!r}"
        if meant := slip(form):
            return f"the date format {form!r} has {meant}"
        if unit(form) not in ("day", "time"):
            return f"the date format {form!r} tells no day"
    if locale and locale not in locale_names():
        return f"unknown locale {locale!r}{did_you_mean(locale, [*locale_names()])}"
    return ""


class Wish(NamedTuple):
    """The form that a date should have, "" for Obsidian's own; `locale` is "" for any."""

    form: str
    locale: str

    def fits(self, text: str) -> bool:
        """Whether the text has this form, in any language if there is no locale."""
        locales = (self.locale,) if self.locale else ("en", None)
        return bool(self.form) and any(read_moment(text, self.form, one) for one in locales)

    def written(self, reading: Reading) -> str | None:
        """The reading in this form, None if the form cannot tell all of it, such as its seconds."""
        moment = reading.moment
        if not self.form:  # which needs none of the tables of forms and languages
            whole = moment.replace(microsecond=0)
            if reading.timed:
                return whole.isoformat() if whole == moment else None
            return moment.date().isoformat() if moment.time() == time() else None
        try:
            text = write_moment(moment, self.form, self.locale or "en")
        except ValueError:  # the form tells a time zone, and the reading has none
            return None
        return text if moment in _naive(text, self.form, None) else None


def wish_for(
    reading: Reading, name: str, formats: Mapping[str, str], date: str, timed: str, locale: str
) -> Wish:
    """The form for a reading of a property: that of its own name, or of dates with or without time.

    A form that tells the time is for readings that do, and the reverse.
    """
    own = next((form for key, form in formats.items() if key.lower() == name), "")
    choices = (own, timed, date) if reading.timed else (own, date)
    return Wish(
        next((one for one in choices if one and has_time(one) == reading.timed), ""), locale
    )


@lru_cache(maxsize=4096)
def read_in_forms(text: str, forms: tuple[str, ...]) -> DateText | None:
    """What a text can mean in the first of the forms that it has; without one as `read_date`."""
    for form in forms:
        moments = _naive(text, form, None)
        if moments:
            timed = has_time(form)
            return DateText(f"form {form}", tuple(Reading(moment, timed) for moment in moments))
    return read_date(text)


def _naive(text: str, form: str, locale: str | None) -> tuple[datetime, ...]:
    """What a text that tells no time zone can mean in a form."""
    return tuple(one for one in read_moment(text, form, locale) if one.tzinfo is None)
