"""Tables directly below text, which Obsidian takes for more of the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from vaultlint.finding import Edit, Finding, Fix, Safety, Span, apply_edits
from vaultlint.lazy import lazy
from vaultlint.note import Note

from ._rows import cells, cut_apart, end_of_rows, is_delimiter

# What Obsidian or a plugin may not read as text: a callout's title, remarks, a block id, a mark.
_NO_TEXT = lazy(r"\[![^\]]*+\]|.*(?:%%|-->|%>)\Z|\^[A-Za-z0-9-]+\Z|-tx-\Z", re.S)
_ID = lazy(r"[ \t]\^[A-Za-z0-9-]+\Z")  # of a block, where a paragraph ends behind it


def unparted(note: Note) -> Iterator[Finding]:
    """The tables directly below a line of text.

    Other than in GitHub's dialect, no table begins within a paragraph: Reading view never let it,
    and the editor does not since Obsidian 1.3.2.
    """
    found = [pair for pair in _below_text(note) if not _NO_TEXT.match(note.text[slice(*pair[0])])]
    if not found:
        return
    newline = note.newline
    edits = [_blank_line(note, header, newline) for _, header in found]
    after = Note.from_text(apply_edits(note.text, edits), note.path, note.settings)
    tables = {block.span.start for block in after.blocks if block.kind == "table"}
    moved, cut = 0, cut_apart(note)
    for (above, header), edit in zip(found, edits, strict=True):
        moved += len(edit.text)
        if header.start + moved not in tables:
            continue  # it is no table either way
        # A line that continues a quote without its marker may be meant to stand in the quote.
        depth = note.text.count(">", note.lines.around(above.start).start, above.start)
        safety = Safety.SAFE if edit.text.count(">") == depth else Safety.UNSAFE
        message = "this table is shown as text, because no blank line stands above it"
        fix: Fix | None = Fix("put a blank line above it", (edit,), safety)
        at = bisect_left(cut, header)
        if at < len(cut) and cut[at].start < end_of_rows(note.text, header):
            fix = None  # it would cut the link apart
        elif _ID.search(note.text, *above):
            fix = None  # the block would get an id
        yield Finding(header, message, fix)


def _below_text(note: Note) -> Iterator[tuple[Span, Span]]:
    """The headers that have a line of text above them, and that line before each.

    Below an item or a quote, the rows may be read as more lines of its text.
    """
    text: list[Span] = []  # lines of paragraphs, each directly below the one before it
    parent: int | None = None  # of the last of them
    for block in note.blocks:
        if block.kind != "paragraph" and block.kind != "table":
            continue
        if text and _number(note, block.pieces[0]) != _number(note, text[-1]) + 1:
            text.clear()
        if block.kind == "paragraph":
            known = len(text)
            text += block.pieces
            parent = block.parent
            for above, header, row in _threes(text, known):
                if is_delimiter(note.text, row) and len(cells(note.text, header)) == len(
                    cells(note.text, row)
                ):
                    yield above, header
        elif text and parent == block.parent:
            yield text[-1], block.pieces[0]


def _threes(lines: Sequence[Span], start: int) -> Iterator[tuple[Span, Span, Span]]:
    """Each three lines in a row of which the last one is at `start` or behind it."""
    for number in range(max(start, 2), len(lines)):
        yield lines[number - 2], lines[number - 1], lines[number]


def _number(note: Note, line: Span) -> int:
    return note.lines.number_at(line.start)


def _blank_line(note: Note, header: Span, newline: str) -> Edit:
    """A blank line above the header, in the same quote."""
    line = note.lines.around(header.start).start
    prefix, marker, _ = note.text[line : header.start].rpartition(">")
    return Edit(Span(line, line), prefix + marker + newline)
