"""The bytes of a vault's files: from the disk, or from memory."""

from __future__ import annotations

import os
from collections.abc import Mapping

_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_CHUNK = 1 << 16  # bytes; nearly every note is one


def read_file(folder: str, path: str, size: int = -1) -> bytes:
    """The bytes of a file below a folder, or its first so many. Raises OSError."""
    # Not `open`: with ten thousand files, its objects take as long as the reading.
    file = os.open(f"{folder}/{path}", _READ)
    try:
        data = os.read(file, size if size >= 0 else _CHUNK)
        while size < 0 and (more := os.read(file, _CHUNK)):
            data += more
    finally:
        os.close(file)
    return data


def read_content(contents: Mapping[str, bytes], path: str) -> bytes:
    """The bytes of a file in memory. Raises FileNotFoundError."""
    try:
        return contents[path]
    except KeyError:
        raise FileNotFoundError(f"no file {path} in the vault") from None
