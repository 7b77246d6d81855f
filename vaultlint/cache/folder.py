"""Where the caches lie: one file a vault, in one folder; which of them may go."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from vaultlint.cache.entry import digest
from vaultlint.folders import user_folder
from vaultlint.lazy import lazy

FOLDER_VARIABLE = "VAULTLINT_CACHE_DIR"
FORMAT = 1  # in the name: two versions of vaultlint do not take away each other's caches
DAY = 86_400
_KEPT_DAYS = 60
# Beside a cache lies the listing of a large vault, see `vaultlint.vault.stored`.
_NAME = lazy(r"cache\d+-[0-9a-f]{32}\.[a-z.-]+")


class Cleared(NamedTuple):
    """How many files `clear` removed, and of how many bytes; what it could not remove, and why."""

    files: int
    size: int
    left: list[tuple[Path, OSError]]


def cache_folder() -> Path | None:
    """The folder of all caches, which need not exist; None where the user has none."""
    named = os.environ.get(FOLDER_VARIABLE)
    try:
        if named:
            return Path(os.path.abspath(Path(named).expanduser()))
        folder = user_folder("cache")
    except (RuntimeError, OSError, ValueError):
        return None
    # Without a home it is "~/.cache", and would be made in the current folder.
    return folder if folder.is_absolute() else None


def cache_file(root: Path, folder: Path | None = None) -> Path | None:
    """Where the cache of the vault at `root` lies; folder: None for `cache_folder`."""
    folder = folder or cache_folder()
    if folder is None:
        return None
    try:
        return folder / f"cache{FORMAT}-{_name(root)}.sqlite"
    except (RuntimeError, OSError, ValueError):
        return None


def remove(path: Path) -> None:
    """Remove a database with what SQLite keeps beside it.

    Raises OSError where that cannot be, as under Windows while another run has it open.
    """
    for ending in ("-journal", "-wal", "-shm", ""):  # the journals belong to this very file
        path.with_name(path.name + ending).unlink(missing_ok=True)


def clear(root: Path | None = None, folder: Path | None = None) -> Cleared:
    """Remove the caches of all vaults, or that of the vault at `root` only."""
    folder = folder or cache_folder()
    files = size = 0
    left: list[tuple[Path, OSError]] = []
    caches = {} if folder is None else _caches(folder)
    for path in [path for beside in caches.values() for path in beside]:
        if root is not None and _name(root) not in path.name:
            continue
        try:
            bytes_there = path.lstat().st_size
            path.unlink()
        except FileNotFoundError:
            continue
        except OSError as error:
            left.append((path, error))
        else:
            files += 1
            size += bytes_there
    return Cleared(files, size, left)


def forget_unused(folder: Path) -> None:
    """Remove the caches of vaults that no run has used for sixty days."""
    oldest = time.time() - _KEPT_DAYS * DAY
    for beside in _caches(folder).values():
        with suppress(OSError):
            if all(path.lstat().st_mtime < oldest for path in beside):
                for path in beside:
                    path.unlink()


def _caches(folder: Path) -> dict[str, list[Path]]:
    """The files of each cache, of whatever format, and those that lie beside it under its name.

    Nothing else in the folder is ours. A database comes behind its journals.
    """
    caches: dict[str, list[Path]] = {}
    with suppress(OSError):
        for name in sorted(os.listdir(folder), reverse=True):
            if _NAME.fullmatch(name):
                caches.setdefault(name.partition(".")[0], []).append(folder / name)
    return caches


def _name(root: Path) -> str:
    return digest(os.fsencode(root.resolve())).hex()
