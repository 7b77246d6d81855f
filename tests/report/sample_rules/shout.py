"""A word in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.note import Note
from vaultlint.rule import Change, NoOptions, rule


@rule(level=Level.WARNING, preset="recommended", fixes=Safety.SAFE, changes={Change.WORDS})
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Yield each word of capitals; its fix writes it in small letters."""
    for match in re.finditer(r"\b[A-Z]{3,}\b", note.text):
        span = Span(*match.span())
        fix = Fix("write it small", (Edit(span, match[0].lower()),), Safety.SAFE)
        yield Finding(span, f"`{match[0]}` is loud", fix)
