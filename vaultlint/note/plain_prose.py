"""Whether a place in a note is plainly prose, so that the note need not be parsed to tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vaultlint.finding import Span
from vaultlint.lazy import lazy
from vaultlint.note.foreign import TASK_SIGN
from vaultlint.note.sections import open_stretches

if TYPE_CHECKING:
    from vaultlint.note import Note

_MOST = 20  # places; for each its whole line is looked at
# Before a place in its paragraph these may begin what holds it: code, math, HTML, a comment, the
# target of a link, a placeholder, …
_MAY_HIDE = lazy(r"[`$<{\\]|%%|\[\[|\]\(")
# … unless they end at once; and the indent of code in its line does, …
_HARMLESS = lazy(r"`(?!`)[^`\\\n]++`(?!`)|\[\[[^\[\]`$<{\\\n]++\]\]|\]\([^\s()<>\[\]`$<{\\]*+\)")
_INDENT = lazy(r" {4}|\t")
_AROUND = lazy(r":[:/]")  # … and anywhere in its line the sign of a URL, or of a field of Dataview


def are_plainly_prose(note: Note, spans: Sequence[Span]) -> bool:
    """Whether each of the spans, in order, is in no zone for certain; False if they are many."""
    if len(spans) > _MOST:
        return False
    text, stretches = note.text, open_stretches(note)
    low = high = note.body_start
    for start, end in spans:
        while start >= high:
            stretch = next(stretches, None)
            if stretch is None:
                return False
            low, high = stretch
        if start < low or end > high or not _shows(text, low, start, end):
            return False
        low = end
    return True


def _shows(text: str, low: int, start: int, end: int) -> bool:
    """Whether nothing hides text[start:end]; from `low` on, before which nothing does."""
    paragraph = max(text.rfind("\n\n", low, start), low)
    line = max(text.rfind("\n", paragraph, start) + 1, paragraph)
    newline = text.find("\n", start)
    line_end = newline if newline >= 0 else len(text)
    return not (
        end > line_end
        or text[start] in " \t"
        or _is_hidden(text, paragraph, start, end)
        or _INDENT.search(text, line, start)
        or _AROUND.search(text, line, line_end)
        or TASK_SIGN.search(text, line, line_end)
    )


def _is_hidden(text: str, paragraph: int, start: int, end: int) -> bool:
    """Whether something in the paragraph may begin before text[start:end] and end behind it."""
    at = paragraph
    while sign := _MAY_HIDE.search(text, at, end + 1):
        harmless = _HARMLESS.match(text, sign.start(), start)
        if harmless is None:
            return True
        at = harmless.end()
    return False
