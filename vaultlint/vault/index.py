"""The files of a vault that Obsidian sees, by path and by name (obsidian.md sections 1.1, 1.2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class FileIndex:
    """The files of a vault. Look-ups fold case and Unicode form (NFC) as Obsidian's do."""

    def __init__(self, paths: Iterable[str]) -> None:
        raise NotImplementedError

    @property
    def paths(self) -> Sequence[str]:
        """Every file's vault path as on disk, sorted."""
        raise NotImplementedError

    @property
    def notes(self) -> Sequence[str]:
        """The vault paths of the notes (`.md`, any case), sorted."""
        raise NotImplementedError
