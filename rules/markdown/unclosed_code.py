"""A code block that nothing closes, so that the rest of the note is code."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Level, Span
from vaultlint.note import Note
from vaultlint.rule import NoOptions, rule

from ._drawings import is_drawing
from ._fences import Fence, fences, left_open
from ._rest import unclosed

_NAMES = {"`": "backticks", "~": "tildes"}


@rule(level=Level.ERROR, preset="recommended", needs=("```", "~~~"))
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find the block of code that takes the rest of the note.

    In Reading view the quote or item that holds it ends a block, the editor looks at lines alone:
    only what is open in both readings is surely open.
    """
    opener = left_open(note.text, note.body_start)
    if opener is None or note.is_template or is_drawing(note):
        return
    for block, rest in unclosed(note, "code"):
        if block.span.start == opener.start:
            span = Span(opener.start, opener.end)
            message = f"nothing closes this code block, so {rest} is code"
            yield Finding(span, message + _meant_as_end(note, opener))


def _meant_as_end(note: Note, opener: Fence) -> str:
    """Which line below looks like the end of the block, and why it is none."""
    for fence in fences(note.text, opener.end):
        if fence.marker[0] != opener.marker[0]:
            reason = f"is made of {_NAMES[fence.marker[0]]}, not of {_NAMES[opener.marker[0]]}"
        elif len(fence.marker) < len(opener.marker):
            reason = f"has {len(fence.marker)} {_NAMES[fence.marker[0]]}, not {len(opener.marker)}"
        else:
            reason = "has text behind it"
        if not fence.info or fence.marker.startswith(opener.marker):
            lines = note.lines.number_at(fence.start) - note.lines.number_at(opener.start)
            return f"; the fence {lines} line{'s' * (lines > 1)} below {reason}"
    return ""
