"""Which files differ from those of a commit: git says what was, the disk what is."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from typing import Literal, NamedTuple

from vaultlint.cli.git import Entry, Repository
from vaultlint.kinds import CONFIG_FOLDER, kind_of

_SECOND = 1_000_000_000
_SIZES = 1 << 32
State = Literal["added", "gone", "edited"]


class Changed(NamedTuple):
    """A file that differs: its path from the repository's folder, and the blob it was, if any."""

    path: str
    state: State
    blob: str


def differing(repository: Repository, commit: str | None) -> Iterator[Changed]:
    """The files in which the disk differs from a commit, None for one that has none.

    Those that git ignores are left out, and so is the content of attachments. What is a symlink, or
    was one, can only come or go.
    """
    then = repository.files_at(commit)
    index = repository.index()
    written = repository.indexed
    for path in {*then, *index, *repository.untracked()}:
        entry, blob = index.get(path), then.get(path)
        file = f"{repository.folder}/{path}"
        try:
            status = os.stat(file)
        except (OSError, ValueError):
            is_left_out = entry is not None and entry.is_absent
            if blob is not None and not is_left_out and not os.path.lexists(file):
                yield Changed(path, "gone", blob)
            continue
        if not stat.S_ISREG(status.st_mode):
            continue
        if blob is None:
            yield Changed(path, "added", "")
        elif not blob or (entry and _is_as_indexed(status, blob, entry, written)):
            continue
        elif _is_read(path) and not _is_blob(blob, file):
            yield Changed(path, "edited", blob)


def staged(repository: Repository, commit: str | None) -> Iterator[Changed]:
    """The same of what is staged, where all files on the disk are as they are staged."""
    for path, blob, now in repository.staged(commit):
        file = f"{repository.folder}/{path}"
        if os.path.isfile(file):
            if blob is None:
                yield Changed(path, "added", "")
            elif blob and blob != now and _is_read(path):
                yield Changed(path, "edited", blob)
        elif blob is not None and not os.path.lexists(file):
            yield Changed(path, "gone", blob)


def _is_read(path: str) -> bool:
    return kind_of(path) != "attachment" or f"/{CONFIG_FOLDER}/" in f"/{path}"


def _is_as_indexed(status: os.stat_result, blob: str, entry: Entry, indexed: int) -> bool:
    """Whether a file is as it was when its entry was made, to judge by time and size as git does.

    indexed: when the index was written. What was written then or later may have changed within one
    tick of the clock.
    """
    mtime = status.st_mtime_ns
    time = entry.time
    if entry.blob != blob or mtime >= indexed:
        return False
    if time % _SECOND == 0:
        mtime -= mtime % _SECOND
    return time == mtime and entry.size == str(status.st_size % _SIZES)


def _is_blob(name: str, file: str) -> bool:
    """Whether a file has the content of a blob, or the same with line ends as git may keep them."""
    try:
        with open(file, "rb") as stream:
            data = stream.read()
    except OSError:
        return False
    if _blob_name(data, len(name)) == name:
        return True
    return b"\r\n" in data and _blob_name(data.replace(b"\r\n", b"\n"), len(name)) == name


def _blob_name(data: bytes, length: int) -> str:
    found = hashlib.new("sha1" if length == 40 else "sha256", usedforsecurity=False)
    found.update(b"blob %d\0" % len(data))
    found.update(data)
    return found.hexdigest()
