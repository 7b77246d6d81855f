"""A doubled question mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.note import Note
from vaultlint.rule import Change, NoOptions, rule


@rule(level=Level.WARNING, preset="recommended", fixes=Safety.UNSAFE, changes={Change.WORDS})
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Yield each `??`; its unsafe fix writes one."""
    for match in re.finditer(r"\?\?", note.text):
        span = Span(*match.span())
        fix = Fix("write one", (Edit(span, "?"),), Safety.UNSAFE)
        yield Finding(span, "too many questions", fix)
