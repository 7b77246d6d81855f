"""What the user sees: one module a format."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from vaultlint.lint import NoteResult
from vaultlint.report.place import Place
from vaultlint.report.tally import Tally

__all__ = ["Place", "Report", "Tally"]


class Report(Protocol):
    """A format: it gets the vaults, then each file's findings as they come, in the end the sums."""

    def begin(self, places: Sequence[Place]) -> None:
        """The vaults of the run, before any result."""

    def add(self, place: Place, result: NoteResult) -> None:
        """What the rules found in one file: after its fix, where it was fixed."""

    def finish(self, tally: Tally) -> None:
        """The end of the run: everything must be written now."""
