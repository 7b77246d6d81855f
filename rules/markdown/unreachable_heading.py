"""A heading that no link reaches: it is all punctuation, or stands in a quote or a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.finding import Finding, Level, Span
from vaultlint.lazy import lazy
from vaultlint.note import Block, Note
from vaultlint.note.headings import compare_form
from vaultlint.note.zones import lies_in
from vaultlint.rule import NoOptions, rule

# What such a heading looks like: behind a marker, indented, without a word; or underlined so.
_MAY_BE = lazy(
    r"[>\-+*.):\]][ \t]*+#{1,6}+(?![^ \t\n])|^[ \t]++#{1,6}+(?![^ \t\n])"
    r"|^#{1,6}+[^\w\n]*+$|^[ \t>]++[=-]++[ \t]*+$|^[^\w\n]++\n {0,3}[=-]++[ \t]*+$",
    re.MULTILINE,
)


@rule(level=Level.INFO, needs=("#", "=", "-"))
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find headings out of reach; those that the note itself links to are warnings."""
    if note.is_template or not _MAY_BE.search(note.text.replace("\r\n", "\n").replace("\r", "\n")):
        return
    found = [(block, why) for block in note.blocks if (why := _why(note, block))]
    if not found:
        return
    prose = note.outside("html", "comment", "foreign")
    linked = {
        compare_form(link.subpath.rpartition("#")[2])
        for link in note.internal_links
        if not link.path and link.subpath
    }
    for block, why in found:
        span = Span(block.pieces[0].start, block.pieces[-1].end)
        level = Level.WARNING if _form(note, block) in linked - {""} else None
        if lies_in(span, prose):
            yield Finding(span if span.start < span.end else block.span, why, level=level)


def _why(note: Note, block: Block) -> str | None:
    """Why no link reaches a block, None where it is no heading or one does."""
    if block.kind != "heading":
        return None
    if block.depth:
        return "no link reaches a heading in a quote or a list"
    if not _form(note, block):
        return "no link reaches a heading without letters and digits"
    return None


def _form(note: Note, block: Block) -> str:
    return compare_form("\n".join(note.text[start:end] for start, end in block.pieces))
