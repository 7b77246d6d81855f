"""Bytes that are not UTF-8: Obsidian shows replacement characters, and loses them when it saves."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.zones import lies_in
from vaultlint.rule import Change, NoOptions, rule

_BYTES = tuple(map(chr, range(0xDC80, 0xDD00)))  # what stands for a byte that is not UTF-8
_BAD = lazy(f"[{_BYTES[0]}-{_BYTES[-1]}]+")


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
    if note.encoding is not None:
        from ._wide_files import told_of_wide_file

        yield told_of_wide_file(note)
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
