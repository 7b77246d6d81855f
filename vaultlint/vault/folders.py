"""One folder on the disk: what lies in it for Obsidian, and whether it is still as it was."""

from __future__ import annotations

import os
from typing import NamedTuple

from vaultlint.cache import SETTLED, Signature

_JUNCTIONS = os.name == "nt"
_JUNCTION = 0xA0000003  # the tag of a junction's reparse point
_SECOND = 1_000_000_000


class FolderSignature(NamedTuple):
    """What changes when an entry is added to a folder, taken away, or renamed in it.

    The fields mean what they do in a file's `Signature`, whose size says nothing of a folder.
    """

    mtime: int
    changed: int
    inode: int


def signature(folder: str, now: int) -> FolderSignature | None:
    """The signature of a folder, None where it would not show a change that comes after `now`."""
    try:
        found = Signature.of(os.stat(folder))
    except (OSError, ValueError):
        return None
    return shown(found, now)


def shown(found: Signature, now: int) -> FolderSignature | None:
    """A folder's signature from what its status says, None where it would not show a later change.

    That is so for one that changed just before: the next change may fall into the same tick of the
    file system's clock. And a time in whole seconds is that of a file system which keeps no better,
    or that of an archive, or nobody's.
    """
    mtime, changed, _, inode = found
    if mtime > now - SETTLED or mtime % _SECOND == 0 or mtime < 0:
        return None
    return FolderSignature(mtime, changed, inode)


class Folder:
    """What lies in a folder: names of regular files, folders, and symlinks to whatever.

    `problem` says why the folder, or the rest of it, could not be listed; "" if it could.
    """

    def __init__(self) -> None:
        self.files: list[str] = []
        self.folders: list[os.DirEntry[str]] = []
        self.links: list[os.DirEntry[str]] = []
        self.problem = ""


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
