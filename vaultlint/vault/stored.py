"""What an earlier run's listing of a large vault says of names, as far as it still holds.

Vaults hold a hundred thousand notes, and a hook checks three of them: what their links open should
not cost a listing. A folder whose signature is another one is listed again, alone. Still nobody is
told from here that a file does not exist, and a file is only told of that was seen to exist.
"""

from __future__ import annotations

import os
import stat
import time
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from vaultlint.vault.discovery import Listing
from vaultlint.vault.folders import read_folder, signature
from vaultlint.vault.index import fold
from vaultlint.vault.name_table import DamagedError, Known, NameTable, pack

_FEWEST = 2_000  # files; fewer are listed in no time
_LARGEST = 1 << 30  # bytes; more is no table of ours
_STALE = 4  # where every fourth file lies in a changed folder a listing costs no more
_PATIENCE = 3_600  # seconds until a table is replaced that was of no use to any run
_LONGEST_WRITE = 60  # seconds
_TICK = 2  # seconds: the coarsest clock of a file system
_SECOND = 1_000_000_000
_BINARY = getattr(os, "O_BINARY", 0)
NEW = ".new"  # at the end of the name while it is being written


class StoredNames:
    """The names of the files below a root: as stored, and as found in changed folders."""

    def __init__(self, table: NameTable, root: str, changes: _Changes) -> None:
        self._table = table
        self._root = root
        self._changes = changes

    @classmethod
    def load(cls, file: Path, root: str) -> StoredNames | None:
        """What the file holds of the vault at `root`; None where it is of no use any more."""
        try:
            table = NameTable(_read(file))
        except (OSError, ValueError):
            return None
        changes = _Changes()
        return cls(table, root, changes) if changes.look_for(table, root) else None

    def named(self, key: str) -> tuple[str, ...] | None:
        """The files with that folded name, sorted; () where a listing may know of one all the same.

        None if something here is not true: then nothing else here is to be believed.
        """
        stale = self._changes.stale
        try:
            found = [
                folder + name for folder, name in self._table.named(key) if folder not in stale
            ]
        except DamagedError:
            return None
        found += self._changes.fresh.get(key, ())
        return tuple(sorted(found)) if all(map(self._exists, found)) else None

    def _exists(self, path: str) -> bool:
        try:
            return stat.S_ISREG(os.lstat(f"{self._root}/{path}").st_mode)
        except (OSError, ValueError):
            return False


class _Changes:
    """What has changed in a vault since a table of its names was written.

    stale: the folders of which the table says nothing any more. fresh: the files in those that are
    there now, by folded name.
    """

    def __init__(self) -> None:
        self.stale: set[str] = set()
        self.fresh: defaultdict[str, list[str]] = defaultdict(list)

    def look_for(self, table: NameTable, root: str) -> bool:
        """Fill in the changes; whether they are such that the rest of the table is worth having."""
        now = time.time_ns()
        known = table.folders
        changed = [
            folder
            for folder, (before, _) in known.items()
            if before is None or signature(f"{root}/{folder}", now) != before
        ]
        if sum(known[folder].files for folder in changed) * _STALE > table.files:
            return False
        self.stale.update(changed)
        return not changed or self._list(sorted(changed), root, known)

    def _list(self, waiting: list[str], root: str, known: Mapping[str, Known]) -> bool:
        """List these folders, parents first, and the new ones in them; False where that fails."""
        inner: defaultdict[str, set[str]] = defaultdict(set)
        for folder in filter(None, known):
            inner[folder[: folder.rfind("/", 0, -1) + 1]].add(folder)
        gone: list[str] = []
        for folder in waiting:  # it grows
            if folder.startswith(tuple(gone)):
                continue
            found = read_folder(f"{root}/{folder}")
            if found.problem or found.links:  # what lies behind links a listing finds out
                return False
            for name in found.files:
                self.fresh[fold(name)].append(folder + name)
            there = {f"{folder}{entry.name}/" for entry in found.folders}
            gone += inner[folder] - there
            waiting += there - known.keys()
        self.stale.update(folder for folder in known if folder.startswith(tuple(gone)))
        return True


def store(file: Path, listing: Listing) -> None:
    """Write the listing to the file, if that will make the next run quicker. Never raises."""
    with suppress(OSError, ValueError):
        if _is_worth_storing(listing) and not _was_in_vain(file):
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(file, pack(listing, time.time_ns()))


def mark_used(file: Path) -> None:
    """Note that a run needed no listing, thanks to the file."""
    with suppress(OSError):
        os.utime(file)


def discard(file: Path) -> None:
    """Remove a file that said what is not true."""
    with suppress(OSError):
        file.unlink()


def _is_worth_storing(listing: Listing) -> bool:
    """Whether most of a large vault lies in folders that will show a change.

    Symlinks lead to folders that may change unseen.
    """
    files = len(listing.paths)
    if files < _FEWEST or listing.has_links or listing.problems:
        return False
    silent = {folder for folder, sign in listing.folders.items() if sign is None}
    unseen = silent and sum(path[: path.rfind("/") + 1] in silent for path in listing.paths)
    return not unseen or unseen * _STALE <= files


def _was_in_vain(file: Path) -> bool:
    """Whether the file was written lately, and no run has been quicker for it since.

    Where every commit adds notes to the one large folder, writing would cost more than it saves.
    """
    try:
        written = NameTable(_read(file)).written / _SECOND
        used = os.stat(file).st_mtime > written + _TICK
    except (OSError, ValueError):
        return False
    return not used and abs(time.time() - written) < _PATIENCE


def _read(file: Path) -> bytes:
    status = os.stat(file)
    if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
        raise DamagedError
    return file.read_bytes()


def _write(file: Path, data: bytes) -> None:
    """Put the data in the file's place at once; what another run is writing is as good."""
    new = file.with_name(file.name + NEW)
    with suppress(FileNotFoundError):
        if abs(time.time() - new.stat().st_mtime) > _LONGEST_WRITE:  # of a run that was killed
            new.unlink()
    # Names are private, wherever the folder lies.
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    try:
        with open(descriptor, "wb") as out:
            out.write(data)
        os.replace(new, file)
    except OSError:  # a full disk; under Windows a file that another run reads
        new.unlink()
