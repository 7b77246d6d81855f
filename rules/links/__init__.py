"""Links and embeds, and what they open."""
