"""How a vault writes the dates of a property: its prevailing form, and whether the day is first."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from vaultlint.note.frontmatter import Scalar, Value
from vaultlint.vault import Vault

from ._date_text import Order, in_obsidian_form, read_date

_FEWEST_DATES = 3
_FEWEST_ORDERED = 20


class Habits(NamedTuple):
    """How a vault writes a property: its prevailing form, and its day order.

    `shape` is "obsidian" for the forms that Obsidian reads, "" if the property is no date, and for
    any other form the shape that `read_date` gives. `orders` holds the day order of a shape. `dots`
    tells that there is a date such as `8.21.2020`, for which dots are no sign of the day first.
    """

    shape: str
    orders: tuple[tuple[str, Order], ...]
    dots: bool


def habits(vault: Vault, name: str) -> Habits:
    """How the vault writes that property.

    The form is the most frequent one of at least three values of which nine in ten are dates; the
    order of a shape is the one that every value of it with a single order has, if there are twenty
    or more such.
    """
    return vault.once(_habits, name.lower())


def order_of(vault: Vault, name: str, shape: str) -> Order | None:
    """Whether the vault writes dates of that shape with the day or the month first, if it tells."""
    return next((order for known, order in habits(vault, name).orders if known == shape), None)


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


def _habits(vault: Vault, name: str) -> Habits:
    shapes: Counter[str] = Counter()
    orders: Counter[tuple[str, Order]] = Counter()
    for path, value in vault.property_values(name).items():
        if vault.settings.is_template(path):
            continue
        text = date_text(value)
        if text is None:
            # Empty values and placeholders say nothing; a list or a long text says "no date".
            shapes[""] += not (isinstance(value, Scalar) and _says_nothing(value))
            continue
        if in_obsidian_form(text):
            shapes["obsidian"] += 1
            continue
        read = read_date(text)
        shapes["" if read is None else read.shape] += 1
        if read and len(read.readings) == 1 and (order := read.readings[0].order):
            orders[read.shape, order] += 1
    one_way = tuple(
        found
        for found, count in sorted(orders.items())
        if count >= _FEWEST_ORDERED and sum(shape == found[0] for shape, _ in orders) == 1
    )
    dots = any(shape.endswith(".") and order == "month first" for shape, order in orders)
    total = shapes.total()
    if total < _FEWEST_DATES or shapes[""] * 10 > total:
        return Habits("", one_way, dots)
    return Habits(shapes.most_common(1)[0][0], one_way, dots)


def _says_nothing(value: Scalar) -> bool:
    text = value.value
    return text is None or (isinstance(text, str) and _has_placeholder(text))


def _has_placeholder(text: str) -> bool:
    return "{{" in text or "<%" in text or "${" in text
