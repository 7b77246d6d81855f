"""The items of the property `tags`, for the rules that judge them one by one."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from vaultlint.note import Note
from vaultlint.note.frontmatter import ListValue, Property, Scalar

_LONGEST_SHOWN = 60
# Each fix is tried out, which reads the properties again: the rest follows when these are done.
_MOST_TRIED = 20
_MOST_READ = 60_000  # characters in all those trials


class TagItem(NamedTuple):
    """An item that is a text: its number in the list, and what it says."""

    number: int
    scalar: Scalar
    text: str


class TagItems(NamedTuple):
    """The property `tags` and those of its items that are texts; `listed` if it is a list."""

    entry: Property
    listed: bool
    items: list[TagItem]


@lru_cache(maxsize=1)  # two rules look, one behind the other
def tag_items(note: Note) -> TagItems | None:
    """The property `tags` of a note, the first of that name; None in template notes, or if absent.

    A text that is no list is its own only item.
    """
    frontmatter = note.frontmatter
    entry = frontmatter.get("tags") if frontmatter is not None else None
    if entry is None or note.is_template:
        return None
    listed = isinstance(entry.value, ListValue)
    values = entry.value.items if isinstance(entry.value, ListValue) else (entry.value,)
    texts = [
        TagItem(number, value, value.value)
        for number, value in enumerate(values)
        if isinstance(value, Scalar) and isinstance(value.value, str)
    ]
    return TagItems(entry, listed, texts)


def most_fixes(note: Note) -> int:
    """How many fixes a rule may try out in the note's properties, one at least."""
    start, end = note.frontmatter.yaml if note.frontmatter is not None else (0, 0)
    return max(1, min(_MOST_TRIED, _MOST_READ // (end - start + 1)))


def shown(text: str) -> str:
    """A tag as a message shows it: on one line, and not too long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 1] + "…"
