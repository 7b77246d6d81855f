"""Notes that are drawings, whose text is only for Excalidraw to read (obsidian.md section 8.1)."""

from __future__ import annotations

from vaultlint.note import Note


def is_drawing(note: Note) -> bool:
    """Whether the note is one of Excalidraw's."""
    return note.frontmatter is not None and note.frontmatter.get("excalidraw-plugin") is not None
