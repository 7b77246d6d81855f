"""What links may reach in a note besides its blocks: its headings, and its footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from vaultlint.lazy import lazy

if TYPE_CHECKING:
    from vaultlint.note import Note

_LIKE_A_HEADING = lazy(r"^ {0,3}(#{1,6})(?:[ \t]([^\n]*))?$", re.MULTILINE)
_LONE_RETURN = lazy(r"\r(?!\n)")


class Entry(NamedTuple):
    """A heading: its raw text, the lines of a setext heading joined by newlines, and its level.

    sure: False of a line that looks like a heading in HTML or in a comment.
    """

    text: str
    level: int
    sure: bool = True


class Outline(NamedTuple):
    """The headings of a note in order, and the ids of its footnotes in lower case, each with its
    definition.

    certain: whether there is nothing that leaves it in doubt what else is a heading, as a fence or
    a comment without an end does.
    """

    entries: tuple[Entry, ...]
    footnotes: tuple[str, ...]
    certain: bool


def find_outline(note: Note) -> Outline:
    """The outline of a note; it is parsed only where the beginnings of its lines do not tell."""
    body = note.text[note.body_start :]
    if "\r" in body:
        if _LONE_RETURN.search(body):
            return parsed_outline(note)
        body = body.replace("\r\n", "\n")
    from vaultlint.note.plain_outline import plain_outline

    return plain_outline(body if body.endswith("\n") else body + "\n") or parsed_outline(note)


def parsed_outline(note: Note) -> Outline:
    """The same from the blocks of the note."""
    found = [(heading.span.start, Entry(heading.text, heading.level)) for heading in note.headings]
    footnotes = []
    certain = True
    for block in note.blocks:
        if block.kind == "footnote":
            footnotes.append(block.info.lower())
        if block.depth:
            continue
        if not block.closed:
            certain = False
        elif block.kind in ("html", "comment"):
            start, end = block.span
            source = note.text[start:end]
            if source.startswith("<!--") and "-->" not in source:
                certain = False
            source = source.replace("\r\n", "\n").replace("\r", "\n")
            found += ((start, entry) for entry in lines_like_headings(source))
    found.sort(key=lambda place: place[0])
    return Outline(tuple(entry for _, entry in found), tuple(footnotes), certain)


def lines_like_headings(text: str) -> Iterator[Entry]:
    """The lines of HTML or of a comment that would be headings outside."""
    for marks, words in _LIKE_A_HEADING.findall(text):
        yield Entry(words.strip(" \t").rstrip("#").rstrip(" \t"), len(marks), sure=False)
