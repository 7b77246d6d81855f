"""A byte order mark (U+FEFF) at the start of a note, or in the middle of one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.note import Note
from vaultlint.rule import Change, NoOptions, rule

_MARKS = re.compile("\ufeff+")
# Behind a mark these are plain text. Without it they would begin or end properties, code, math, a
# comment or HTML, or turn the line above into a heading: more than a fix for the mark may decide.
_POWERFUL = re.compile(r"\ufeff*[ \t>]*(?:---|===|\*\*\*|___|```|~~~|\$\$|%%|<)")
_CHANGES = {
    Change.LINKS,
    Change.PROPERTIES,
    Change.TAGS,
    Change.HEADINGS,
    Change.BLOCK_IDS,
    Change.STRUCTURE,
    Change.WORDS,
}


@rule(level=Level.WARNING, preset="recommended", fixes=Safety.SAFE, changes=_CHANGES)
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find the marks outside code."""
    first = _MARKS.search(note.text)
    if first is None:
        return
    if first.start() == 0:
        span = Span(*first.span())
        fix = Fix("remove the byte order mark", (Edit(span, ""),), Safety.SAFE)
        yield Finding(span, "a byte order mark at the start of the note", fix)
        first = _MARKS.search(note.text, first.end())
    if first is None:
        return
    prose = note.outside("code", "math", "html", "comment", "foreign")
    starts = [span.start for span in prose]
    for match in _MARKS.finditer(note.text, first.start()):
        inside = bisect_right(starts, match.start()) - 1
        if inside >= 0 and match.end() <= prose[inside].end:
            yield _in_the_middle(note, Span(*match.span()))


def _in_the_middle(note: Note, span: Span) -> Finding:
    """The finding for marks behind the start of the note."""
    at_line_start = span.start == note.lines.span(note.lines.number_at(span.start)).start
    if at_line_start and _POWERFUL.match(note.text, span.start):
        message = "a byte order mark hides the line behind it; two files were glued together here"
        return Finding(span, message)
    fix = Fix("remove the byte order mark", (Edit(span, ""),), Safety.SAFE)
    return Finding(span, "a byte order mark in the middle of the note", fix)
