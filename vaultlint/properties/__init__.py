"""Properties as Obsidian takes and writes them: their types, how values are written, and edits."""
