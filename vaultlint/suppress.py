"""Suppressions: `%% vaultlint-disable RULE… %%` and its kin, and the property `vaultlint`."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from vaultlint.finding import Finding
from vaultlint.note import Note

UNUSED = "unused-suppression"


def apply_suppressions(
    note: Note, findings: Sequence[Finding], ran: Collection[str]
) -> list[Finding]:
    """The findings that the note does not suppress, and one for each suppression that suppresses nothing."""
    raise NotImplementedError
