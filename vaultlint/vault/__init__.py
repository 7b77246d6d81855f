"""A vault: its root and settings, the index of its files, what its links open, and facts about its notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from vaultlint.note import Note
from vaultlint.note.frontmatter import Value
from vaultlint.settings import Settings
from vaultlint.vault.index import FileIndex
from vaultlint.vault.resolve import Resolution, resolve

__all__ = ["FileIndex", "Resolution", "Vault"]


class Vault:
    """A vault as Obsidian sees it.

    All paths are vault paths: from the root, in POSIX form, spelt as on disk. `problems` holds a
    sentence for each thing about the vault itself that could not be read.
    """

    def __init__(
        self,
        root: Path,
        settings: Settings,
        paths: Iterable[str],
        read: Callable[[str], bytes],
        problems: tuple[str, ...] = (),
    ) -> None:
        self.root = root
        self.settings = settings
        self.files = FileIndex(paths)
        self.problems = problems
        self._read = read

    @classmethod
    def open(cls, root: Path) -> Vault:
        """The vault whose root is this folder; it works without a config folder too."""
        raise NotImplementedError

    @classmethod
    def of(cls, files: Mapping[str, str | bytes], settings: Settings | None = None) -> Vault:
        """A vault in memory, for tests: vault path to content."""
        raise NotImplementedError

    def note(self, path: str) -> Note:
        """The note at that vault path, read afresh. Raises OSError where it cannot be read."""
        return Note(path, self._read(path), self.settings)

    def resolve(self, linkpath: str, source: str) -> Resolution:
        """What a link in the note `source` opens (obsidian.md section 6)."""
        return resolve(self.files, linkpath, source)

    def property_values(self, name: str) -> Iterator[tuple[str, Note, Value]]:
        """Every value of a property over the vault, compared without case: (vault path, …) in order of path."""
        raise NotImplementedError

    def aliases(self) -> Mapping[str, tuple[str, ...]]:
        """Lower-case alias to the notes that carry it."""
        raise NotImplementedError
