"""A suppression that suppresses nothing, or names a rule that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Level
from vaultlint.note import Note
from vaultlint.rule import NoOptions, rule


@rule(level=Level.WARNING, preset="recommended")
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Yield nothing: only the engine knows what the other rules found, and it judges after them."""
    yield from ()
