"""Markdown that Obsidian shows otherwise than it was meant."""
