"""What each table has, found without parsing: a row of dashes below its header."""

from __future__ import annotations

from vaultlint.lazy import lazy

# In each such row a pipe stands beside a dash or a colon, with blanks between them at most. It is
# found ten times as fast as the row, for it begins with a literal.
DASHED_PIPE = lazy(r"\|(?:[ \t]*+:?-|(?<=[-:]\|)|(?<=[-:][ \t]\|)|(?<=[ \t][ \t]\|))")


def may_hold_table(text: str, start: int) -> bool:
    """Whether a text may hold a table behind the offset `start`; False is certain."""
    return DASHED_PIPE.search(text, start) is not None
