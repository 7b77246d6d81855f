"""The database that holds the originals of a vault's notes: where it lies, what its tables are."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

STATE_VARIABLE = "VAULTLINT_STATE_DIR"
_BUSY_SECONDS = 30.0  # how long one run waits for another that is writing to the same database
_SCHEMA = """
    PRAGMA auto_vacuum = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA synchronous = FULL;
    CREATE TABLE IF NOT EXISTS runs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        started REAL NOT NULL,
        command TEXT NOT NULL,
        refused INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE IF NOT EXISTS originals (
        run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
        path BLOB NOT NULL,
        original BLOB NOT NULL,
        written BLOB NOT NULL,
        PRIMARY KEY (run, path)
    );
"""


class UndoError(Exception):
    """The originals cannot be kept or found, or there is no such run; a sentence for the user."""


class Database:
    """One vault's database. It is created when it is first opened, not before.

    folder: where it lies, None for the folder that the environment variable `VAULTLINT_STATE_DIR`
    names, else the user's state folder.
    """

    def __init__(self, root: Path, folder: Path | None = None) -> None:
        name = hashlib.sha256(os.fsencode(root)).hexdigest()[:24]
        self.path = (folder or _state_folder()) / f"originals-{name}.sqlite"
        self._connection: sqlite3.Connection | None = None

    def exists(self) -> bool:
        """Whether anything was ever kept."""
        return os.path.exists(self.path)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """The connection; at the end everything is on the disk, or, after an error, nothing is.

        Raises UndoError for every error of the database or of the system.
        """
        try:
            if self._connection is None:
                self._connection = _connect(self.path)
            with self._connection:
                yield self._connection
        except (sqlite3.Error, OSError) as error:
            raise UndoError(
                f"the originals cannot be kept or found in {self.path}: {error};"
                f" the environment variable {STATE_VARIABLE} names another folder for them"
            ) from error

    def close(self) -> None:
        """Close the connection; the next use opens it again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _state_folder() -> Path:
    named = os.environ.get(STATE_VARIABLE)
    return Path(named).expanduser() if named else platformdirs.user_state_path("vaultlint")


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Notes are private, wherever the variable points: SQLite gives its journal the same mode.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS)
    connection.executescript(_SCHEMA)
    return connection
