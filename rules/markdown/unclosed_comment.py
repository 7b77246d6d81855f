"""A comment that nothing closes, so that the rest of the note is hidden."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Level, Span
from vaultlint.note import Note
from vaultlint.rule import NoOptions, rule

from ._drawings import is_drawing
from ._rest import one_is_left_over, unclosed

_SIGN = "%%", ("%%%",)


@rule(level=Level.ERROR, preset="recommended", needs=("%%",))
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find the comment that takes the rest of the note (obsidian.md section 8)."""
    text = note.text
    if not one_is_left_over(*_SIGN, text, (Span(note.body_start, len(text)),)):
        return
    if note.is_template or is_drawing(note):
        return  # the plugin opens a comment around the drawing's data, and closes it as it likes
    for block, rest in unclosed(note, "comment"):
        if one_is_left_over(*_SIGN, text, note.outside("code", "frontmatter")):
            span = Span(block.span.start, block.span.start + 2)
            yield Finding(span, f"nothing closes this comment, so {rest} is hidden in Reading view")
