"""Whether paths are those of a vault's own notes, found out without listing the vault."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable

from vaultlint.vault.folders import is_junction


class OwnNotes:
    """The notes of the vault at a root; what was looked at serves for all of a run's questions."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._names: dict[str, frozenset[str]] = {}  # by vault path of the folder, as below
        self._folders = {"": True}  # by vault path with a slash behind

    def holds(self, path: str) -> bool:
        """Whether a listing of the vault would have a note at this vault path, spelt so.

        Where a folder cannot be read the answer is no, whatever a listing would say.
        """
        *folders, name = path.split("/")
        inner = ""
        for part in folders:
            outer, inner = inner, f"{inner}{part}/"
            if inner not in self._folders:
                self._folders[inner] = self._has(outer, part, stat.S_ISDIR)
            if not self._folders[inner]:
                return False
        return name[-3:].lower() == ".md" and self._has(inner, name, stat.S_ISREG)

    def _has(self, folder: str, name: str, is_kind: Callable[[int], bool]) -> bool:
        """Whether the folder holds an entry of that very name and kind that Obsidian sees."""
        if name.startswith("."):
            return False
        try:
            status = os.lstat(f"{self._root}/{folder}{name}")
            # The system may find an entry under other spellings: in case, in Unicode form, or, on
            # Windows, shortened. Names alone are read far more quickly than what they name.
            if folder not in self._names:
                self._names[folder] = frozenset(os.listdir(f"{self._root}/{folder}"))
        except (OSError, ValueError):
            return False
        return name in self._names[folder] and is_kind(status.st_mode) and not is_junction(status)
