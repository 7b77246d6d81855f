"""The bases within a note: its code fences of the language `base`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.base import Base
from vaultlint.note import Note

_FIRST_LOOK = re.compile(r"(?:```|~~~)[ \t]*base\b")


def may_hold_base(text: str) -> bool:
    """Whether a note of this text may hold a base: a look that parses nothing."""
    return "base" in text and _FIRST_LOOK.search(text) is not None


def bases_in(note: Note) -> Iterator[Base]:
    """The bases of a note, in order."""
    if not may_hold_base(note.text):
        return
    for block in note.blocks:
        if block.kind == "code" and block.info.split()[:1] == ["base"] and block.pieces:
            yield Base(note, block.pieces)
