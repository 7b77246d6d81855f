"""A note so large that Obsidian does not index it: its links, tags and properties do not count."""

from __future__ import annotations

from collections.abc import Iterable

from vaultlint.finding import Finding, Level, Span
from vaultlint.note import Note
from vaultlint.rule import RuleOptions, rule

_INDEXED = 2 << 20  # bytes: whichever way "2 MB" is counted (obsidian.md section 1.2)


class Options(RuleOptions):
    """limit: how large a note may be, in bytes."""

    limit: int = _INDEXED


@rule(level=Level.WARNING, preset="recommended", options=Options, any_encoding=True)
def check(note: Note, options: Options) -> Iterable[Finding]:
    """Look at the size of the file."""
    size = len(note.data)
    if size <= options.limit:
        return ()
    if size > _INDEXED:
        message = (
            f"the note is {size / 1e6:.1f} MB large; of one over 2 MB Obsidian knows no links, tags"
            " and properties"
        )
    else:
        message = f"the note is larger than {options.limit} bytes"
    return (Finding(Span(0, 0), message),)
