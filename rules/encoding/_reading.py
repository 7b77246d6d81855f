"""Whether a note without some unseen characters is still read in the same way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from functools import partial

from vaultlint.finding import Edit, apply_edits
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.values import Scalar, walk

_MARK = lazy("\ufeff+")


def is_read_alike(note: Note, edits: Iterable[Edit], aside: re.Pattern[str] = _MARK) -> bool:
    """Whether the edits leave properties, code, math, comments, HTML, tables and breaks alone.

    An unseen character can keep "---", four spaces or a fence from meaning anything. A heading, a
    list or a quote that it hid may appear: that is what somebody wrote there, and so may a link or
    a tag; none may be lost. What `aside` matches may come and go.
    """
    return are_read_alike(note, edited(note, edits), aside)


def edited(note: Note, edits: Iterable[Edit]) -> Note:
    """The note after the edits."""
    return Note.from_text(apply_edits(note.text, edits), note.path, note.settings)


def are_read_alike(note: Note, after: Note, aside: re.Pattern[str]) -> bool:
    """The same of a note and of what became of it."""
    return (
        list(_weighty(note, aside)) == list(_weighty(after, aside))
        and _linked(note, aside) <= _linked(after, aside)
        and len(note.tags) <= len(after.tags)
    )


def _linked(note: Note, aside: re.Pattern[str]) -> Counter[tuple[str, str]]:
    """What the note's links lead to, and how often."""
    return Counter((_bare(link.path, aside), _bare(link.subpath, aside)) for link in note.links)


def _bare(text: str, aside: re.Pattern[str]) -> str:
    return "".join(aside.sub("", text).split())


def _weighty(note: Note, aside: re.Pattern[str]) -> Iterator[Hashable]:
    """What must be the same afterwards, blanks and what is put aside apart."""
    bare = partial(_bare, aside=aside)
    frontmatter = note.frontmatter
    if frontmatter is not None:
        yield "properties", frontmatter.error is None
        for value in walk(frontmatter.root):
            data = value.value if isinstance(value, Scalar) else ""
            yield type(value).__name__, type(data).__name__, bare(str(data))
    for block in note.blocks:
        if block.kind == "code":
            pieces = (note.text[start:end] for start, end in block.pieces)
            yield block.info, tuple(aside.sub("", piece) for piece in pieces)
        elif block.kind not in ("paragraph", "list", "item", "quote") and block.marker != "#":
            pieces = (note.text[start:end] for start, end in block.pieces)
            yield block.kind, block.info, block.closed, tuple(map(bare, pieces))
    for mark in note.inline.of("code", "math", "comment", "html"):
        yield mark.kind, bare(note.text[slice(*mark.span)])
