"""Properties: YAML that Obsidian reads, and values that fit their types."""
