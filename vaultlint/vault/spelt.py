"""Whether paths are those of a vault's own files, found out without listing the vault."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable

from vaultlint.vault.folders import is_junction


class OwnFiles:
    """The files of the vault at a root; what was looked at serves for all of a run's questions."""

    def __init__(self, root: str) -> None:
        self._root = root
        # All by vault path with a slash behind:
        self._folders = {"": _is_readable(f"{root}/")}
        self._names: dict[str, frozenset[str]] = {}

    def holds(self, path: str) -> bool:
        """Whether a listing of the vault would have a file at this vault path, spelt so.

        Where a folder cannot be read the answer is no, whatever a listing would say.
        """
        *folders, name = path.split("/")
        inner = ""
        for part in folders:
            outer, inner = inner, f"{inner}{part}/"
            if inner not in self._folders:
                own = self._folders[outer] and self._has(outer, part, stat.S_ISDIR)
                self._folders[inner] = own and _is_readable(f"{self._root}/{inner}")
        return self._folders[inner] and self._has(inner, name, stat.S_ISREG)

    def _has(self, folder: str, name: str, is_kind: Callable[[int], bool]) -> bool:
        """Whether the folder holds an entry of that very name and kind that Obsidian sees."""
        status = _status(f"{self._root}/{folder}{name}")
        return (
            status is not None
            and is_kind(status.st_mode)
            and not is_junction(status)
            and not name.startswith(".")
            and self._is_spelt(folder, name)
        )

    def _is_spelt(self, folder: str, name: str) -> bool:
        """Whether the name of an entry that the system found is spelt so on the disk.

        A system may find it under other spellings: in case, in Unicode form, or, on Windows,
        shortened. One that does not find it in the other case wants it as it is.
        """
        other = name.swapcase()
        if name.isascii() and other != name and _status(f"{self._root}/{folder}{other}") is None:
            return True
        if folder not in self._names:
            try:  # names alone are read far more quickly than what they name
                self._names[folder] = frozenset(os.listdir(f"{self._root}/{folder}"))
            except (OSError, ValueError):
                return False
        return name in self._names[folder]


def _is_readable(folder: str) -> bool:
    """Whether the names in a folder can be read, as far as its permissions tell."""
    try:
        return os.access(folder, os.R_OK)
    except ValueError:
        return False


def _status(path: str) -> os.stat_result | None:
    try:
        return os.lstat(path)
    except (OSError, ValueError):
        return None
