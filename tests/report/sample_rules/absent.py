"""Something that is said to be absent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.finding import Finding, Level, Span
from vaultlint.note import Note
from vaultlint.rule import NoOptions, rule


@rule(level=Level.INFO, preset="recommended")
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Yield each `absent:NAME`; those of one name have one cause."""
    for match in re.finditer(r"absent:([^ \r\n]+)", note.text):
        yield Finding(Span(*match.span()), f"no {match[1]} here", cause=f"no {match[1]}")
