"""A moment in a form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from . import forms
from .fields import FIELDS
from .locales import Locale
from .table import find_locale

Writer = Callable[[datetime], str]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def write_moment(moment: datetime, form: str, locale: str = "en") -> str:
    """The moment in that form; see the package."""
    return write(moment, form, find_locale(locale))


def write(moment: datetime, form: str, locale: Locale) -> str:
    """The same, for a locale that was found."""
    written = "".join(writer(moment) for writer in _writers(form, locale))
    return written.translate(_digits(locale)) if locale.digits else written


@lru_cache(maxsize=64)
def _digits(locale: Locale) -> dict[int, str]:
    return dict(zip(map(ord, "0123456789,"), locale.digits, strict=True))


@lru_cache(maxsize=512)
def _writers(form: str, locale: Locale) -> tuple[Writer, ...]:
    whole, pieces = forms.pieces(form, locale)
    return tuple(_writer(piece, whole, locale) for piece in pieces)


def _writer(piece: forms.Piece, form: str, locale: Locale) -> Writer:
    token = piece.token
    if forms.is_unwritten(token, locale):
        raise ValueError(f"{token} is not written")
    if token in forms.NUMBERS:
        name, digits = forms.NUMBERS[token]
        field = FIELDS[name]
        sign = "+" if token == "YYYYYY" else ""
        return lambda moment: f"{sign}{field(moment, locale):0{digits}}"
    if token in forms.ORDINALS:
        name, kind = forms.ORDINALS[token]
        field = FIELDS[name]
        return lambda moment: locale.ordinal(field(moment, locale), kind)
    if token in forms.NAMES:
        names = locale.names_in(token, form)
        if forms.NAMES[token] == "month":
            return lambda moment: names[moment.month - 1]
        return lambda moment: names[moment.isoweekday() % 7]
    if token in forms.HALVES:
        return lambda moment: locale.half(moment.hour * 60 + moment.minute, token)
    if token in forms.FRACTIONS:
        return lambda moment: f"{moment.microsecond:06}000"[: len(token)]
    if token in forms.ZONES:
        return lambda moment: _offset(moment, ":" if token == "Z" else "")
    if token in forms.EPOCHS:
        part = timedelta(seconds=1) / forms.EPOCHS[token]
        return lambda moment: str((_aware(moment) - _EPOCH) // part)
    return lambda _: piece.text


def _aware(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError("a moment without a time zone cannot tell one")
    return moment


def _offset(moment: datetime, colon: str) -> str:
    offset = _aware(moment).utcoffset() or timedelta()
    sign = "-" if offset < timedelta() else "+"
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    return f"{sign}{hours:02}{colon}{minutes:02}"
