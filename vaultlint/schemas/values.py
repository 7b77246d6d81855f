"""Whether a single value is what a schema wants, by itself: without the vault around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from vaultlint.lazy import lazy
from vaultlint.moment import read_moment
from vaultlint.near import did_you_mean
from vaultlint.note.values import ListValue, Scalar, Value
from vaultlint.properties.types import fits
from vaultlint.schemas import Plain, PropertySchema

KIND_WORDS = {
    "text": "a text",
    "multitext": "a list",
    "number": "a number",
    "checkbox": "`true` or `false`",
    "date": "a date such as `2024-08-21`",
    "datetime": "a date and time such as `2024-08-21T10:30:00`",
    "tags": "a list of tags",
    "aliases": "a list of names",
}
ISO_DATE = lazy(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?")
_PLACEHOLDERS = ("{{", "<%", "${")
_MOST_TOLD = 8  # values of an enum that a message names


def is_empty(value: Value | None) -> bool:
    """Whether a value says nothing: it is absent, null, an empty text, or a list of such."""
    items = value.items if isinstance(value, ListValue) else (value,)
    return all(
        one is None or (isinstance(one, Scalar) and one.value in (None, "")) for one in items
    )


def has_placeholder(text: str) -> bool:
    """Whether a program is yet to fill in the text."""
    return any(sign in text for sign in _PLACEHOLDERS)


def parts(value: Value) -> Iterator[Scalar]:
    """The scalar, or those in the list, that say something; what is nested deeper is left out."""
    for one in value.items if isinstance(value, ListValue) else (value,):
        if isinstance(one, Scalar) and not is_empty(one):
            yield one


def misfits(value: Value, wanted: PropertySchema) -> str | None:
    """What type the schema wants instead of the value's, in words; None if it fits or may fit."""
    if wanted.kind is None or is_empty(value) or fits(value, wanted.kind) is not False:
        return None
    return KIND_WORDS[wanted.kind]


def breach(value: Plain, text: str, wanted: PropertySchema) -> str | None:
    """What the schema wants instead of a single value, in words; None if it is as it should be.

    text: the value as it is written, without quotes.
    """
    if wanted.enum and not any(same(value, one) for one in wanted.enum):
        return one_of(map(shown, wanted.enum)) + near_value(text, wanted.enum)
    if wanted.form and not read_moment(text, wanted.form):
        return f"a date in the form `{wanted.form}`"
    if wanted.pattern and not _compiled(wanted.pattern).fullmatch(text):
        return f"a text that the pattern `{wanted.pattern}` matches"
    if not _is_within(value, text, wanted):
        return _bounds(wanted)
    return None


def same(value: Plain | None, other: Plain | None) -> bool:
    """Whether two values are one to YAML: `1` and `1.0` are, `1` and `true` or "1" are not."""
    numbers = [
        isinstance(one, (int, float)) and not isinstance(one, bool) for one in (value, other)
    ]
    return value == other and (type(value) is type(other) or all(numbers))


def shown(value: Plain) -> str:
    """The value as a message shows it."""
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def one_of(choices: Iterable[str]) -> str:
    """The choices in words."""
    *rest, last = choices
    if len(rest) >= _MOST_TOLD:
        return f"one of {', '.join(rest[:_MOST_TOLD])} and {len(rest) + 1 - _MOST_TOLD} more"
    return f"{', '.join(rest)} or {last}" if rest else last


def near_value(text: str, choices: Iterable[Plain]) -> str:
    """ "; did you mean …?" if the text is nearly one of the choices, else nothing."""
    by_case = {one.casefold(): one for one in choices if isinstance(one, str)}
    meant = by_case.get(text.casefold())
    if meant is not None:
        return f"; did you mean `{meant}`?"
    return did_you_mean(text, by_case.values(), 0.75)


def _is_within(value: Plain, text: str, wanted: PropertySchema) -> bool:
    """Whether a value lies between the bounds; one that is no number or date at all does not."""
    bounds = [bound for bound in (wanted.least, wanted.most) if bound is not None]
    if not bounds:
        return True
    if isinstance(bounds[0], str):
        moment = _iso(text, wanted.form)
        return moment is not None and (
            (wanted.least is None or moment[: len(str(wanted.least))] >= str(wanted.least))
            and (wanted.most is None or moment[: len(str(wanted.most))] <= str(wanted.most))
        )
    if isinstance(value, (str, bool)):
        return False
    return (wanted.least is None or value >= wanted.least) and (  # type: ignore[operator]
        wanted.most is None or value <= wanted.most  # type: ignore[operator]
    )


def _iso(text: str, form: str) -> str | None:
    """The date that a text tells, in ISO form, None if it tells none that is sure."""
    if form:
        readings = read_moment(text, form)
        return readings[0].isoformat() if readings else None
    return text.replace(" ", "T") if ISO_DATE.fullmatch(text) else None


def _bounds(wanted: PropertySchema) -> str:
    least, most = wanted.least, wanted.most
    what = "a date" if isinstance(most if least is None else least, str) else "a number"
    if most is None:
        return f"{what} from {least} on" if what == "a date" else f"{what} of at least {least}"
    if least is None:
        return f"{what} up to {most}"
    return f"{what} from {least} to {most}"


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
