"""Blanks and newlines; on in the preset `tidy` only."""
