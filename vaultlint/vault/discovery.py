"""Where a vault begins, and which files lie in it (obsidian.md sections 1.1, 1.2)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CONFIG_FOLDER = ".obsidian"
_JUNCTIONS = os.name == "nt"
_JUNCTION = 0xA0000003  # the tag of a junction's reparse point


def find_root(path: Path) -> Path | None:
    """The root of the vault that a file or folder belongs to, None if nothing marks one.

    It is the nearest folder, the given one included, that holds `.obsidian/`, `vaultlint.toml`, or
    a `pyproject.toml` with a table `tool.vaultlint`. The path need not exist. Symlinks in it are
    not resolved: a note belongs to the vault through which it was reached.
    """
    absolute = Path(os.path.abspath(path))
    for folder in (absolute, *absolute.parents):
        if is_root(os.fspath(folder)):
            return folder
    return None


def is_root(folder: str) -> bool:
    """Whether something in the folder itself marks it as the root of a vault."""
    return (
        os.path.isdir(f"{folder}/{CONFIG_FOLDER}")
        or os.path.isfile(f"{folder}/vaultlint.toml")
        or _configures_vaultlint(f"{folder}/pyproject.toml")
    )


def _configures_vaultlint(pyproject: str) -> bool:
    if not os.path.isfile(pyproject):
        return False
    try:
        data = Path(pyproject).read_bytes()
    except OSError:
        return False
    if b"vaultlint" not in data:
        return False
    import tomllib  # few vaults lie beside a pyproject.toml that speaks of vaultlint

    try:
        tools = tomllib.loads(data.decode("utf-8", "replace")).get("tool")
    except tomllib.TOMLDecodeError:
        # A root still: whoever reads the settings says what is wrong.
        return b"[tool.vaultlint" in data
    return isinstance(tools, dict) and "vaultlint" in tools


@dataclass(slots=True)
class Listing:
    """The files of a vault as vault paths: its own, and those that only a symlink leads to.

    `problems` holds a sentence for each folder that could not be listed.
    """

    paths: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def list_files(root: Path) -> Listing:
    """The files below a root, as far as Obsidian sees them.

    Names that begin with a dot do not exist for Obsidian. It follows a symlinked folder only where
    its target and the vault do not overlap, so that no note appears twice (section 1.1); what lies
    behind such a link can be linked to, but is not the vault's to check or to change. The same
    holds for symlinked files.
    """
    listing = Listing()
    real_root = os.path.realpath(root)
    behind: dict[str, str] = {}  # real folder behind a symlink -> the symlink's vault path
    for prefix, entry in _walk(os.fspath(root), "", listing.problems):
        if not _is_link(entry):
            listing.paths.append(prefix + entry.name)
        elif _is_file(entry):
            listing.linked.append(prefix + entry.name)
        else:
            target = os.path.realpath(entry.path)
            others = (real_root, *behind)
            if os.path.isdir(target) and not any(_overlap(target, other) for other in others):
                behind[target] = prefix + entry.name + "/"
    for target, prefix in behind.items():
        for inner, entry in _walk(target, prefix, listing.problems):
            if _is_file(entry):
                listing.linked.append(inner + entry.name)
    return listing


def _walk(folder: str, prefix: str, problems: list[str]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every regular file and every symlink below a folder, with the vault path of what holds it."""
    waiting = [(folder, prefix)]
    while waiting:
        folder, prefix = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False) and not _is_link(entry):
                        waiting.append((entry.path, prefix + entry.name + "/"))
                    elif _is_link(entry) or entry.is_file():
                        yield prefix, entry
        except OSError as error:
            reason = error.strerror or str(error)
            problems.append(f"cannot list the folder {prefix.rstrip('/') or folder}: {reason}")


def _is_link(entry: os.DirEntry[str]) -> bool:
    """Whether the entry is a symlink, or a junction, which is the like of one on Windows."""
    if entry.is_symlink():
        return True
    # A folder alone can be a junction; Python 3.11 does not know the word.
    status = entry.stat(follow_symlinks=False) if _JUNCTIONS and entry.is_dir() else None
    return getattr(status, "st_reparse_tag", 0) == _JUNCTION


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether the entry is a file or a symlink that leads to one; one in a loop leads nowhere."""
    try:
        return entry.is_file()
    except OSError:
        return False


def _overlap(one: str, other: str) -> bool:
    return one == other or _holds(one, other) or _holds(other, one)


def _holds(folder: str, inner: str) -> bool:
    return inner.startswith(folder.rstrip(os.sep) + os.sep)
