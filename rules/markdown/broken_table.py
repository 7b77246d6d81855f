"""A table that Obsidian shows as text, or of which it does not show every cell."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Level, Safety, Span
from vaultlint.lazy import lazy
from vaultlint.note import Block, Note
from vaultlint.rule import TABLES, Change, NoOptions, rule

from ._drawings import is_drawing
from ._rows import cells, may_be_broken
from ._unparted import unparted

_WIKILINK = lazy(r"\[\[([^\[\]\r\n]*+)\]\]")
_PIPE = lazy(r"\|(?<!\\\|)")
_CODE_OR_MATH = lazy(r"`[^`\r\n]++`|\$[^$\r\n]++\$")
# Behind a row: a block id, a remark.
_NO_CELL = lazy(r"\^[A-Za-z0-9-]+|%%.*%%|<!--.*-->")
_PROGRAM = lazy(r"<%|\{\{")  # what a template puts there may be more or fewer cells
_NOT_SHOWN = "the surplus is not shown"


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.STRUCTURE},
    needs=(TABLES,),
)
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find tables below text, and rows with more cells than the header (obsidian.md section 8)."""
    if not may_be_broken(note.text, note.body_start) or is_drawing(note):
        return
    for block in note.blocks:
        if block.kind == "table":
            yield from _surplus(note, block)
    yield from unparted(note)


def _surplus(note: Note, table: Block) -> Iterator[Finding]:
    """What stands in cells beyond the last of the header; one finding if it does so everywhere."""
    header, delimiter, *rows = table.pieces
    columns = len(cells(note.text, delimiter))
    wide = [(row, cut) for row in rows if (cut := _cut_off(note.text, row, columns))]
    if len(wide) == len(rows) > 1:
        most = max(len(cells(note.text, row)) for row in rows)
        message = (
            f"each row has more cells (up to {most}) than this header ({columns}): {_NOT_SHOWN}"
        )
        yield Finding(header, message)
        return
    for row, cut in wide:
        count = len(cells(note.text, row))
        message = f"this row has {count} cells in a table of {columns} columns: {_NOT_SHOWN}"
        if _are_in_code(note.text, row, columns):
            message += "; a pipe in code or math parts cells too"
        yield Finding(cut, message)


def _cut_off(text: str, row: Span, columns: int) -> Span | None:
    """What a row has behind the last cell that is shown, None if that is nothing.

    A wikilink whose pipe is not escaped is for another rule to report.
    """
    surplus = [cell for cell in cells(text, row)[columns:] if text[slice(*cell)].strip()]
    if (
        not surplus
        or _PROGRAM.search(text, *row)
        or any(_PIPE.search(link[1]) for link in _WIKILINK.finditer(text, *row))
    ):
        return None
    cut = Span(surplus[0].start, surplus[-1].end)
    return None if _NO_CELL.fullmatch(text, *cut) else cut


def _are_in_code(text: str, row: Span, columns: int) -> bool:
    """Whether the row has no cell too many but for the pipes in code and math."""
    plain = _CODE_OR_MATH.sub("x", text[row.start : row.end])
    return len(cells(plain, Span(0, len(plain)))) <= columns
