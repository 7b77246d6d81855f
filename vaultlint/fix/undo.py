"""The originals of every fixed note, kept in the user's state folder, and the way back to them."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

from vaultlint.fix.write import WRITERS, NotWrittenError, Writer

STATE_VARIABLE = "VAULTLINT_STATE_DIR"
KEPT_DAYS = 30
_AT_ONCE = 64  # notes that are restored together
_BUSY_SECONDS = 30.0  # how long one run waits for another that is writing to the same store
_SCHEMA = """
    PRAGMA auto_vacuum = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA synchronous = FULL;
    CREATE TABLE IF NOT EXISTS runs (
        id INTEGER PRIMARY KEY AUTOINCREMENT, started REAL NOT NULL, command TEXT NOT NULL
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
    """The store cannot be used, or has no such run; the message is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run that changed notes.

    when: in UTC. notes: how many originals of it are left to write back. command: as it was given.
    """

    id: int
    when: datetime
    notes: int
    command: str


@dataclass(frozen=True, slots=True)
class Original:
    """A note about to be replaced: its vault path, its bytes, and those that will be written."""

    path: str
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing did to one note.

    restored: its original was written. problem: a sentence that says why it was left as it is, for
    behind the path. Neither: it already holds its original, as in a run that was killed before.
    """

    path: str
    restored: bool = False
    problem: str | None = None


class UndoStore:
    """The originals of one vault's notes, by run, in a database of their own outside the vault.

    It lies in the folder that the environment variable `VAULTLINT_STATE_DIR` names, else in the
    user's state folder; its name comes from the vault's root. Nothing is created until a note is
    about to be replaced. Every method raises UndoError where the store cannot be read or written.
    """

    def __init__(self, root: Path, folder: Path | None = None) -> None:
        self.root = root.resolve()
        name = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:24]
        self.path = (folder or state_folder()) / f"undo-{name}.sqlite"
        self._database: sqlite3.Connection | None = None

    def keep(self, originals: Iterable[Original], command: str, run: int | None = None) -> int:
        """Put the originals of one run on the disk for good, and return the run's number.

        run: the number that an earlier call gave, None to begin a new run; that also forgets the
        runs of more than thirty days ago. Only after this may the notes be replaced.
        """
        with self._transaction() as database:
            if run is None:
                now = time.time()
                database.execute("DELETE FROM runs WHERE started < ?", [now - KEPT_DAYS * 86400])
                begun = database.execute(
                    "INSERT INTO runs (started, command) VALUES (?, ?) RETURNING id",
                    [now, command.encode("utf-8", "replace").decode()],
                )
                run = int(begun.fetchone()[0])
            database.executemany(
                "INSERT INTO originals VALUES (?, ?, ?, ?)",
                ((run, os.fsencode(one.path), one.before, _hash(one.after)) for one in originals),
            )
        return run

    def forget(self, run: int, paths: Iterable[str]) -> None:
        """Drop originals of a run that need no undoing."""
        with self._transaction() as database:
            database.executemany(
                "DELETE FROM originals WHERE run = ? AND path = ?",
                ((run, os.fsencode(path)) for path in paths),
            )

    def runs(self) -> list[Run]:
        """The runs that can be undone, the last one first."""
        if not os.path.exists(self.path):
            return []
        with self._transaction() as database:
            rows = database.execute(
                "SELECT id, started, command, count(*) FROM runs JOIN originals ON run = id"
                " GROUP BY id ORDER BY id DESC"
            ).fetchall()
        return [
            Run(number, datetime.fromtimestamp(started, UTC), notes, command)
            for number, started, command, notes in rows
        ]

    def undo(self, run: int | None = None) -> Iterator[Undone]:
        """Write the originals of a run back, of the last one if none is named, note by note.

        A note that holds neither what the run wrote nor its original was changed since: it is left
        as it is, and its original stays in the store. What was restored is dropped from the store
        at the end, and a run of which nothing is left is listed no more. Raises UndoError at once
        where there is no such run.
        """
        known = [one.id for one in self.runs()]
        if not known:
            raise UndoError(f"there is nothing to undo in {self.root}")
        if run is None:
            run = known[0]
        elif run not in known:
            raise UndoError(f"there is no run {run} to undo in {self.root}")
        return self._restore(run)

    def close(self) -> None:
        """Close the database; the next use opens it again."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def _restore(self, run: int) -> Iterator[Undone]:
        with self._transaction() as database:
            rows = database.execute("SELECT path FROM originals WHERE run = ? ORDER BY path", [run])
            paths = [os.fsdecode(path) for (path,) in rows]
        writer = Writer(self.root)
        done: list[str] = []
        try:
            for start in range(0, len(paths), _AT_ONCE):
                undone = self._restore_some(writer, run, paths[start : start + _AT_ONCE])
                done += (one.path for one in undone if one.problem is None)
                yield from undone
        finally:
            writer.settle()
            self.forget(run, done)

    def _restore_some(self, writer: Writer, run: int, paths: Sequence[str]) -> list[Undone]:
        query = "SELECT original, written FROM originals WHERE run = ? AND path = ?"
        with self._transaction() as database:
            rows = [database.execute(query, [run, os.fsencode(path)]).fetchone() for path in paths]

        def restore(path: str, row: tuple[bytes, bytes] | None) -> Undone:
            # Without a row, somebody else has restored the note at the same time.
            return Undone(path) if row is None else _restore_note(writer, path, *row)

        with ThreadPoolExecutor(WRITERS) as pool:
            return list(pool.map(restore, paths, rows))

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """The database, committed at the end; every error of it an UndoError."""
        try:
            if self._database is None:
                self._database = _connect(self.path)
            with self._database:
                yield self._database
        except (sqlite3.Error, OSError) as error:
            raise UndoError(
                f"the originals cannot be kept or found in {self.path}: {error};"
                f" the environment variable {STATE_VARIABLE} names another folder for them"
            ) from error


def state_folder() -> Path:
    """Where the stores of all vaults lie."""
    named = os.environ.get(STATE_VARIABLE)
    return Path(named).expanduser() if named else platformdirs.user_state_path("vaultlint")


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Notes are private, wherever the variable points: SQLite gives its journal the same mode.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    database = sqlite3.connect(path, timeout=_BUSY_SECONDS)
    database.executescript(_SCHEMA)
    return database


def _restore_note(writer: Writer, path: str, original: bytes, written: bytes) -> Undone:
    try:
        now = writer.read(path)
        if now == original:
            return Undone(path)
        if _hash(now) != written:
            return Undone(path, problem="the note was changed since it was fixed")
        writer.write(path, now, original)
    except NotWrittenError as error:
        return Undone(path, problem=str(error))
    return Undone(path, restored=True)


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
