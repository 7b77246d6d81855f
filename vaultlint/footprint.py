"""What tells that files are still as they were, without reading them; imports next to nothing."""

from __future__ import annotations

import marshal
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from vaultlint.cache import Signature
from vaultlint.kinds import is_text

CONFIG_FILES = (".gitignore", "vaultlint.toml", "pyproject.toml")
"""What a folder may hold that decides about what is checked, and how."""
OBSIDIAN_FILES = (
    "app.json",
    "types.json",
    "templates.json",
    "daily-notes.json",
    "zk-prefixer.json",
    "plugins/templater-obsidian/data.json",
    "core-plugins.json",
    "community-plugins.json",
    "bookmarks.json",
)
"""The files of `.obsidian` that `settings.py` and rules read."""
_WINDOWS = os.name == "nt"
_NAME = attrgetter("name")


class Reads(NamedTuple):
    """What a run reads.

    root: of the vault. others: files and folders of code and configuration outside of it; of a
    folder all Python files below it count. targets: the paths whose vault was looked for, which
    may be relative to the current folder.
    """

    root: str
    others: Sequence[str] = ()
    targets: Sequence[str] = ()


class Walk:
    """What was met on a walk through a vault in which nothing is a symlink.

    root: of the vault. started: when, in nanoseconds since the epoch. folders: the signature of
    each, by vault path with a slash behind ("" for the root), None where it could not be had.
    files: the vault paths of all that do not begin with a dot; signatures: of those whose content
    may matter.
    """

    def __init__(self, root: str) -> None:
        self.root = root
        self.started = time.time_ns()
        self.folders: dict[str, Signature | None] = {}
        self.files: list[str] = []
        self.signatures: dict[str, Signature] = {}


class Footprint(NamedTuple):
    """A vault and all else that a run read.

    walk: what was met in the vault, whose signatures in a row are the numbers; lines: all else.
    newest: the youngest change.
    """

    lines: list[str]
    numbers: list[int]
    newest: int
    walk: Walk

    def content(self) -> bytes:
        """Bytes that are the same as long as all is."""
        text = "\0".join((*self.lines, "", *self.walk.files)).encode("utf-8", "surrogatepass")
        # In this version of the format, equal numbers are equal bytes.
        return marshal.dumps(self.numbers, 2) + text


def signature_of(path: str) -> Signature | None:
    """The signature of what lies at a path, None if nothing does or nobody may know."""
    try:
        return Signature.of(os.stat(path))
    except (OSError, ValueError):
        return None


def footprint(reads: Reads) -> Footprint | None:
    """The footprint of a vault, of what may configure it, and of all else that a run reads.

    None where a symlink, or a folder that cannot be listed, makes the vault depend on more than
    can be seen.
    """
    lines: list[str] = []
    walk = Walk(reads.root)
    try:
        newest = _walk(walk, lines)
    except OSError:
        return None
    # That a setting was taken away during the run shows in the folder alone.
    settings = signature_of(f"{reads.root}/.obsidian")
    newest = max(newest, settings.newest if settings else 0)
    lines.extend(_kinds(reads))
    files = (f"{reads.root}/.obsidian/{name}" for name in OBSIDIAN_FILES)
    for path in (*files, *_around(reads, lines), *_code(reads.others)):
        signature = signature_of(path)
        lines.append(f"{path} {signature}")
        newest = max(newest, signature.newest if signature else 0)
    numbers = [*chain.from_iterable(walk.signatures.values())]
    newest = max(chain((newest,), numbers[0::4], numbers[1::4]))
    return Footprint(lines, numbers, newest, walk)


def _walk(walk: Walk, lines: list[str]) -> int:
    """Go through the vault in order of name; the lines take what is neither a file nor a number.

    Returned is the youngest change of a folder or a configuration. Raises OSError where something
    cannot be read, or a symlink leaves it unsure what there is.
    """
    newest = 0
    waiting = [""]
    while waiting:
        inner = waiting.pop()
        folder = f"{walk.root}/{inner}"
        signature = walk.folders[inner] = signature_of(folder)
        newest = max(newest, signature.newest if signature else 0)
        if os.scandir not in os.supports_fd:
            newest = max(newest, _meet(folder, inner, walk, lines, waiting))
            continue
        descriptor = os.open(folder, os.O_RDONLY)  # from there, each file is found sooner
        try:
            newest = max(newest, _meet(descriptor, inner, walk, lines, waiting))
        finally:
            os.close(descriptor)
    return newest


def _meet(folder: str | int, inner: str, walk: Walk, lines: list[str], waiting: list[str]) -> int:
    """Take what lies in a folder, open or by its path; `waiting` takes the folders in it.

    The others are as for `_walk`.
    """
    newest, of = 0, Signature.of
    add, signatures = walk.files.append, walk.signatures
    with os.scandir(folder) as listed:
        entries = sorted(listed, key=_NAME)
    for entry in entries:
        name = entry.name
        path = inner + name
        if name[0] == ".":
            # Whether an inner folder is a vault: a file of that name does not make it one.
            lines.append(path + "/" if name == ".obsidian" and entry.is_dir() else path)
            if name.lower() == ".gitignore" or not name.isascii():  # other settings are texts
                signature = signature_of(f"{walk.root}/{path}")
                lines.append(str(signature))
                newest = max(newest, signature.newest if signature else 0)
        elif entry.is_file(follow_symlinks=False):
            add(path)
            if name.endswith(".md") or is_text(name):
                status = os.stat(entry.path) if _WINDOWS else entry.stat(follow_symlinks=False)
                signatures[path] = of(status)
        elif not entry.is_dir(follow_symlinks=False) or (_WINDOWS and _is_link(entry)):
            raise FileNotFoundError(path)
        else:
            waiting.append(path + "/")
            lines.append(path + "/")
    return newest


def _is_link(entry: os.DirEntry[str]) -> bool:
    return bool(getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0))


def _kinds(reads: Reads) -> Iterator[str]:
    """What lies at the paths given, and where it really lies."""
    for path in (reads.root, *reads.targets):
        there = os.path.lexists(path)
        yield f"{path} {there} {os.path.isdir(path)} {os.path.realpath(path)}"


def _around(reads: Reads, lines: list[str]) -> Iterator[str]:
    """What may mark a vault or configure it, in every folder around the vault and the targets.

    Of folders that do so the lines are told instead.
    """
    # The files of git are looked for around the real folder, all others around the one given.
    waiting = [reads.root, os.path.realpath(reads.root), *map(os.path.abspath, reads.targets)]
    seen: set[str] = set()
    while waiting:
        folder = waiting.pop()
        if folder in seen:
            continue
        seen.add(folder)
        waiting.append(os.path.dirname(folder))
        marks = os.path.isdir(f"{folder}/.obsidian"), os.path.exists(f"{folder}/.git")
        lines.append(f"{folder} {marks}")
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
                entries = sorted(listed, key=_NAME)
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


def _code(others: Iterable[str]) -> Iterator[str]:
    """Every file of the others, and the folders that show which libraries are there."""
    for path in others:
        yield from code_files(path)
    # Python looks in all of them for distributions with rules. Its first is the current folder.
    yield from filter(None, sys.path)
