"""The bases within a note: its code fences of the language `base`."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.base import Base
from vaultlint.note import Note

_LANGUAGE = "base"
_FENCES = ("```", "~~~")  # … or longer ones
_BLANKS = " \t"
_MOST_BLANKS = 100  # between a fence and its language


def may_hold_base(text: str) -> bool:
    """Whether a note of this text may hold a base: a look that parses nothing."""
    at = text.find(_LANGUAGE)
    while at >= 0:
        if text[at - 1 : at] in "`~ \t" and (
            text[max(at - _MOST_BLANKS, 0) : at].rstrip(_BLANKS).endswith(_FENCES)
        ):
            return True
        at = text.find(_LANGUAGE, at + 1)
    return False


def bases_in(note: Note) -> Iterator[Base]:
    """The bases of a note, in order."""
    if not may_hold_base(note.text):
        return
    for block in note.blocks:
        if block.kind == "code" and block.info.split()[:1] == [_LANGUAGE] and block.pieces:
            yield Base(note, block.pieces)
