"""How the files of a vault differ from those of a commit: git says what was, the disk what is."""

from __future__ import annotations

import hashlib
import os
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from vaultlint.cli.git import Entry, Repository
from vaultlint.kinds import kind_of
from vaultlint.vault import FileIndex, Vault

_SECOND = 1_000_000_000
_SIZES = 1 << 32


class Difference(NamedTuple):
    """What differs between a vault at a commit and on the disk, in vault paths.

    before: the vault at the commit, as long as the repository is open; its files that git ignores
    or does not know are those of now. added, edited: files of now; only of those that are read is
    it known whether they were edited.
    """

    before: Vault
    added: frozenset[str]
    edited: frozenset[str]


def compare(
    vault: Vault,
    repository: Repository,
    commit: str | None,
    inner: str,
    settings: Iterable[str],
    *,
    untracked: bool,
) -> Difference:
    """The difference between a commit and the vault on the disk.

    inner: the repository's folder as a vault path with a slash behind, "" for the root. settings:
    those of the files of Obsidian's own settings that are there. untracked: whether files that git
    does not keep track of, but does not ignore either, are new; if not, they were always there.
    """
    now = [*settings, *vault.files.paths]
    then = {inner + path: blob for path, blob in repository.files_at(commit).items()}
    index = {inner + path: entry for path, entry in repository.index().items()}
    names = _names_in_git(now, then.keys() | index.keys())
    unknown = [path for path, name in names.items() if name not in then and name not in index]
    new = {inner + path for path in repository.untracked()} if untracked and unknown else set()
    added = {path for path, name in names.items() if name not in then and name in index}
    added.update(new.intersection(unknown))

    indexed = repository.indexed
    edited = {
        path
        for path, name in names.items()
        if then.get(name) and not _is_same(vault, path, then[name], index.get(name), indexed)
    }
    there = {*names.values()}
    gone = {
        path
        for path in then
        if path not in there
        and _is_visible(path)
        and not (path in index and index[path].is_absent)
        and not os.path.lexists(f"{vault.root}/{path}")  # a symlink to a folder is
    }

    def read(path: str) -> bytes:
        if path in gone or path in edited:
            return repository.blob(then[names.get(path, path)])
        return vault.data(path)

    files = FileIndex({*vault.files.paths} - added | gone)
    before = Vault(vault.root, vault.settings, files, read)
    return Difference(before, frozenset(added), frozenset(edited))


def _names_in_git(paths: Iterable[str], known: Iterable[str]) -> Mapping[str, str]:
    """Each file with the name that git has for it: on macOS, in NFC however the disk spells it."""
    if sys.platform != "darwin":
        return {path: path for path in paths}
    known = {*known}
    composed = {path: unicodedata.normalize("NFC", path) for path in paths}
    return {path: path if path in known else name for path, name in composed.items()}


def _is_visible(path: str) -> bool:
    """Whether Obsidian sees a file at that vault path (obsidian.md section 1.2)."""
    return "/." not in f"/{path}"


def _is_same(vault: Vault, path: str, blob: str, entry: Entry | None, indexed: int) -> bool:
    """Whether a file has the content of a blob; it is read only where git's index cannot tell.

    What nobody reads is always the same.
    """
    try:
        if entry is not None and _is_as_indexed(vault.status(path), blob, entry, indexed):
            return True
        return kind_of(path) == "attachment" or _is_blob(blob, vault.data(path))
    except OSError:
        return False


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


def _is_blob(name: str, data: bytes) -> bool:
    """Whether a blob has this content, or the same with the line ends that git may have kept."""
    if _blob_name(data, len(name)) == name:
        return True
    return b"\r\n" in data and _blob_name(data.replace(b"\r\n", b"\n"), len(name)) == name


def _blob_name(data: bytes, length: int) -> str:
    found = hashlib.new("sha1" if length == 40 else "sha256", usedforsecurity=False)
    found.update(b"blob %d\0" % len(data))
    found.update(data)
    return found.hexdigest()
