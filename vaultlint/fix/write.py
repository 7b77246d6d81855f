"""Write a note so that it is at any moment either the old one or the new one, nothing between."""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from vaultlint.lazy import lazy

WRITERS = 8  # threads that write at once: a disk told to keep eight files does it in one go
_NAME_BYTES = 100  # of the note's name in the temporary one: some file systems allow 143 in all
_TEMPORARY = lazy(r"\..*\.vaultlint-[a-z0-9_]{8}\.tmp", re.DOTALL)
_STALE_AFTER = 3600  # seconds; a temporary file lives for milliseconds unless its run was killed


class NotWrittenError(Exception):
    """A note was left as it is; the message is a sentence for behind its path that says why."""


class Writer:
    """Replaces notes of one vault, each in one step.

    A note's new content goes into a temporary file beside it, whose name begins with a dot so that
    Obsidian does not list it (obsidian.md section 1.2), and which then takes the note's place.
    """

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._swept: set[Path] = set()
        self._unsettled: set[Path] = set()

    def read(self, path: str) -> bytes:
        """The bytes of the note at this vault path. Raises NotWrittenError where nothing may go."""
        try:
            return self._regular(path).read_bytes()
        except OSError as error:
            raise NotWrittenError(_reason(error)) from error

    def write(self, path: str, expected: bytes, new: bytes) -> None:
        """Put `new` in place of the note at this vault path, which must still hold `expected`.

        Raises NotWrittenError where it was left as it is: it holds something else by now, is gone,
        is no file any more, lies outside the vault, or may not be written.
        """
        try:
            file = self._regular(path)
            self._sweep(file.parent)
            self._replace(file, expected, new)
        except OSError as error:
            raise NotWrittenError(_reason(error)) from error

    def settle(self) -> None:
        """Make the replacements so far survive a power cut, where the platform can."""
        if os.name == "posix":
            for folder in self._unsettled:
                with suppress(OSError):
                    descriptor = os.open(folder, os.O_RDONLY)
                    try:
                        os.fsync(descriptor)
                    finally:
                        os.close(descriptor)
        self._unsettled.clear()

    def _regular(self, path: str) -> Path:
        """The file itself, links followed, if it is one inside the vault."""
        file = Path(os.path.realpath(self._root / path, strict=True))
        if not file.is_relative_to(self._root):
            raise NotWrittenError(
                "the note is a link to a file outside the vault, where nothing is written"
            )
        mode = file.stat().st_mode
        if stat.S_ISDIR(mode):
            raise NotWrittenError("the note is a folder by now")
        if not stat.S_ISREG(mode):
            raise NotWrittenError("the note is no ordinary file by now")
        return file

    def _replace(self, file: Path, expected: bytes, new: bytes) -> None:
        if not file.stat().st_mode & 0o222 or not os.access(file, os.W_OK):
            raise NotWrittenError("the note is read-only")
        name = os.fsencode(file.name)[:_NAME_BYTES].decode("utf-8", "ignore")
        descriptor, temporary = tempfile.mkstemp(".tmp", f".{name}.vaultlint-", file.parent)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(new)
                stream.flush()
                _take_over(file, temporary)
                os.fsync(stream.fileno())
            # The comparison comes last: the time in which a change by Obsidian or a sync client
            # would be overwritten is then that of two system calls, not that of a disk.
            now = file.read_bytes()
            if now == new:
                return  # reached twice, through a link inside the vault
            if now != expected:
                raise NotWrittenError("the note was changed meanwhile, so nothing was written")
            os.replace(temporary, file)
            self._unsettled.add(file.parent)
        finally:
            with suppress(OSError):
                os.unlink(temporary)

    def _sweep(self, folder: Path) -> None:
        """Remove what a run that was killed left in a folder, the first time we come to it."""
        if folder in self._swept:
            return
        self._swept.add(folder)
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if _TEMPORARY.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                    with suppress(OSError):
                        # Not the time of modification: one that is being written has its note's.
                        if entry.stat(follow_symlinks=False).st_ctime < time.time() - _STALE_AFTER:
                            os.unlink(entry.path)


def _take_over(file: Path, temporary: str) -> None:
    """Give the new file the mode, the owner and the extended attributes of the old one."""
    with suppress(OSError):  # a file system without modes or attributes has nothing to keep
        shutil.copystat(file, temporary)
    os.utime(temporary)
    if os.name == "posix":
        status = file.stat()
        with suppress(OSError):  # only root may give a file away, and only root needs to
            os.chown(temporary, status.st_uid, status.st_gid)
            os.chmod(temporary, stat.S_IMODE(status.st_mode))  # chown has cleared set-id bits


def _reason(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "the note is gone by now"
        case IsADirectoryError():
            return "the note is a folder by now"
        case PermissionError():
            return f"the system refuses access to the note or to its folder: {error.strerror}"
        case _:
            return f"the system refuses to write the note: {error.strerror or error}"
