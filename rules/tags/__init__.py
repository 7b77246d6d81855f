"""Tags that Obsidian really counts."""
