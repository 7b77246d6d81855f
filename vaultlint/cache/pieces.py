"""Many entries in one checked piece of bytes: with a row a note, reading takes half as long again.

A piece is a checksum, the number of notes, a fixed-size head for each, and one text: all paths,
then the data of all, with NUL between them. Nothing in it can be executed; what does not add up is
no piece.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping

from vaultlint.cache.entry import DIGEST_SIZE, Entry, Signature

PLACES = 512  # pieces that the notes are spread over, by path
PIECE_LIMIT = 1 << 26  # bytes; no piece is larger, and none that claims to be is read
_START = struct.Struct("<II")
_HEAD = struct.Struct(f"<QQQQ?{DIGEST_SIZE}s")
_UNTRUSTED = (0, 0, 0, 0, False)


def place_of(path: str) -> int:
    """Which of the places a path belongs to."""
    return zlib.crc32(_encode(path)) % PLACES


def seal(key: bytes, content: bytes) -> bytes | None:
    """The content behind its checksum, which the key is part of; None where it is too large."""
    if len(content) > PIECE_LIMIT - _START.size:
        return None
    return zlib.crc32(content, zlib.crc32(key)).to_bytes(4, "little") + content


def unseal(key: bytes, sealed: object) -> memoryview | None:
    """The content of what `seal` gave for this key; None where one bit of either is different."""
    if not isinstance(sealed, bytes) or len(sealed) < 4:
        return None
    content = memoryview(sealed)[4:]  # without copying it
    checksum = zlib.crc32(content, zlib.crc32(key)).to_bytes(4, "little")
    return content if checksum == sealed[:4] else None


def pack(key: bytes, entries: Mapping[str, Entry]) -> bytes | None:
    """The piece that holds the entries under a key; None where there is nothing to hold.

    Entries that are none are left out; a signature with a number that no file has is left out of
    its entry, and is not trusted later.
    """
    kept = {path: entry for path, entry in entries.items() if _is_sound(path, entry)}
    if not kept:
        return None
    heads = b"".join([_head(entry) for entry in kept.values()])
    text = _encode("\0".join([*kept, *(entry.data for entry in kept.values())]))
    return seal(key, _START.pack(len(kept), len(heads)) + heads + text)


def unpack(
    key: bytes, piece: object, wanted: Callable[[str], bool] | None = None
) -> dict[str, Entry]:
    """The entries in a piece of this key, of the wanted paths; none where it is damaged."""
    content = unseal(key, piece)
    if content is None:
        return {}
    try:
        count, size = _START.unpack_from(content)
        end = _START.size + size
        heads = _HEAD.iter_unpack(content[_START.size : end])
        parts = str(content[end:], "utf-8", "surrogatepass").split("\0")
        if size != count * _HEAD.size or len(parts) != 2 * count:
            return {}
    except (struct.error, ValueError):
        return {}
    notes = zip(parts[:count], heads, parts[count:], strict=True)
    new = tuple.__new__  # what the classes themselves would call, some steps later
    return {
        path: new(Entry, (new(Signature, (a, b, c, d)) if trusted else None, digest, data))
        for path, (a, b, c, d, trusted, digest), data in notes
        if wanted is None or wanted(path)
    }


def _head(entry: Entry) -> bytes:
    if entry.signature is not None:
        try:
            return _HEAD.pack(*entry.signature, True, entry.digest)
        except struct.error:  # such as a file from before 1970
            pass
    return _HEAD.pack(*_UNTRUSTED, entry.digest)


def _is_sound(path: str, entry: Entry) -> bool:
    """Whether a piece can hold the entry: a NUL, which some notes have, parts the texts in it."""
    return len(entry.digest) == DIGEST_SIZE and "\0" not in path and "\0" not in entry.data


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
