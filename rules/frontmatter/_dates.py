"""Which properties of a vault are dates, and how the vault writes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from vaultlint.note import Note
from vaultlint.note.frontmatter import Property, Scalar, Value
from vaultlint.vault import Vault

from ._date_text import DateText, Order, in_obsidian_form, read_date

# Names that are dates in every vault that has them; still, a vault's own values must confirm it.
COMMON_NAMES = (
    "created", "modified", "updated", "date", "published", "date created", "date modified",
    "date_created", "date_modified", "created_at", "updated_at", "last_modified", "lastmod",
    "last_edited", "creation date", "modification date", "due", "due_date", "start_date",
    "end_date", "birthday",
)  # fmt: skip


class DateProperty(NamedTuple):
    """A date property: the property, its text, what that can mean, its type if it has one."""

    entry: Property
    text: str
    read: DateText
    kind: str | None


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
        if not (name in usual or name in types or name in wanted):
            continue
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
    return "{{" in text or "<%" in text or "${" in text
