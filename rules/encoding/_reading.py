"""Whether a note without some unseen characters is still read in the same way."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator

from vaultlint.finding import Edit, apply_edits
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.values import Scalar, walk

_MARK = lazy("\ufeff+")


def is_read_alike(note: Note, edits: Iterable[Edit], aside: re.Pattern[str] = _MARK) -> bool:
    """Whether the edits leave properties, code, math, comments, HTML, tables and breaks alone.

    An unseen character can keep "---", four spaces or a fence from meaning anything. A heading, a
    list or a quote that it hid may appear: that is what somebody wrote there. What `aside` matches
    may come and go.
    """
    after = Note.from_text(apply_edits(note.text, edits), note.path, note.settings)
    return list(_weighty(note, aside)) == list(_weighty(after, aside))


def _weighty(note: Note, aside: re.Pattern[str]) -> Iterator[Hashable]:
    """What must be the same afterwards, blanks and what is put aside apart."""

    def bare(text: str) -> str:
        return "".join(aside.sub("", text).split())

    frontmatter = note.frontmatter
    if frontmatter is not None:
        yield "properties", frontmatter.error is None
        for value in walk(frontmatter.root):
            data = value.value if isinstance(value, Scalar) else ""
            yield type(value).__name__, type(data).__name__, bare(str(data))
    for block in note.blocks:
        if block.kind == "code":
            yield block.info, tuple(note.text[start:end] for start, end in block.pieces)
        elif block.kind not in ("paragraph", "list", "item", "quote") and block.marker != "#":
            pieces = (note.text[start:end] for start, end in block.pieces)
            yield block.kind, block.info, block.closed, tuple(map(bare, pieces))
    for mark in note.inline.of("code", "math", "comment", "html"):
        yield mark.kind, bare(note.text[slice(*mark.span)])
