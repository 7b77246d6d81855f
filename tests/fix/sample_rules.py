"""Small rules for the tests of fixing: each replaces what a regular expression finds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.active import ActiveRule
from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.note import Note
from vaultlint.rule import Change, NoOptions, rule


def replacing(
    name: str,
    pattern: str,
    replacement: str,
    *changes: Change,
    safety: Safety = Safety.SAFE,
    also: Edit | None = None,
) -> ActiveRule:
    """A rule that replaces every match of a pattern, and makes one more edit with the first."""

    @rule(level=Level.WARNING, fixes=safety, changes=set(changes), any_encoding=True)
    def check(note: Note, options: NoOptions) -> Iterator[Finding]:
        extra = (also,) if also else ()
        for match in re.finditer(pattern, note.text):
            span = Span(*match.span())
            edits = (Edit(span, match.expand(replacement)), *extra)
            extra = ()
            yield Finding(span, f"found {match[0]!r}", Fix("replace it", edits, safety))

    return ActiveRule(check._replace(id=name), NoOptions())
