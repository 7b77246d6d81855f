"""Looks at the text of a note's properties: whether any of them may be an unusual date."""

from __future__ import annotations

from functools import lru_cache

from vaultlint.lazy import lazy
from vaultlint.note import Note

from ._dates import DateNames, may_be_date

_DAY = (
    r"(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)"
    r"|(?:0[13578]|1[02])-31)"
)
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?"
_ZONE = r"(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
# Four digits, as all dates have them, not behind a letter, that do not begin a date in Obsidian's
# form which exists, at the end of its line, and not continued on the next. A search that does not
# begin with a repetition takes half the time.
_UNUSUAL = lazy(
    rf"[0-9][0-9]{{3}}(?!-{_DAY}(?:[T ]{_TIME}{_ZONE})?[\"']? *\r?\n(?![ \t]))"
    r"(?<![A-Za-z][0-9]{4})"
)


@lru_cache(maxsize=1)  # two rules look, one behind the other
def may_hold_unusual_date(note: Note) -> bool:
    """Whether a property may be a date that does not exist, or is not in Obsidian's form.

    That takes a microsecond, and in nine of ten notes it says no.
    """
    return _is_unusual(note.text[: note.body_start])


def may_be_unusual_date(note: Note, names: DateNames) -> bool:
    """The same of those properties alone that may be dates by their type or name."""
    written = note.written_values
    return written is None or any(
        source[:1] != "[" and _is_unusual(source + "\n") and may_be_date(note, name, names)
        for name, source in written
    )


def _is_unusual(text: str) -> bool:
    # A backslash may stand for a digit, or a newline.
    return _UNUSUAL.search(text) is not None or "\\" in text
