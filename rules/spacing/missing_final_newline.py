"""A note that does not end with exactly one newline."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.note import Note
from vaultlint.rule import NoOptions, rule


@rule(level=Level.WARNING, preset="tidy", fixes=Safety.SAFE)
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find the missing newline at the end, or those too many."""
    text = note.text
    end = len(text.rstrip("\r\n"))
    if note.is_template or not text[:end].strip(" \t\ufeff"):
        return  # a template may go into the middle of a line, without a newline
    first_end = len(text) if end == len(text) else end + len(_newline_at(text, end))
    if end < len(text) == first_end:
        return
    if any(not block.closed and block.span.end >= end for block in note.blocks):
        return  # the newlines belong to what is never closed
    if end == len(text):
        fix = Fix("end with a newline", (Edit(Span(end, end), note.newline),), Safety.SAFE)
        yield Finding(Span(end - 1, end), "the note does not end with a newline", fix)
        return
    extra = Span(first_end, len(text))
    fix = Fix("end with one newline", (Edit(extra, ""),), Safety.SAFE)
    count = len(note.lines) - 1 - note.lines.number_at(first_end)
    lines = "a blank line" if count == 1 else f"{count} blank lines"
    yield Finding(extra, f"the note ends with {lines}", fix)


def _newline_at(text: str, at: int) -> str:
    """The newline that begins there: CRLF is one."""
    return "\r\n" if text.startswith("\r\n", at) else text[at]
