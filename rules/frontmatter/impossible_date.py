"""A date that does not exist: 30 February, month 13, hour 25."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint.finding import Finding, Level
from vaultlint.note import Note
from vaultlint.rule import rule
from vaultlint.vault import Vault

from ._dates import COMMON_NAMES, date_properties


@dataclass(frozen=True, slots=True)
class Options:
    """Which properties are dates, besides those that the vault's own types say."""

    properties: tuple[str, ...] = ()
    common: tuple[str, ...] = COMMON_NAMES


@rule(level=Level.ERROR, preset="recommended", options=Options, uses_vault=True, needs=("---",))
def check(note: Note, options: Options, vault: Vault) -> Iterator[Finding]:
    """Find values in the shape of a date that have no reading."""
    for entry, text, _, _ in date_properties(
        note, vault, options.properties, options.common, lambda text, read: not read.readings
    ):
        yield Finding(entry.value.span, f"`{entry.name}` is `{text}`, a date that does not exist")
