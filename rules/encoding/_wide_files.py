"""What is said of a file that is UTF-16 or UTF-32, or no text at all."""

from __future__ import annotations

import re

from vaultlint.finding import Edit, Finding, Fix, Safety, Span, apply_edits
from vaultlint.note import Note

_WIDE = {
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
}
_MARKS = ("\udcff\udcfe", "\udcfe\udcff")  # of UTF-16
_WORDS = re.compile(rb"[a-z][a-z ,.\r\n-]{10,}")  # hardly ever found in Chinese in UTF-16


def told_of_wide_file(note: Note) -> Finding:
    """The finding for a file whose bytes are plainly no UTF-8, with a fix if it is whole."""
    name = _WIDE.get(note.encoding or "")
    if name is None:
        return Finding(_first_line(note), "the file holds binary data, and no text")
    if _WORDS.search(note.data):
        return _partly_wide(note)
    message = f"the file is {name}, which Obsidian does not read"
    try:
        text = note.data.decode(note.encoding or "").removeprefix("\ufeff")
        text.encode("utf-8")
    except UnicodeError:
        return Finding(_first_line(note), message + "; parts of it are damaged")
    edit = Edit(Span(0, len(note.text)), text)
    return Finding(_first_line(note), message, Fix("write it as UTF-8", (edit,), Safety.UNSAFE))


def _partly_wide(note: Note) -> Finding:
    """The finding for a file of which some is UTF-16, as some shells append it to a note."""
    from vaultlint.encoding.wide import find_wide

    message = "part of the file is UTF-16, which Obsidian does not read"
    edits = [Edit(each.span, each.replacement or "") for each in find_wide(note.text)]
    if not edits and note.text.startswith(_MARKS):
        message = "the file begins with the mark of UTF-16, and is none"
        edits.append(Edit(Span(0, 2), ""))
    if not edits or "\0" in apply_edits(note.text, edits):
        return Finding(_first_line(note), message)
    fix = Fix("write it as UTF-8", tuple(edits), Safety.UNSAFE)
    return Finding(_first_line(note), message, fix)


def _first_line(note: Note) -> Span:
    return note.lines.span(0)
