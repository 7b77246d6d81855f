"""The names of a note's properties: what the rules about the names of a whole vault gather."""

from __future__ import annotations

from vaultlint.note import Note


def property_names(note: Note) -> tuple[str, ...]:
    """Each name, spelt as it stands in the note, in order; empty where there are none."""
    return note.property_names
