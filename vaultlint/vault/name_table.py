"""A listing as bytes, in which a name is found without reading the others into Python."""

from __future__ import annotations

import os
import struct
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from vaultlint import __version__
from vaultlint.vault.discovery import Listing
from vaultlint.vault.folders import FolderSignature
from vaultlint.vault.index import fold

# What decides how names are folded is in the first line: a table of another version is none.
_KIND = f"vaultlint names 1, {__version__}, Unicode {unicodedata.unidata_version}\n".encode()
_HEAD = struct.Struct("<QIIII")  # time of writing, bytes of the folders, their number, drawers, sum
_FOLDER = struct.Struct("<qqQI")  # a signature and a number of files
_DRAWER = struct.Struct("<QII")  # where it begins, its bytes, their sum
_UNKNOWN = FolderSignature(0, 0, 0)
_IN_A_DRAWER = 32
_WINDOWS = os.name == "nt"


class DamagedError(ValueError):
    """The bytes are no table of this version, or not as they were written."""


class Known(NamedTuple):
    """What the table says of a folder: its signature, None where that says nothing; its files."""

    signature: FolderSignature | None
    files: int


class NameTable:
    """The table in the bytes that `pack` gave. Everything raises DamagedError."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            at = len(_KIND) + _HEAD.size
            self.written, length, count, self._drawers, checksum = _HEAD.unpack_from(
                data, len(_KIND)
            )
            folders = data[at : at + length]
            head = data[: at - 4]
            right = zlib.crc32(folders, zlib.crc32(head)) == checksum and self._drawers > 0
            if not head.startswith(_KIND) or not right:
                raise DamagedError
            names = folders[count * _FOLDER.size :].decode("utf-8", "surrogatepass").split("\0")
            rows = _FOLDER.iter_unpack(folders[: count * _FOLDER.size])
            self.folders: Mapping[str, Known] = dict(zip(names, map(_known, rows), strict=True))
        except (struct.error, ValueError) as error:
            raise DamagedError from error
        self._prefixes = names
        self._first = at + length
        self.files = sum(folder.files for folder in self.folders.values())

    def named(self, key: str) -> Iterator[tuple[str, str]]:
        """The folder and the name of each file whose folded name is `key`."""
        asked = key.encode("utf-8", "surrogatepass")
        drawer = self._drawer(zlib.crc32(asked) % self._drawers)
        asked = b"/%b\0" % asked
        at = drawer.find(asked)
        while at >= 0:
            end = drawer.find(b"/", at + 1)
            entry = drawer[at + len(asked) : end]
            try:
                number, _, name = entry.decode("utf-8", "surrogatepass").partition("\0")
                prefix = self._prefixes[int(number)]
            except (ValueError, IndexError) as error:
                raise DamagedError from error
            if fold(name) != key or not _is_sound(prefix + name):
                raise DamagedError
            yield prefix, name
            at = drawer.find(asked, end)

    def _drawer(self, number: int) -> bytes:
        try:
            start, size, checksum = _DRAWER.unpack_from(
                self._data, self._first + number * _DRAWER.size
            )
        except struct.error as error:
            raise DamagedError from error
        drawer = self._data[start : start + size]
        if zlib.crc32(drawer, number) != checksum:
            raise DamagedError
        return drawer


def pack(listing: Listing, written: int) -> bytes:
    """The bytes of a table of the listing's own files; `written` is the time in nanoseconds."""
    numbers = {prefix: number for number, prefix in enumerate(listing.folders)}
    counts: Counter[str] = Counter()
    drawers: list[list[bytes]] = [[] for _ in range(len(listing.paths) // _IN_A_DRAWER + 1)]
    count = len(drawers)
    for path in listing.paths:
        cut = path.rfind("/") + 1
        prefix, name = path[:cut], path[cut:]
        counts[prefix] += 1
        key = fold(name).encode("utf-8", "surrogatepass")
        entry = f"{numbers[prefix]}\0{name}/".encode("utf-8", "surrogatepass")
        drawers[zlib.crc32(key) % count].append(b"/%b\0%b" % (key, entry))
    rows = b"".join(
        _FOLDER.pack(*(signature or _UNKNOWN), counts[prefix])
        for prefix, signature in listing.folders.items()
    )
    folders = rows + "\0".join(listing.folders).encode("utf-8", "surrogatepass")
    packed = [b"".join(entries) for entries in drawers]
    head = _KIND + _HEAD.pack(written, len(folders), len(numbers), count, 0)[:-4]
    start = len(head) + 4 + len(folders) + count * _DRAWER.size
    index = []
    for number, drawer in enumerate(packed):
        index.append(_DRAWER.pack(start, len(drawer), zlib.crc32(drawer, number)))
        start += len(drawer)
    checksum = zlib.crc32(folders, zlib.crc32(head))
    return b"".join([head, checksum.to_bytes(4, "little"), folders, *index, *packed])


def _known(row: tuple[int, int, int, int]) -> Known:
    signature = FolderSignature(*row[:3])
    return Known(None if signature == _UNKNOWN else signature, row[3])


def _is_sound(path: str) -> bool:
    """Whether a listing can hold the path: one that leads out of the vault it cannot."""
    parts = f"/{path}"
    odd = _WINDOWS and ("\\" in path or ":" in path)
    return "/." not in parts and "//" not in parts and not odd
