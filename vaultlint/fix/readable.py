"""Whether Obsidian can still read a note's properties after fixes."""

from __future__ import annotations

from vaultlint.note import Note
from vaultlint.note.frontmatter import Frontmatter
from vaultlint.note.values import MapValue, Scalar, walk


def properties_broken(before: Note, after: Note) -> bool:
    """Whether properties could be read before and cannot be any more, or a key is there twice."""
    old, new = before.frontmatter, after.frontmatter
    if old is None or old.error is not None:
        return False
    if new is None or new.error is not None:
        return True
    return _has_twins(new) and not _has_twins(old)


def _has_twins(frontmatter: Frontmatter) -> bool:
    """Whether a mapping holds a key twice, for which Obsidian may refuse all the properties."""
    for value in walk(frontmatter.root):
        if isinstance(value, MapValue):
            keys = [key for key, _ in value.entries if isinstance(key, Scalar)]
            if len({(type(key.value), key.value) for key in keys}) < len(keys):
                return True
    return False
