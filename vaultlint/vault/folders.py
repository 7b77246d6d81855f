"""One folder on the disk: what lies in it for Obsidian, and whether it is still as it was."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import NamedTuple

_WINDOWS = os.name == "nt"
_JUNCTIONS = _WINDOWS
_JUNCTION = 0xA0000003  # the tag of a junction's reparse point
_SECOND = 1_000_000_000
_SETTLED = 2 * _SECOND  # the coarsest clock of a file system that is in use
_INODES = (1 << 64) - 1


class Signature(NamedTuple):
    """What changes when an entry is added to a folder, taken away, or renamed in it.

    All in nanoseconds but the last. `changed` is 0 on Windows, where it is the time of creation.
    """

    modified: int
    changed: int
    inode: int


def signature(folder: str, now: int) -> Signature | None:
    """The signature of a folder, None where it would not show a change that comes after `now`.

    That is so for one that changed just before: the next change may fall into the same tick of the
    file system's clock. And a time in whole seconds is that of a file system which keeps no better,
    or that of an archive, or nobody's.
    """
    try:
        status = os.stat(folder)
    except (OSError, ValueError):
        return None
    modified = status.st_mtime_ns
    if modified > now - _SETTLED or modified % _SECOND == 0 or modified < 0:
        return None
    changed = 0 if _WINDOWS else status.st_ctime_ns
    return Signature(modified, changed, status.st_ino & _INODES)


@dataclass(slots=True)
class Folder:
    """What lies in a folder: names of regular files, folders, and symlinks to whatever.

    `problem` says why the folder, or the rest of it, could not be listed; "" if it could.
    """

    files: list[str] = field(default_factory=list)
    folders: list[os.DirEntry[str]] = field(default_factory=list)
    links: list[os.DirEntry[str]] = field(default_factory=list)
    problem: str = ""


def read_folder(folder: str) -> Folder:
    """What lies in the folder and does not begin with a dot."""
    found = Folder()
    add = found.files.append
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                if name[0] == ".":
                    continue
                # The system said with the name what the entry is: nearly all need this one call.
                if entry.is_file(follow_symlinks=False):
                    add(name)
                elif is_link(entry):
                    found.links.append(entry)
                elif entry.is_dir(follow_symlinks=False):
                    found.folders.append(entry)
    except OSError as error:
        found.problem = error.strerror or str(error)
    return found


def is_link(entry: os.DirEntry[str]) -> bool:
    """Whether the entry is a symlink, or a junction, which is the like of one on Windows."""
    if entry.is_symlink():
        return True
    # A folder alone can be a junction; Python 3.11 does not know the word.
    return _JUNCTIONS and entry.is_dir() and is_junction(entry.stat(follow_symlinks=False))


def is_junction(status: os.stat_result) -> bool:
    """Whether the status, taken without following links, is a junction's."""
    return getattr(status, "st_reparse_tag", 0) == _JUNCTION
