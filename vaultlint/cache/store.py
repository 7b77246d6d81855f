"""The cache of one vault: entries of notes under a key, and small blobs under a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from vaultlint.cache.database import Database
from vaultlint.cache.entry import Entry
from vaultlint.cache.folder import cache_file
from vaultlint.cache.pieces import pack, place_of, seal, unpack, unseal
from vaultlint.cache.tables import (
    all_pieces,
    behind,
    first_of,
    is_last,
    piece_at,
    read_blob,
    use,
    write_blob,
    write_piece,
)
from vaultlint.process import no_collection

if TYPE_CHECKING:
    from sqlite3 import Connection

    Read = Callable[[Connection, int], dict[str, Entry]]


_SUM = b"sum "


class Cache:
    """What earlier runs remember of the notes of the vault at `root`.

    folder: where the caches of all vaults lie, None for the one that `VAULTLINT_CACHE_DIR` names,
    else the user's cache folder. Nothing raises: what cannot be read is not there, what cannot be
    written is left out, and a damaged file is replaced.

    A key stands for everything but the note that decides about an entry: versions, rules, options.
    The four keys used last are kept.
    """

    def __init__(self, root: Path, folder: Path | None = None) -> None:
        self.path = cache_file(root, folder)
        self._database = Database(self.path)

    def load(self, key: bytes) -> dict[str, Entry]:
        """All entries under a key, by path."""

        def read(connection: Connection, first: int) -> dict[str, Entry]:
            entries: dict[str, Entry] = {}
            for piece in all_pieces(connection, first):
                entries |= unpack(key, piece)
            return entries

        return self._load(key, read)

    def load_some(self, key: bytes, paths: Iterable[str]) -> dict[str, Entry]:
        """The entries of these paths under a key; the others are hardly read."""
        wanted = set(paths)

        def read(connection: Connection, first: int) -> dict[str, Entry]:
            entries: dict[str, Entry] = {}
            for place in sorted({place_of(path) for path in wanted}):
                entries |= unpack(key, piece_at(connection, first + place), wanted.__contains__)
            return entries

        return self._load(key, read)

    def save(self, key: bytes, entries: Mapping[str, Entry], gone: Iterable[str] = ()) -> None:
        """Add or replace entries under a key, and drop those of the paths that are gone."""
        changes: dict[int, dict[str, Entry | None]] = {}
        for path in gone:
            changes.setdefault(place_of(path), {})[path] = None
        for path, entry in entries.items():
            changes.setdefault(place_of(path), {})[path] = entry

        def write(connection: Connection) -> None:
            first = use(connection, key)
            for place in sorted(changes):
                after: dict[str, Entry | None] = {
                    **unpack(key, piece_at(connection, first + place))
                }
                after |= changes[place]
                kept = {path: entry for path, entry in after.items() if entry is not None}
                write_piece(connection, first + place, pack(key, kept))

        with no_collection():
            self._database.write(write)

    def load_sum(self, key: bytes) -> memoryview | None:
        """What was kept of all entries under a key together, None where nothing was."""

        def read(connection: Connection) -> memoryview | None:
            first = first_of(connection, key)
            return (
                None if first is None else unseal(_SUM + key, piece_at(connection, behind(first)))
            )

        return self._database.read(read)

    def save_sum(self, key: bytes, content: bytes) -> None:
        """Keep something about all entries under a key together."""

        def write(connection: Connection) -> None:
            number = behind(use(connection, key))
            write_piece(connection, number, seal(_SUM + key, content))

        self._database.write(write)

    def get(self, name: str) -> bytes | None:
        """The blob of a name, None where there is none."""
        return self._database.read(lambda connection: read_blob(connection, _encode(name)))

    def put(self, name: str, value: bytes) -> None:
        """Keep a blob under a name; at most sixteen stay, those that were put last."""
        self._database.write(lambda connection: write_blob(connection, _encode(name), value))

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        self._database.close()

    def _load(self, key: bytes, read: Read) -> dict[str, Entry]:
        """What `read` finds in the range of the key, which is then the one used last."""

        def find(connection: Connection) -> tuple[dict[str, Entry], bool]:
            first = first_of(connection, key)
            if first is None:
                return {}, True
            return read(connection, first), is_last(connection, key)

        with no_collection():
            entries, noted = self._database.read(find) or ({}, True)
        if not noted:
            self._database.write(lambda connection: use(connection, key))
        return entries


def _encode(name: str) -> bytes:
    return name.encode("utf-8", "surrogatepass")
