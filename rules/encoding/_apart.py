"""A section of a note in place of the note, where it holds all that a rule would look at."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vaultlint.finding import Edit, Finding, Span
from vaultlint.note import Note
from vaultlint.note.sections import section_apart

from ._unseen import UNSEEN


def part_with(note: Note, spans: Sequence[Span], own: re.Pattern[str]) -> tuple[int, Note]:
    """Where the section begins that holds the spans, and the section; else 0 and the whole note.

    Nothing that nobody sees may stand elsewhere, since other rules may remove that in the same
    pass; nor a match of `own` in a target, which may lead to another section.
    """
    apart = section_apart(note, spans[0].start, spans[-1].end)
    if apart is None:
        return 0, note
    start, part = apart
    elsewhere = len(UNSEEN.findall(note.unusual)) > len(UNSEEN.findall(part.unusual))
    if elsewhere or any(own.search(part.text, *link.target) for link in part.links):
        return 0, note
    return start, part


def moved(finding: Finding, by: int) -> Finding:
    """What a finding in the section is in the note, where the section begins at `by`."""
    fix = finding.fix
    if fix is not None:
        fix = fix._replace(edits=tuple(Edit(_moved(span, by), new) for span, new in fix.edits))
    return finding._replace(span=_moved(finding.span, by), fix=fix)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
