"""What lies where in a cache's two tables: blobs by name, and for each key a range of pieces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vaultlint.cache.entry import DIGEST_SIZE, digest
from vaultlint.cache.pieces import PLACES, seal, unseal

if TYPE_CHECKING:
    from sqlite3 import Connection

TABLES = [
    b"CREATE TABLE blobs (id INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE, value BLOB NOT NULL)",
    b"CREATE TABLE pieces (id INTEGER PRIMARY KEY, piece BLOB NOT NULL)",
]
KEYS = 4  # that are remembered: somebody who tries options out must not fill the disk
BLOBS = 16
_RANGES = b"\xffranges"  # a blob of our own: no text becomes these bytes


def first_of(connection: Connection, key: bytes) -> int | None:
    """The number of the key's first piece, None where the key has no range."""
    wanted = digest(key)
    return next((at * PLACES for at, known in _ranges(connection) if known == wanted), None)


def is_last(connection: Connection, key: bytes) -> bool:
    """Whether of all keys this one was used last."""
    return [known for _, known in _ranges(connection)][-1:] == [digest(key)]


def use(connection: Connection, key: bytes) -> int:
    """Note that the key is in use, and give the number of its first piece.

    A new key gets a free range, or that of the key which was used longest ago.
    """
    ranges = _ranges(connection)
    wanted = digest(key)
    at = next((at for at, known in ranges if known == wanted), None)
    if at is None:
        taken = {at for at, _ in ranges}
        at = next((at for at in range(KEYS) if at not in taken), ranges[0][0] if ranges else 0)
        ends = (at * PLACES, (at + 1) * PLACES - 1, behind(at * PLACES))
        connection.execute("DELETE FROM pieces WHERE id BETWEEN ? AND ? OR id = ?", ends)
    if ranges[-1:] != [(at, wanted)]:
        order = [*(one for one in ranges if one[0] != at), (at, wanted)]
        write_blob(connection, _RANGES, b"".join(bytes([at]) + known for at, known in order))
    return at * PLACES


def behind(first: int) -> int:
    """The number of one more piece for the range that begins with this number."""
    return KEYS * PLACES + first // PLACES


def all_pieces(connection: Connection, first: int) -> Iterator[object]:
    """The pieces of the range that begins with this number.

    Not more than the file can hold: the pages of a forged one may lead round in circles.
    """
    ((pages,),) = connection.execute("PRAGMA page_count")
    ((page_size,),) = connection.execute("PRAGMA page_size")
    left = pages * page_size
    query = "SELECT piece FROM pieces WHERE id BETWEEN ? AND ? LIMIT ?"
    for (piece,) in connection.execute(query, (first, first + PLACES - 1, PLACES)):
        left -= len(piece) if isinstance(piece, bytes) else 0
        if left < 0:
            return
        yield piece


def piece_at(connection: Connection, number: int) -> object:
    """The piece of this number, None where there is none."""
    row = connection.execute("SELECT piece FROM pieces WHERE id = ?", (number,)).fetchone()
    return None if row is None else row[0]


def write_piece(connection: Connection, number: int, piece: bytes | None) -> None:
    """Put a piece in the place of what has its number; None leaves nothing there."""
    if piece is None:
        connection.execute("DELETE FROM pieces WHERE id = ?", (number,))
    else:
        connection.execute("REPLACE INTO pieces VALUES (?, ?)", (number, piece))


def read_blob(connection: Connection, name: bytes) -> bytes | None:
    """The blob of this name, None where there is none."""
    row = connection.execute("SELECT value FROM blobs WHERE name = ?", (name,)).fetchone()
    value = None if row is None else unseal(name, row[0])
    return None if value is None else bytes(value)


def write_blob(connection: Connection, name: bytes, value: bytes) -> None:
    """Keep a blob under a name; of others only those stay that were written last."""
    sealed = seal(name, value)
    connection.execute("DELETE FROM blobs WHERE name = ?", (name,))
    if sealed is not None:
        connection.execute("INSERT INTO blobs (name, value) VALUES (?, ?)", (name, sealed))
    connection.execute(
        "DELETE FROM blobs WHERE name != ?1 AND id NOT IN"
        " (SELECT id FROM blobs WHERE name != ?1 ORDER BY id DESC LIMIT ?2)",
        (_RANGES, BLOBS),
    )


def _ranges(connection: Connection) -> list[tuple[int, bytes]]:
    """Which range each key has, and the key's digest; the one used last comes last."""
    written = read_blob(connection, _RANGES) or b""
    step = 1 + DIGEST_SIZE
    ranges = [
        (written[start], written[start + 1 : start + step])
        for start in range(0, len(written), step)
    ]
    return [one for one in ranges if one[0] < KEYS and len(one[1]) == DIGEST_SIZE]
