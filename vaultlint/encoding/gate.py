"""The first look: whether a text may be damaged at all."""

from __future__ import annotations

# What may be left of a quotation mark or a dash, and what UTF-16 has beside its letters.
_TELLING = "\x00\x13\x14\x18\x19\x1c\x1d"


def may_be_damaged(text: str) -> bool:
    """Whether a text may hold damage; False is certain."""
    return not text.isascii() or any(control in text for control in _TELLING)
