"""Bytes that are not UTF-8: Obsidian shows replacement characters, and loses them when it saves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span, apply_edits
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.zones import lies_in
from vaultlint.rule import Change, NoOptions, rule

_BYTES = tuple(map(chr, range(0xDC80, 0xDD00)))  # what stands for a byte that is not UTF-8
_BAD = lazy(f"[{_BYTES[0]}-{_BYTES[-1]}]+")
_WORDS = re.compile(rb"[a-z][a-z ,.\r\n-]{10,}")  # hardly ever found in Chinese in UTF-16
_WIDE = {
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
}


@rule(
    level=Level.ERROR,
    preset="recommended",
    fixes=Safety.UNSAFE,
    changes=set(Change),
    in_code=True,
    any_encoding=True,
    needs=("\x00", *_BYTES),
)
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find files and fragments in another encoding; one finding a note."""
    if note.encoding in _WIDE:
        yield _wide(note, _WIDE[note.encoding])
        return
    if note.encoding is not None:
        yield Finding(_first_line(note), "the file holds binary data, and no text")
        return
    if note.is_utf8:
        return
    from vaultlint.encoding.legacy import likely_reading  # few notes come here
    from vaultlint.encoding.wide import find_wide

    wide = [repair.span for repair in find_wide(note.text)]  # mojibake tells of these
    found = [Span(*match.span()) for match in _BAD.finditer(note.text)]
    spans = [span for span in found if not lies_in(span, wide)]
    if not spans:
        return
    count = sum(span.end - span.start for span in spans)
    what = "1 byte is not UTF-8" if count == 1 else f"{count} bytes are not UTF-8"
    reading = likely_reading(note.text)
    if not reading.names:
        yield Finding(spans[0], f"{what}, and no other encoding is likely")
        return
    fix = None
    if reading.changes and not wide:
        edits = tuple(Edit(*change) for change in reading.changes)
        fix = Fix(f"read them as {reading.names[0]}", edits, Safety.UNSAFE)
    yield Finding(spans[0], f"{what}, but most likely {' or '.join(reading.names)}", fix)


def _wide(note: Note, name: str) -> Finding:
    """The finding for a file in UTF-16 or UTF-32, with a fix if it is whole."""
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
    edits = tuple(Edit(each.span, each.replacement or "") for each in find_wide(note.text))
    if "\0" in apply_edits(note.text, edits):
        return Finding(_first_line(note), message)
    return Finding(_first_line(note), message, Fix("write it as UTF-8", edits, Safety.UNSAFE))


def _first_line(note: Note) -> Span:
    return note.lines.span(0)
