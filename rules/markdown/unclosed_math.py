"""A block of math that nothing closes, so that the rest of the note is math."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Level, Span
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.rule import NoOptions, rule

from ._drawings import is_drawing
from ._rest import one_is_left_over, unclosed

_SIGN = "$$", ("$$$", "\\$$")  # whether a backslash escapes it depends on what it is
# What stands behind the beginning of math on its line; "$$ for two" is a price.
_FORMULA = lazy(r"[ \t]*+(?:[\r\n]|\Z)|[^\r\n\\^_={}]*+[\\^_={}]")


@rule(level=Level.ERROR, preset="recommended", needs=("$$",))
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find the math that takes the rest of the note (obsidian.md section 8)."""
    text = note.text
    if not one_is_left_over(*_SIGN, text, (Span(note.body_start, len(text)),)):
        return
    if note.is_template or is_drawing(note):
        return
    for block, rest in unclosed(note, "math"):
        start = block.span.start
        prose = note.outside("frontmatter", "code", "comment", "html")
        if _FORMULA.match(text, start + 2) and one_is_left_over(*_SIGN, text, prose):
            message = f"nothing closes this block of math, so {rest} is math"
            yield Finding(Span(start, start + 2), message)
