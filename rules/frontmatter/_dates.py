"""What a property's text can mean as a date, and which properties of a vault are dates at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from vaultlint.note import Note
from vaultlint.note.frontmatter import Property, Scalar, Value
from vaultlint.vault import Vault

from ._moment import MONTHS

Order = Literal["day first", "month first"]

# Names that are dates in every vault that has them; still, a vault's own values must confirm it.
COMMON_NAMES = (
    "created", "modified", "updated", "date", "published", "date created", "date modified",
    "date_created", "date_modified", "created_at", "updated_at", "last_modified", "lastmod",
    "last_edited", "creation date", "modification date", "due", "due_date", "start_date",
    "end_date", "birthday",
)  # fmt: skip

_CLOCK = (
    r"(?:(?:[Tt]|,? +)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
    r" ?(?P<half>[AaPp]\.?[Mm]\.?)?)?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? +)?"
_MONTH = "(?P<month>" + "|".join(f"{name[:3]}(?:{name[3:]})?\\.?" for name in MONTHS) + ")"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_SHAPES = tuple(
    re.compile(pattern + _CLOCK, re.IGNORECASE | re.ASCII)
    for pattern in (
        r"(?P<year>\d{4})(?P<separator>[-/.])(?P<month>\d{1,2})(?P=separator)(?P<day>\d{1,2})",
        r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<year>\d{4})年 ?(?P<month>\d{1,2})月 ?(?P<day>\d{1,2})日",
        r"(?P<year>\d{4})년 ?(?P<month>\d{1,2})월 ?(?P<day>\d{1,2})일",
        r"(?P<year>\d{4})\. (?P<month>\d{1,2})\. (?P<day>\d{1,2})\.",
        rf"{_WEEKDAY}{_MONTH} +{_DAY},? +(?P<year>\d{{4}})",
        rf"{_WEEKDAY}{_DAY}\.? +{_MONTH},? +(?P<year>\d{{4}})",
    )
)
_EITHER_ORDER = re.compile(
    r"(?P<first>\d{1,2})(?P<separator>[-/.])(?P<second_number>\d{1,2})(?P=separator)"
    r"(?P<year>\d{4})" + _CLOCK,
    re.IGNORECASE | re.ASCII,
)
_OBSIDIAN_FORM = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?", re.ASCII
)
_PLACEHOLDERS = ("{{", "<%", "${")


class Reading(NamedTuple):
    """One thing that a text can mean: a moment, whether it tells the time, and the order taken."""

    moment: datetime
    timed: bool
    order: Order | None = None


class DateText(NamedTuple):
    """A text in the shape of a date. No readings: the date does not exist.

    `shape` is a name that texts of the same form share, and says nothing else.
    """

    shape: str
    readings: tuple[Reading, ...]


class DateProperty(NamedTuple):
    """A date property: the property, its text, what that can mean, its type if it has one."""

    entry: Property
    text: str
    read: DateText
    kind: str | None


@lru_cache(maxsize=4096)  # the notes of a day share their dates
def read_date(text: str) -> DateText | None:
    """What the text can mean as a date, None if it has no shape of a date at all.

    A year from 1300 to 1499 may be one of an Islamic calendar, where other days exist, and hour 24
    may be midnight: such texts are not read.
    """
    for number, shape in enumerate(_SHAPES):
        if match := shape.fullmatch(text):
            if _is_foreign(match):
                return None
            month = match["month"]
            reading = _reading(match, int(month) if month.isdigit() else _month_number(month))
            return DateText(f"shape {number}", (reading,) if reading else ())
    match = _EITHER_ORDER.fullmatch(text)
    if match and not _is_foreign(match):
        first, second = int(match["first"]), int(match["second_number"])
        orders: tuple[tuple[Order, int, int], ...] = (
            ("day first", second, first),
            ("month first", first, second),
        )
        found = [
            reading._replace(order=order)
            for order, month, day in orders
            if (reading := _reading(match, month, day)) is not None
        ]
        if match["separator"] == ".":  # 3.4.2021 is day first wherever it is written
            found = [reading for reading in found if reading.order == "day first"]
        elif len({reading.moment for reading in found}) == 1:
            found = found[:1]
        return DateText(f"either order {match['separator']}", tuple(found))
    return None


def in_obsidian_form(text: str) -> bool:
    """Whether Obsidian may read the text as a date or a date and time, should that date exist.

    That is what its types take (obsidian.md section 2.2), and times with a zone or fractions, on
    which it is uncertain.
    """
    return _OBSIDIAN_FORM.fullmatch(text) is not None


def date_text(value: Value) -> str | None:
    """The text of a value that may be a date: a one-line string, or a number such as 20200821."""
    if not isinstance(value, Scalar) or value.style in ("literal", "folded"):
        return None
    if isinstance(value.value, str):
        text = value.value.strip()
        return None if "\n" in text or _has_placeholder(text) else text
    if isinstance(value.value, int) and not isinstance(value.value, bool):
        return str(value.value)
    return None


def date_properties(
    note: Note,
    vault: Vault,
    named: tuple[str, ...],
    common: tuple[str, ...],
    suspicious: Callable[[str, DateText], bool],
    *,
    any_form: bool = False,
) -> Iterator[DateProperty]:
    """The note's date properties whose text has the shape of a date and is `suspicious`.

    A property is a date if `types.json` says so ("date", "datetime"), if it is among `named`, or if
    it is among `common`, has no type, and the vault's own values confirm it: mostly in Obsidian's
    form, or with `any_form` in whichever. A vault that writes all its dates in a form of its own
    means to.
    """
    if note.frontmatter is None or note.is_template:
        return
    types = note.settings.property_types
    wanted, usual = _folded(named), _folded(common)
    for entry in note.frontmatter.properties:
        name = entry.name.lower()
        kind = types.get(name)
        typed = kind in ("date", "datetime")
        if not (typed or name in wanted or (kind is None and name in usual)):
            continue
        text = date_text(entry.value)
        read = None if text is None else read_date(text)
        if text is None or read is None or not suspicious(text, read):
            continue
        if typed:
            yield DateProperty(entry, text, read, kind)
        elif (
            name in wanted
            or (shape := habits(vault, name).shape) == "obsidian"
            or (any_form and shape)
        ):
            yield DateProperty(entry, text, read, None)


@cache
def _folded(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.lower() for name in names)


class Habits(NamedTuple):
    """How a vault writes a property: its prevailing form, and its day order.

    `shape` is "obsidian" for the forms that Obsidian reads, "" if the property is no date, and for
    any other form the shape that `read_date` gives.
    """

    shape: str
    order: Order | None


def habits(vault: Vault, name: str) -> Habits:
    """How the vault writes that property.

    The form is the most frequent one of at least three values of which nine in ten are dates; the
    order is the one that every value with a single order has, if there are three or more such.
    """
    return vault.once(_habits, name)


def _habits(vault: Vault, name: str) -> Habits:
    shapes: Counter[str] = Counter()
    orders: Counter[Order] = Counter()
    for value in vault.property_values(name).values():
        text = date_text(value)
        if text is None:
            # Empty values and placeholders say nothing; a list or a long text says "no date".
            shapes[""] += not (isinstance(value, Scalar) and _says_nothing(value))
            continue
        read = read_date(text)
        if in_obsidian_form(text):
            shapes["obsidian"] += 1
        else:
            shapes["" if read is None else read.shape] += 1
        if read and len(read.readings) == 1 and (order := read.readings[0].order):
            orders[order] += 1
    total = shapes.total()
    order = next(iter(orders)) if len(orders) == 1 and orders.total() >= 3 else None
    if total < 3 or shapes[""] * 10 > total:
        return Habits("", order)
    return Habits(shapes.most_common(1)[0][0], order)


def _says_nothing(value: Scalar) -> bool:
    text = value.value
    return text is None or (isinstance(text, str) and _has_placeholder(text))


def _has_placeholder(text: str) -> bool:
    return any(sign in text for sign in _PLACEHOLDERS)


def _reading(match: re.Match[str], month: int, day: int | None = None) -> Reading | None:
    """The moment that a match tells, None if there is no such moment."""
    hour = int(match["hour"] or 0)
    half = (match["half"] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + 12 * half.startswith("p")
    elif half and (hour > 12) != half.startswith("p"):
        return None  # "14:20 PM" says the half twice, "14:20 AM" nothing
    try:
        moment = datetime(
            int(match["year"]),
            month,
            int(match["day"]) if day is None else day,
            hour,
            int(match["minute"] or 0),
            int(match["second"] or 0),
        )
    except ValueError:
        return None
    return Reading(moment, match["hour"] is not None)


def _is_foreign(match: re.Match[str]) -> bool:
    """Whether the text may follow another calendar, or another way to tell midnight."""
    midnight = match["hour"] == "24" and not (match["minute"] + (match["second"] or "")).strip("0")
    return midnight or 1300 <= int(match["year"]) < 1500


def _month_number(name: str) -> int:
    starts = [month[:3].lower() for month in MONTHS]
    return starts.index(name[:3].lower()) + 1
