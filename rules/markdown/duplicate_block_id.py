"""One block id twice in a note: a link to it can reach one of the blocks only."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Level
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.rule import NoOptions, rule

# An id is a word of its own, other than the exponents in "x^2 + y^2".
_BLOCK_ID = lazy(r"\^(?<![^ \t\r\n>\ufeff]\^)([A-Za-z0-9-]++)[ \t]*+(?=[\r\n]|\Z)")


@rule(level=Level.ERROR, preset="recommended", needs=("^",))
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find the second block and all further ones of an id."""
    written = [name.lower() for name in _BLOCK_ID.findall(note.text, note.body_start)]
    if len(set(written)) == len(written) or note.is_template or _is_managed(note):
        return
    first: dict[str, int] = {}
    for name, span in note.block_ids:
        block = note.block_at(span.start)
        if block is None or block.kind == "heading":
            continue  # whether Obsidian takes it for an id there is uncertain
        line = note.lines.number_at(span.start)
        if name in first:
            above = line - first[name]
            written_id = note.text[span.start + 1 : span.end]
            distance = f"{above} line{'s' * (above > 1)} above"
            message = f"`^{written_id}` also names the block that ends {distance}"
            yield Finding(span, message)
        first.setdefault(name, line)


def _is_managed(note: Note) -> bool:
    """Whether a plugin writes the ids (obsidian.md section 8.1)."""
    head = note.text[: note.body_start]
    return "kanban-plugin" in head or "excalidraw-plugin" in head
