"""Which files' paths differ only in case or in their Unicode form (obsidian.md section 5.7)."""

from __future__ import annotations

from vaultlint.vault.index import FileIndex, fold


class Twins(dict[str, str]):
    """Each path that is a variant of one before it, to the first of these; in order of path."""


def find_twins(files: FileIndex) -> Twins:
    """The twins among all files of a vault."""
    paths = files.paths
    folded = list(map(fold, paths))
    twins = Twins()
    if len({*folded}) < len(paths):
        first: dict[str, str] = {}
        for path, key in zip(paths, folded, strict=True):
            if first.setdefault(key, path) is not path:
                twins[path] = first[key]
    return twins
