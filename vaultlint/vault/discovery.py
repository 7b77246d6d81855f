"""Where a vault begins, and which files lie in it (obsidian.md sections 1.1, 1.2)."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path

from vaultlint.footprint import Walk
from vaultlint.kinds import CONFIG_FOLDER
from vaultlint.vault.folders import Folder, FolderSignature, read_folder, shown, signature


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


class Listing:
    """The files of a vault as vault paths: its own, and those that only a symlink leads to.

    `problems` holds a sentence for each folder that could not be listed. `folders` holds, for each
    folder of the vault itself (vault path with a slash behind, "" for the root), the signature it
    had before it was listed, None where that says nothing. `has_links` is whether anything in the
    vault is a symlink, even one that leads nowhere.
    """

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.linked: list[str] = []
        self.problems: list[str] = []
        self.folders: dict[str, FolderSignature | None] = {}
        self.has_links = False


def list_files(root: Path) -> Listing:
    """The files below a root, as far as Obsidian sees them.

    Names that begin with a dot do not exist for Obsidian. It follows a symlinked folder only where
    its target and the vault do not overlap, so that no note appears twice (section 1.1); what lies
    behind such a link can be linked to, but is not the vault's to check or to change. The same
    holds for symlinked files.
    """
    listing = Listing()
    started = time.time_ns()
    links: list[tuple[str, os.DirEntry[str]]] = []
    waiting = [(os.fspath(root), "")]
    while waiting:
        folder, prefix = waiting.pop()
        listing.folders[prefix] = signature(folder, started)
        found = read_folder(folder)
        listing.paths += [prefix + name for name in found.files]
        links += ((prefix, link) for link in found.links)
        waiting += ((entry.path, f"{prefix}{entry.name}/") for entry in found.folders)
        _tell(found, folder, prefix, listing.problems)
    if links:
        listing.has_links = True
        _follow(links, os.path.realpath(root), listing)
    return listing


def listed(walk: Walk) -> Listing:
    """The same as a walk through the vault met it."""
    listing = Listing()
    listing.paths = walk.files
    listing.folders = {
        folder: None if found is None else shown(found, walk.started)
        for folder, found in walk.folders.items()
    }
    return listing


def _follow(
    links: Iterable[tuple[str, os.DirEntry[str]]], real_root: str, listing: Listing
) -> None:
    """Add to the listing what symlinks lead to; each comes with the vault path of its folder."""
    behind: dict[str, str] = {}  # real folder behind a symlink -> the symlink's vault path
    for prefix, entry in links:
        if _is_file(entry):
            listing.linked.append(prefix + entry.name)
            continue
        target = os.path.realpath(entry.path)
        others = (real_root, *behind)
        if os.path.isdir(target) and not any(_overlap(target, other) for other in others):
            behind[target] = f"{prefix}{entry.name}/"
    waiting = list(behind.items())
    while waiting:
        folder, prefix = waiting.pop()
        found = read_folder(folder)
        listing.linked += [prefix + name for name in found.files]
        listing.linked += (prefix + link.name for link in found.links if _is_file(link))
        waiting += ((entry.path, f"{prefix}{entry.name}/") for entry in found.folders)
        _tell(found, folder, prefix, listing.problems)


def _tell(found: Folder, folder: str, prefix: str, problems: list[str]) -> None:
    if found.problem:
        problems.append(f"cannot list the folder {prefix.rstrip('/') or folder}: {found.problem}")


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether a symlink leads to a file; one in a loop leads nowhere."""
    try:
        return entry.is_file()
    except OSError:
        return False


def _overlap(one: str, other: str) -> bool:
    return one == other or _holds(one, other) or _holds(other, one)


def _holds(folder: str, inner: str) -> bool:
    return inner.startswith(folder.rstrip(os.sep) + os.sep)
