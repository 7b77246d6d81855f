"""The end of a message about an unknown name: what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 100  # characters; longer names take time to compare, and none of ours is so long


def did_you_mean(name: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """ "; did you mean `x`?" if a known name is as like this one (0 to 1), else nothing."""
    if len(name) > _LONGEST:
        return ""
    from difflib import get_close_matches  # only errors need it

    match = get_close_matches(name.lower(), list(known), 1, likeness)
    return f"; did you mean `{match[0]}`?" if match else ""
