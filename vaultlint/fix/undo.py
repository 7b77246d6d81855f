"""The originals of every fixed note, kept in the user's state folder, and the way back to them."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from vaultlint.fix.database import Database, UndoError
from vaultlint.fix.write import WRITERS, NotWrittenError, Writer

KEPT_DAYS = 30
_AT_ONCE = 64  # notes that are restored together


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
    """The originals of one vault's notes, by run, in a database outside the vault.

    Nothing is created until a note is about to be replaced. Every method raises UndoError where the
    database cannot be read or written. folder: see `Database`.
    """

    def __init__(self, root: Path, folder: Path | None = None) -> None:
        self.root = root.resolve()
        self._database = Database(self.root, folder)
        self.path = self._database.path

    def keep(self, originals: Iterable[Original], command: str, run: int | None = None) -> int:
        """Put the originals of one run on the disk for good, and return the run's number.

        run: the number that an earlier call gave, None to begin a new run; that also forgets the
        runs of more than thirty days ago. Only after this may the notes be replaced.
        """
        with self._database.transaction() as database:
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
        with self._database.transaction() as database:
            database.executemany(
                "DELETE FROM originals WHERE run = ? AND path = ?",
                ((run, os.fsencode(path)) for path in paths),
            )

    def runs(self) -> list[Run]:
        """The runs that can be undone, the last one first."""
        if not self._database.exists():
            return []
        with self._database.transaction() as database:
            rows = database.execute(
                "SELECT id, started, command, count(*) FROM runs JOIN originals ON run = id"
                " GROUP BY id ORDER BY id DESC"
            ).fetchall()
        return [
            Run(number, datetime.fromtimestamp(started, UTC), notes, command)
            for number, started, command, notes in rows
        ]

    def next_to_undo(self) -> Run:
        """The run that `undo` takes back if none is named: the last one.

        A run of which undo has once refused notes, and all of whose notes that are left hold
        something else still, is passed over while there is another: else one edited note would bar
        the way to every run before it.
        """
        runs = self.runs()
        if not runs:
            raise UndoError(f"there is nothing to undo in {self.root}")
        return next((run for run in runs if not self._is_stuck(run.id)), runs[0])

    def undo(self, run: int | None = None) -> Iterator[Undone]:
        """Write the originals of a run back, of `next_to_undo` if none is named, note by note.

        A note that holds neither what the run wrote nor its original was changed since: it is left
        as it is, and its original stays in the store. What was restored is dropped from the store
        at the end, and a run of which nothing is left is listed no more. Raises UndoError at once
        where there is no such run.
        """
        if run is None:
            run = self.next_to_undo().id
        elif run not in (one.id for one in self.runs()):
            raise UndoError(f"there is no run {run} to undo in {self.root}")
        return self._restore(run)

    def close(self) -> None:
        """Close the database; the next use opens it again."""
        self._database.close()

    def _restore(self, run: int) -> Iterator[Undone]:
        paths = self._paths(run)
        writer = Writer(self.root)
        done: list[str] = []
        refused = False
        try:
            for start in range(0, len(paths), _AT_ONCE):
                undone = self._restore_some(writer, run, paths[start : start + _AT_ONCE])
                done += (one.path for one in undone if one.problem is None)
                refused = refused or any(one.problem is not None for one in undone)
                yield from undone
        finally:
            writer.settle()
            self.forget(run, done)
            if refused:
                with self._database.transaction() as database:
                    database.execute("UPDATE runs SET refused = 1 WHERE id = ?", [run])

    def _paths(self, run: int) -> list[str]:
        with self._database.transaction() as database:
            rows = database.execute("SELECT path FROM originals WHERE run = ? ORDER BY path", [run])
            return [os.fsdecode(path) for (path,) in rows]

    def _is_stuck(self, run: int) -> bool:
        writer = Writer(self.root)
        with self._database.transaction() as database:
            if not database.execute("SELECT refused FROM runs WHERE id = ?", [run]).fetchone()[0]:
                return False
            rows = database.execute(
                "SELECT path, original, written FROM originals WHERE run = ?", [run]
            )
            return not any(_is_ours(writer, os.fsdecode(path), *rest) for path, *rest in rows)

    def _restore_some(self, writer: Writer, run: int, paths: Sequence[str]) -> list[Undone]:
        query = "SELECT original, written FROM originals WHERE run = ? AND path = ?"
        with self._database.transaction() as database:
            rows = [database.execute(query, [run, os.fsencode(path)]).fetchone() for path in paths]

        def restore(path: str, row: tuple[bytes, bytes] | None) -> Undone:
            # Without a row, somebody else has restored the note at the same time.
            return Undone(path) if row is None else _restore_note(writer, path, *row)

        with ThreadPoolExecutor(WRITERS) as pool:
            return list(pool.map(restore, paths, rows))


def _is_ours(writer: Writer, path: str, original: bytes, written: bytes) -> bool:
    """Whether the note holds its original or what a run wrote."""
    try:
        now = writer.read(path)
    except NotWrittenError:
        return False
    return now == original or _hash(now) == written


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
