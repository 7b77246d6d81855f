"""The first look: whether a text may be damaged at all."""

from __future__ import annotations


def may_be_damaged(text: str) -> bool:
    """Whether a text may hold damage; False is certain."""
    return not text.isascii()
