"""What tells that files are still as they were, without reading them; imports next to nothing."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

SETTLED = 2_000_000_000  # nanoseconds: the coarsest clock of a file system that is in use
CONFIG_FILES = (".gitignore", "vaultlint.toml", "pyproject.toml")
"""What a folder may hold that decides about what is checked, and how."""
OBSIDIAN_FILES = (
    "app.json",
    "types.json",
    "templates.json",
    "daily-notes.json",
    "zk-prefixer.json",
    "plugins/templater-obsidian/data.json",
)
"""The files of `.obsidian` that `settings.py` reads."""
_WINDOWS = os.name == "nt"


class Status(NamedTuple):
    """A file's status, as far as it tells whether the file was written.

    All but the size in nanoseconds or without a unit; `changed` is 0 on Windows, where it is the
    time of creation.
    """

    mtime: int
    changed: int
    size: int
    inode: int

    @property
    def newest(self) -> int:
        """When the file was last written, as far as the file system tells."""
        return max(self.mtime, self.changed)


class Footprint(NamedTuple):
    """A vault and all else that a run read: everything in lines, and the youngest change in it.

    notes: of the files that are notes, by vault path. files: the vault paths of all files.
    """

    lines: list[str]
    notes: dict[str, Status]
    files: list[str]
    newest: int


def status_of(path: str) -> Status | None:
    """The status of what lies at a path, None if nothing does or nobody may know."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return _status(status)


def _status(status: os.stat_result) -> Status:
    changed = 0 if _WINDOWS else status.st_ctime_ns
    return Status(status.st_mtime_ns, changed, status.st_size, status.st_ino)


def footprint(root: str, others: Iterable[str]) -> Footprint | None:
    """The footprint of the vault at `root`, of what may configure it, and of others.

    The others are files or folders; of a folder all Python files below it count. None where a
    symlink, or a folder that cannot be listed, makes the vault depend on more than can be seen.
    """
    found = Footprint([], {}, [], 0)
    newest = _walk(root, found)
    if newest < 0:
        return None
    found.lines.extend(_above(root))
    for path in (*_configuration(root), *_all_of(others)):
        status = status_of(path)
        found.lines.append(f"{path} {status}")
        newest = max(newest, status.newest if status else 0)
    return found._replace(newest=newest)


def _walk(root: str, found: Footprint) -> int:
    """Add everything in the vault, in order of name; the youngest change, -1 if that is unsure."""
    lines, notes, files, newest = found.lines, found.notes, found.files, 0
    waiting = [""]
    while waiting:
        inner = waiting.pop()
        folder = f"{root}/{inner}"
        status = status_of(folder)
        newest = max(newest, status.newest if status else 0)
        try:
            with os.scandir(folder) as listed:
                entries = sorted(listed, key=_name)
        except OSError:
            return -1
        for entry in entries:
            name = entry.name
            path = inner + name
            lines.append(path)
            if name[0] == ".":
                continue
            if not entry.is_file(follow_symlinks=False):
                if not entry.is_dir(follow_symlinks=False) or (_WINDOWS and _is_link(entry)):
                    return -1
                waiting.append(path + "/")
                continue
            files.append(path)
            if name[-3:].lower() == ".md":
                try:
                    raw = os.stat(entry.path) if _WINDOWS else entry.stat(follow_symlinks=False)
                except OSError:
                    return -1
                notes[path] = status = _status(raw)
                mtime, changed, size, inode = status
                lines.append(f"{mtime} {changed} {size} {inode}")
                newest = max(newest, status.newest)
        for name in CONFIG_FILES:
            status = status_of(f"{folder}{name}")
            if status is not None:
                lines.append(str(status))
                newest = max(newest, status.newest)
    return newest


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _is_link(entry: os.DirEntry[str]) -> bool:
    return bool(getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0))


def _folders_above(root: str) -> Iterator[str]:
    while (above := os.path.dirname(root)) != root:
        root = above
        yield root


def _above(root: str) -> Iterator[str]:
    """Which folders above the vault are vaults, or repositories."""
    for folder in _folders_above(root):
        for name in (".obsidian", ".git"):
            yield f"{folder} {name} {os.path.exists(os.path.join(folder, name))}"


def _configuration(root: str) -> Iterator[str]:
    """What in the vault's config folder, and above the vault, decides about it."""
    for name in OBSIDIAN_FILES:
        yield f"{root}/.obsidian/{name}"
    for folder in _folders_above(root):
        for name in CONFIG_FILES:
            yield os.path.join(folder, name)


def code_files(root: str) -> Iterator[str]:
    """Every file of Python code in a folder and its packages, by name; or the file itself.

    A plugin of one file may lie in somebody's home: what else is there has nothing to do with it.
    """
    if not os.path.isdir(root):
        yield root
        return
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as listed:
                entries = sorted(listed, key=_name)
        except OSError:
            continue
        for entry in entries:
            if entry.is_dir():
                if os.path.isfile(f"{entry.path}/__init__.py"):
                    waiting.append(entry.path)
            elif entry.name.endswith((".py", ".so", ".pyd")):
                yield entry.path


def library_folders() -> list[str]:
    """The folders of Python's path that libraries are installed into."""
    return [folder for folder in sys.path if folder.endswith("-packages")]


def _all_of(others: Iterable[str]) -> Iterator[str]:
    for path in others:
        yield from code_files(path)
    yield from library_folders()
