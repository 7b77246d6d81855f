"""A value as a message shows it: on one line, and not too long."""

from __future__ import annotations

_LONGEST = 60


def excerpt(text: str) -> str:
    """The text, its blanks and newlines drawn together, cut where it is longer than a line."""
    line = " ".join(text[: 4 * _LONGEST].split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
