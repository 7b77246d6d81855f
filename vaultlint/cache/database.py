"""A SQLite file that may be lost at any time: it is opened, replaced and given up silently."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from vaultlint.cache.folder import DAY, FORMAT, forget_unused, remove
from vaultlint.cache.pieces import PIECE_LIMIT
from vaultlint.cache.tables import TABLES

if TYPE_CHECKING:
    from sqlite3 import Connection

T = TypeVar("T")

_WAIT = 2.0  # seconds for another run that is writing
_PAGE = 32_768  # bytes: reading everything is a third faster than with 4096
# No fsync: what a power cut leaves is found out by the checksums. A kill is up to the journal.
_SETTINGS = """
    PRAGMA synchronous = OFF;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
"""
# SQLite's codes for a file that is none of its own, is damaged, or does not fit its schema.
_DAMAGED = {"ERROR", "CORRUPT", "TOOBIG", "CONSTRAINT", "MISMATCH", "FORMAT", "NOTADB"}


class _ForeignError(Exception):
    """The file holds other tables than ours."""


class Database:
    """The database at `path`, which is made by the first write and never by a read.

    path: None for one that holds nothing and takes nothing.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._connection: Connection | None = None
        self._wait = _WAIT

    def read(self, action: Callable[[Connection], T]) -> T | None:
        """What the action makes of the database; None where there is none or anything is wrong."""
        for _ in range(2):
            try:
                connection = self._open()
                return None if connection is None else action(connection)
            except Exception as error:
                if not self._is_damage(error):
                    return None
            except BaseException:
                self.close()
                raise
        self._remove()
        return None

    def write(self, action: Callable[[Connection], object]) -> bool:
        """Whether the action took place, whole, in a transaction of its own."""
        for attempt in range(3):
            if attempt == 2:
                self._remove()
            try:
                connection = self._open() or self._create()
                if connection is None:
                    return False
                connection.execute("BEGIN IMMEDIATE")
                action(connection)
                connection.execute("COMMIT")
                return True
            except Exception as error:
                if not self._is_damage(error):
                    return False
            except BaseException:
                self.close()
                raise
        return False

    def close(self) -> None:
        """Close the file; what is not committed is lost. The next use opens it again."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(Exception):
                connection.close()

    def _open(self) -> Connection | None:
        """The connection to a file that holds our tables; None where there is no such file."""
        if self._connection is None and self.path is not None:
            try:
                status = self.path.lstat()
            except OSError:
                return None
            if not stat.S_ISREG(status.st_mode):
                return None
            if _is_empty(self._connect(self.path)):
                self.close()
            elif time.time() - status.st_mtime > DAY:
                with suppress(OSError):
                    os.utime(self.path)  # read or written, it is in use: see `forget_unused`
        return self._connection

    def _create(self) -> Connection | None:
        """The connection to a new file."""
        if self.path is None:
            return None
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # What notes say is private, wherever the folder is: SQLite gives its journal the same mode.
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        os.close(os.open(self.path, flags, 0o600))
        connection = self._connect(self.path)
        connection.execute(f"PRAGMA page_size = {_PAGE}")
        connection.execute("BEGIN IMMEDIATE")
        if _is_empty(connection):  # else another run was faster
            for table in TABLES:
                connection.execute(table.decode())
            connection.execute(f"PRAGMA user_version = {FORMAT}")
        connection.execute("COMMIT")
        forget_unused(self.path.parent)
        return connection

    def _connect(self, path: Path) -> Connection:
        import sqlite3

        connection = sqlite3.connect(path, timeout=self._wait, isolation_level=None)
        self._connection = connection
        connection.text_factory = bytes
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 2 * PIECE_LIMIT)
        connection.executescript(_SETTINGS)
        return connection

    def _is_damage(self, error: Exception) -> bool:
        """Close the file after an error, and say whether the file itself is to blame for it."""
        self.close()
        if isinstance(error, (_ForeignError, UnicodeDecodeError)):
            return True  # the latter when SQLite's message quotes what is damaged
        name = getattr(error, "sqlite_errorname", "").removeprefix("SQLITE_").partition("_")[0]
        if name == "BUSY":
            self._wait = 0  # once is enough: a run must not wait at every step
        if name == "READONLY" and self.path is not None:  # of a file that is gone, or is not
            both = (self.path, self.path.parent)
            return not self.path.exists() or all(os.access(path, os.W_OK) for path in both)
        return name in _DAMAGED

    def _remove(self) -> None:
        """Remove a file that was found damaged twice: another run may have put a new one there."""
        if self.path is not None:
            with suppress(OSError):
                remove(self.path)


def _is_empty(connection: Connection) -> bool:
    """Whether there are no tables yet. Raises _ForeignError where there are others than ours."""
    ((version,),) = connection.execute("PRAGMA user_version")
    tables = [
        text
        for (text,) in connection.execute("SELECT sql FROM sqlite_master ORDER BY name LIMIT 9")
        if text is not None
    ]
    if version == 0 and not tables:
        return True
    if version != FORMAT or tables != TABLES:
        raise _ForeignError
    return False
