"""A byte order mark (U+FEFF) at the start of a note, or in the middle of one."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.zones import lies_in
from vaultlint.rule import Change, NoOptions, rule

_MARKS = lazy("\ufeff+")
# Behind a mark these are plain text. Without it they would begin or end properties, code, math, a
# comment or HTML, or turn the line above into a heading: more than a fix for the mark may decide.
_POWERFUL = lazy(r"\ufeff*[ \t>]*(?:---|===|\*\*\*|___|```|~~~|\$\$|%%|<)")
_CHANGES = {
    Change.LINKS,
    Change.PROPERTIES,
    Change.TAGS,
    Change.HEADINGS,
    Change.BLOCK_IDS,
    Change.STRUCTURE,
    Change.WORDS,
}


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.SAFE,
    changes=_CHANGES,
    needs=("\ufeff",),
)
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find the marks outside code."""
    from ._reading import is_read_alike  # few notes have a mark

    spans = [Span(*match.span()) for match in _MARKS.finditer(note.text)]
    if spans and spans[-1].start > 0:
        prose = note.outside("code", "math", "html", "comment", "foreign")
        spans = [s for s in spans if s.start == 0 or lies_in(s, prose)]
    safe = {span for span in spans if span == (0, 1)}  # Obsidian removes that one itself
    able = [s for s in spans if s not in safe and not _hides_much(note, s) and not _parts(note, s)]
    if able and is_read_alike(note, (Edit(span, "") for span in able)):
        safe.update(able)
    for span in spans:
        yield _finding(note, span, safe=span in safe)


def _hides_much(note: Note, span: Span) -> bool:
    at_line_start = span.start == note.lines.span(note.lines.number_at(span.start)).start
    return at_line_start and _POWERFUL.match(note.text, span.start) is not None


def _parts(note: Note, span: Span) -> bool:
    """Whether the mark keeps a carriage return and a newline from becoming one newline."""
    return note.text[span.start - 1 : span.start] == "\r" and note.text.startswith("\n", span.end)


def _finding(note: Note, span: Span, *, safe: bool) -> Finding:
    where = "in the middle" if span.start else "at the start"
    message = f"a byte order mark {where} of the note"
    if safe:
        fix = Fix("remove the byte order mark", (Edit(span, ""),), Safety.SAFE)
        return Finding(span, message, fix)
    if span.start and _hides_much(note, span):
        message = "a byte order mark hides the line behind it; two files were glued together here"
    return Finding(span, message)
