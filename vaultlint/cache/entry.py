"""What the cache remembers of one note, and what tells whether the note is still the same."""

from __future__ import annotations

import os
from typing import NamedTuple

try:  # `hashlib` also loads OpenSSL, which takes longer than all that a warm run hashes
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

DIGEST_SIZE = 16
SETTLED = 2_000_000_000
"""Nanoseconds after which a change can no longer hide behind an earlier one: in two seconds every
file system's clock has moved on."""
_NUMBER = (1 << 64) - 1
_WINDOWS = os.name == "nt"
_new = tuple.__new__  # what the class itself would call, some steps later


class Signature(NamedTuple):
    """What a file's status says about its content without reading it.

    Times are in nanoseconds. changed: of the inode's last change, which no program sets back; 0 on
    Windows, where the field is the time of creation. inode: its lowest 64 bits.
    """

    mtime: int
    changed: int
    size: int
    inode: int

    @classmethod
    def of(cls, status: os.stat_result) -> Signature:
        """The signature in a file's status."""
        changed = 0 if _WINDOWS else status.st_ctime_ns
        inode = status.st_ino & _NUMBER
        return _new(cls, (status.st_mtime_ns, changed, status.st_size, inode))

    @property
    def newest(self) -> int:
        """When the file was last changed, as far as the file system tells."""
        return max(self.mtime, self.changed)


class Entry(NamedTuple):
    """What a run remembers of a note.

    signature: of the file before it was read; None where a later change might leave it the same.
    digest: `digest` of the content. data: text, whose meaning the cache does not know; an entry
    with a NUL in it is not kept.
    """

    signature: Signature | None
    digest: bytes
    data: str


def digest(content: bytes) -> bytes:
    """A fingerprint of 16 bytes; nobody can make two contents that share one."""
    return blake2b(content, digest_size=DIGEST_SIZE).digest()
