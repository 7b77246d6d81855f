"""A date in another form than Obsidian or the vault's own configuration asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import time
from types import MappingProxyType

from vaultlint.finding import Finding, Fix, Level, Safety
from vaultlint.note import Note
from vaultlint.rule import Change, RuleOptions, rule
from vaultlint.vault import Vault

from ._date_forms import Wish, form_problem, read_in_forms, wish_for
from ._date_habits import habits, order_of
from ._date_look import may_be_unusual_date, may_hold_unusual_date
from ._date_text import DateText, Order, Reading, in_both_orders, in_obsidian_form, read_date
from ._dates import COMMON_NAMES, DATE_TYPES, DateNames, DateProperty, date_properties


class Options(RuleOptions):
    """Which properties are dates, and in which form they should be (moment.js tokens)."""

    properties: tuple[str, ...] = ()
    common: tuple[str, ...] = COMMON_NAMES
    format: str = ""
    datetime_format: str = ""
    formats: Mapping[str, str] = MappingProxyType({})
    read_formats: tuple[str, ...] = ()
    day_first: bool | None = None
    locale: str = ""

    def __post_init__(self) -> None:
        forms = (self.format, self.datetime_format, *self.formats.values(), *self.read_formats)
        if problem := form_problem(forms, self.locale):
            raise ValueError(problem)

    def wish(self, name: str, reading: Reading) -> Wish:
        """The form that a reading of that property should have."""
        return wish_for(reading, name, self.formats, self.format, self.datetime_format, self.locale)


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.PROPERTIES},
    options=Options,
    uses_vault=True,
    needs=("---",),
)
def check(note: Note, options: Options, vault: Vault) -> Iterable[Finding]:
    """Find dates in another form; fix those that have one reading."""
    asked = bool(options.format or options.datetime_format or options.formats)
    if asked or may_hold_unusual_date(note):
        return _unwished(note, options, vault, asked=asked)
    return ()


def _unwished(note: Note, options: Options, vault: Vault, *, asked: bool) -> Iterator[Finding]:
    names = DateNames((*options.properties, *options.formats), options.common)
    if not (asked or may_be_unusual_date(note, names)):
        return

    def misses_form(name: str, text: str, read: DateText) -> bool:
        if not read.readings or (not asked and in_obsidian_form(text)):
            return False  # without a reading it is an impossible date
        return not any(_is_fine(name, text, reading, options) for reading in read.readings)

    found = date_properties(
        note,
        vault,
        names,
        misses_form,
        any_form=bool(options.format or options.datetime_format),
        read=lambda text: read_in_forms(text, options.read_formats),
    )
    for date in found:
        yield _finding(note, date, options, vault)


def _is_fine(name: str, text: str, reading: Reading, options: Options) -> bool:
    wish = options.wish(name, reading)
    return wish.fits(text) if wish.form else in_obsidian_form(text)


def _finding(note: Note, date: DateProperty, options: Options, vault: Vault) -> Finding:
    name, text, read = date.entry.name, date.text, date.read
    if read.doubt:
        return Finding(date.value.span, f"`{name}` is `{text}`, {read.doubt}")
    if read.readings[0].order and (options.day_first is False or habits(vault, name).dots):
        read = in_both_orders(text) or read
        date = date._replace(read=read)
    if len(read.readings) > 1:
        return _several_readings(note, date, options, vault)
    (reading,) = read.readings
    wish = options.wish(name.lower(), reading)
    written = wish.written(reading)
    timed = date.kind == "datetime"
    if date.kind in DATE_TYPES and not wish.form and reading.timed != timed:
        message = f"`{name}` is a {date.kind}, but `{text}` tells {'no' if timed else 'a'} time"
        at_midnight = reading.moment.time() == time()
        fix = None
        if reading.timed and at_midnight:
            fix = _rewrite(note, date, wish.written(reading._replace(timed=False)), Safety.UNSAFE)
        return Finding(date.value.span, f"{message} and is not in its form", fix)
    if written is None:
        message = f"`{name}` is written `{text}`, and `{wish.form}` cannot tell all of that"
        return Finding(date.value.span, message)
    message = f"`{name}` is written `{text}` instead of `{written}`"
    known = read_date(text) == read  # else the reading comes from the configuration
    fix = _rewrite(note, date, written, Safety.SAFE if known else Safety.UNSAFE)
    return Finding(date.value.span, message, fix)


def _several_readings(note: Note, date: DateProperty, options: Options, vault: Vault) -> Finding:
    name, text, (shape, readings, _) = date.entry.name, date.text, date.read
    written = {
        reading: options.wish(name.lower(), reading).written(reading) for reading in readings
    }
    both = " or ".join(f"`{one}`" for one in written.values() if one)
    message = f"`{name}` is written `{text}`, which may mean {both}"
    order: Order | None
    if options.day_first is not None:
        order, why = ("day first" if options.day_first else "month first"), ""
    else:
        order = order_of(vault, name, shape)
        why = f"; the vault's other `{name}` dates have the {order}"
    for reading, wished in written.items():
        if order is not None and reading.order == order:
            return Finding(
                date.value.span, message + why, _rewrite(note, date, wished, Safety.UNSAFE)
            )
    return Finding(date.value.span, message)


def _rewrite(note: Note, date: DateProperty, wished: str | None, safety: Safety) -> Fix | None:
    """A fix that writes the date so, where that can be done and changes nothing else."""
    from vaultlint.properties.editing import set_value  # few notes need it

    edits = None if wished is None else set_value(note, date.entry, wished)
    return None if edits is None else Fix(f"write {date.entry.name} as {wished}", edits, safety)
