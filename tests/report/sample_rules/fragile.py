"""A rule that fails on some notes."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Level
from vaultlint.note import Note
from vaultlint.rule import NoOptions, rule


@rule(level=Level.WARNING, preset="recommended")
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Raise where the note says so; find nothing."""
    if "boom" in note.text:
        raise ValueError("boom \x1b[31m")
    if "interrupt" in note.text:
        raise KeyboardInterrupt
    yield from ()
