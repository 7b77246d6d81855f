"""A date in another form than Obsidian or the vault's own configuration asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint.finding import Edit, Finding, Fix, Level, Safety
from vaultlint.note import Note
from vaultlint.note.frontmatter import Property, Scalar
from vaultlint.rule import Change, rule
from vaultlint.vault import Vault

from ._date_text import DateText, Order, Reading, in_obsidian_form
from ._dates import COMMON_NAMES, date_properties, habits
from ._moment import fits_moment, has_time, unknown_token, write_moment

# What needs no quotes in YAML: letters, digits, and what dates have between them, but never ": ".
_PLAIN = re.compile(r"\w(?:[\w ./+,-]|:(?=\w))*")


@dataclass(frozen=True, slots=True)
class Options:
    """Which properties are dates, and in which form they should be (moment.js tokens)."""

    properties: tuple[str, ...] = ()
    common: tuple[str, ...] = COMMON_NAMES
    format: str = ""
    datetime_format: str = ""

    def __post_init__(self) -> None:
        for form in (self.format, self.datetime_format):
            if token := unknown_token(form):
                raise ValueError(f"unknown token {token} in the date format {form!r}")


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.PROPERTIES},
    options=Options,
    uses_vault=True,
    needs=("---",),
)
def check(note: Note, options: Options, vault: Vault) -> Iterator[Finding]:
    """Find dates in another form; fix those that have one reading."""
    plain = not (options.format or options.datetime_format)

    def misses_form(text: str, read: DateText) -> bool:
        # Without a reading it is an impossible date.
        readings = read.readings
        if plain and len(readings) == 1:
            return not in_obsidian_form(text)
        return bool(readings) and not any(_fits(text, reading, options) for reading in readings)

    for entry, text, (_, readings), kind in date_properties(
        note, vault, options.properties, options.common, misses_form, any_form=bool(options.format)
    ):
        if len(readings) == 1:
            yield _one_reading(entry, text, readings[0], kind, options)
        else:
            yield _ambiguous(entry, text, readings, habits(vault, entry.name).order, options)


def _fits(text: str, reading: Reading, options: Options) -> bool:
    form = _form(reading, options)
    return fits_moment(text, reading.moment, form) if form else in_obsidian_form(text)


def _form(reading: Reading, options: Options) -> str:
    """The form that the configuration asks for, "" for Obsidian's own."""
    if not reading.timed:
        return "" if has_time(options.format) else options.format
    return options.datetime_format or (options.format if has_time(options.format) else "")


def _written(reading: Reading, options: Options) -> str:
    form = _form(reading, options) or ("YYYY-MM-DDTHH:mm:ss" if reading.timed else "YYYY-MM-DD")
    return write_moment(reading.moment, form)


def _one_reading(
    entry: Property, text: str, reading: Reading, kind: str | None, options: Options
) -> Finding:
    if kind is not None and not _form(reading, options) and reading.timed != (kind == "datetime"):
        told = "tells a time" if reading.timed else "tells no time"
        message = f"`{entry.name}` is a {kind}, but `{text}` {told} and is not in its form"
        return Finding(entry.value.span, message)
    wished = _written(reading, options)
    message = f"`{entry.name}` is written `{text}` instead of `{wished}`"
    return Finding(entry.value.span, message, _fix(entry, wished, Safety.SAFE))


def _ambiguous(
    entry: Property, text: str, readings: tuple[Reading, ...], order: Order | None, options: Options
) -> Finding:
    both = " or ".join(f"`{_written(reading, options)}`" for reading in readings)
    message = f"`{entry.name}` is written `{text}`, which may mean {both}"
    for reading in readings:
        if reading.order == order:
            message += f"; the vault's other `{entry.name}` dates have the {order}"
            fix = _fix(entry, _written(reading, options), Safety.UNSAFE)
            return Finding(entry.value.span, message, fix)
    return Finding(entry.value.span, message)


def _fix(entry: Property, wished: str, safety: Safety) -> Fix:
    """Write the date in the scalar's own quotes, and in new ones where YAML would misread it."""
    style = entry.value.style if isinstance(entry.value, Scalar) else "plain"
    quote = {"single": "'", "double": '"'}.get(style, "")
    if not quote and not _PLAIN.fullmatch(wished):
        quote = '"'
    edit = Edit(entry.value.span, f"{quote}{wished}{quote}")
    return Fix(f"write {entry.name} as {wished}", (edit,), safety)
