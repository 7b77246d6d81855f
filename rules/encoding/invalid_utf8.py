"""Bytes that are not UTF-8: Obsidian shows replacement characters, and loses them when it saves."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.rule import NOT_ASCII, Change, NoOptions, rule

_BAD = lazy("[\udc80-\udcff]+")
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
    needs=("\x00", NOT_ASCII),
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
    spans = [Span(*match.span()) for match in _BAD.finditer(note.text)]
    from ._legacy import read_as_windows_1252  # few notes come here

    count = sum(span.end - span.start for span in spans)
    what = "1 byte is not UTF-8" if count == 1 else f"{count} bytes are not UTF-8"
    replacements = read_as_windows_1252(note.text, spans)
    if replacements is None:
        yield Finding(spans[0], f"{what}, and no other encoding is likely")
        return
    edits = tuple(Edit(span, new) for span, new in zip(spans, replacements, strict=True))
    fix = Fix("read them as Windows-1252", edits, Safety.UNSAFE)
    yield Finding(spans[0], f"{what}, but most likely Windows-1252", fix)


def _wide(note: Note, name: str) -> Finding:
    """The finding for a file in UTF-16 or UTF-32, with a fix if it is whole."""
    message = f"the file is {name}, which Obsidian does not read"
    try:
        text = note.data.decode(note.encoding or "").removeprefix("\ufeff")
        text.encode("utf-8")
    except UnicodeError:
        return Finding(_first_line(note), message + "; parts of it are damaged")
    edit = Edit(Span(0, len(note.text)), text)
    return Finding(_first_line(note), message, Fix("write it as UTF-8", (edit,), Safety.UNSAFE))


def _first_line(note: Note) -> Span:
    return note.lines.span(0)
