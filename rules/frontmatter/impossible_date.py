"""A date that does not exist: 30 February, month 13, hour 25."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vaultlint.finding import Finding, Level
from vaultlint.note import Note
from vaultlint.rule import RuleOptions, rule
from vaultlint.vault import Vault

from ._date_look import may_be_unusual_date, may_hold_unusual_date
from ._dates import COMMON_NAMES, DateNames, date_properties


class Options(RuleOptions):
    """Which properties are dates, besides those that the vault's own types say."""

    properties: tuple[str, ...] = ()
    common: tuple[str, ...] = COMMON_NAMES


@rule(level=Level.ERROR, preset="recommended", options=Options, uses_vault=True, needs=("---",))
def check(note: Note, options: Options, vault: Vault) -> Iterable[Finding]:
    """Find values in the shape of a date that have no reading."""
    return _unreadable(note, options, vault) if may_hold_unusual_date(note) else ()


def _unreadable(note: Note, options: Options, vault: Vault) -> Iterator[Finding]:
    names = DateNames(options.properties, options.common)
    if not may_be_unusual_date(note, names):
        return
    for date in date_properties(note, vault, names, lambda name, text, read: not read.readings):
        message = f"`{date.entry.name}` is `{date.text}`, a date that does not exist"
        yield Finding(date.value.span, message)
