"""A section of a note that is read in the same way by itself: a part to parse instead of the whole.

A section begins with a heading at the start of a line below a blank one, and ends before the next
of these. What contains others ends there; code, HTML, comments and math might go on. So the lines
above are looked at, and where one of them leaves that open there is no section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from vaultlint.lazy import lazy

if TYPE_CHECKING:
    from vaultlint.note import Note

# Definitions and templates concern what stands elsewhere; lone carriage returns end lines too.
_REACHING_FAR = ("]:", "<%", "\r")
# A fence, or what begins a line, perhaps behind markers, and is not followed any further.
_BEGINNING = r"<[A-Za-z/!?]|%%(?!%)(?![^\n]*%%)|\$\$(?!\$)(?![^\n]*\$\$)"
_LITERAL = lazy(
    rf"\n(?P<indent>[ \t]*+)(?:(?P<fence>`{{3,}}+|~{{3,}}+)|{_BEGINNING}"
    rf"|[>*+0-9-][>*+0-9.) \t-]*+(?:`{{3}}|~{{3}}|{_BEGINNING}))"
)
_END_OF_FENCE = lazy(r"\n([ \t]*+)(`{3,}+|~{3,}+)[ \t]*+(?![^\n])")
_FIRST_HEADING = lazy(r"#{1,6} ")
_HEADING = lazy(r"\n\n#{1,6} ")


def section_apart(note: Note, first: int, last: int) -> tuple[int, Note] | None:
    """Where the section of the body begins that holds text[first:last], and the section as a note.

    None if it is not plain where it begins and ends.
    """
    text, start = note.text, None
    if first >= note.body_start:
        for bound in _bounds(note):
            if bound > first:
                if start is None or bound < last:
                    break
                return start, type(note).from_text(text[start:bound], note.path, note.settings)
            start = bound
    return None


def _bounds(note: Note) -> Iterator[int]:
    """Where each section begins, and where the last one ends; as far as that is plain."""
    text, high = note.text, -1
    if _FIRST_HEADING.match(text, note.body_start):
        yield note.body_start
    for low, high in open_stretches(note):
        for heading in _HEADING.finditer(text, max(low - 1, 0), high):
            yield heading.start() + 2
    if high == len(text):
        yield high


def open_stretches(note: Note) -> Iterator[tuple[int, int]]:
    """Where no block of code, HTML, comment or math stands; as far as that is plain."""
    text, low = note.text, note.body_start
    if (
        text.find("excalidraw", 0, low) >= 0
        or any(sign in text for sign in _REACHING_FAR)
        or (low < 2 and _LITERAL.match("\n" + text[low:]))
    ):
        return
    end: int | None = low
    while end is not None:
        literal = _LITERAL.search(text, max(end - 1, 0))
        yield end, literal.start() if literal else len(text)
        end = _end_of_literal(text, literal) if literal else None


def _end_of_literal(text: str, literal: re.Match[str]) -> int | None:
    """Where the line behind a block of code begins, None if it is not plainly one.

    Neither a line with less of an indent may end what it stands in, nor a fence with another one.
    """
    indent, fence = literal["indent"], literal["fence"]
    begin = text.find("\n", literal.end())
    if fence is None or begin < 0 or (fence[0] == "`" and "`" in text[literal.end() : begin]):
        return None
    for closing in _END_OF_FENCE.finditer(text, begin):
        if closing[2].startswith(fence):
            lines = text[begin + 1 : closing.start()].split("\n") if indent else ()
            plain = all(line.startswith(indent) or not line.strip(" \t") for line in lines)
            return closing.end() + 1 if plain and closing[1] == indent else None
    return None
