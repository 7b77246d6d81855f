"""Work on all files that copies of one process do together: each some parts of it, for all."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable
from contextlib import suppress

from vaultlint.process import take_standard_numbers

MOST_PARTS = 256  # a byte names one
_HEAD = struct.Struct("<II")  # of what a part gave: its length and checksum
_PLACE = 1 << 26  # bytes for each part, in a file in which only what is written takes room


class SharedParts:
    """Parts of which each is worked out by one process, made before its copies are.

    Whoever needs them takes the number of one after the other from a pipe, and tells what came out
    in a file in memory. Nobody waits: what another has taken, and not told when no more are left,
    is worked out once more, were it only that the other has come to its end. Raises OSError where
    the system has no room for it.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        take_standard_numbers()
        self._left, end = os.pipe()
        try:
            os.write(end, bytes(range(count)))
            self._told = os.memfd_create("vaultlint")
        except BaseException:
            os.close(self._left)
            raise
        finally:
            os.close(end)

    def close(self) -> None:
        """Let go of it in this process."""
        os.close(self._left)
        os.close(self._told)

    def gather(self, work: Callable[[int], bytes]) -> list[bytes]:
        """What `work` gives for each part, in their order."""
        own: dict[int, bytes] = {}
        while taken := os.read(self._left, 1):
            data = own[taken[0]] = work(taken[0])
            self._tell(taken[0], data)
        parts = range(self._count)
        return [own[part] if part in own else self._of_others(part, work) for part in parts]

    def _tell(self, part: int, data: bytes) -> None:
        record = _HEAD.pack(len(data), zlib.crc32(data)) + data
        if len(record) <= _PLACE:
            with suppress(OSError):  # then others work it out themselves
                os.pwrite(self._told, record, part * _PLACE)

    def _of_others(self, part: int, work: Callable[[int], bytes]) -> bytes:
        start = part * _PLACE
        head = os.pread(self._told, _HEAD.size, start)
        length, checksum = _HEAD.unpack(head) if len(head) == _HEAD.size else (0, 0)
        if 0 < length <= _PLACE:
            data = os.pread(self._told, length, start + _HEAD.size)
            if len(data) == length and zlib.crc32(data) == checksum:
                return data
        return work(part)
