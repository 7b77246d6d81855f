"""Which files' paths differ only in case or in their Unicode form (obsidian.md section 5.7)."""

from __future__ import annotations

from vaultlint.vault.index import FileIndex, fold


class Twins(dict[str, str]):
    """Each path that is a variant of one before it, to the first of these; in order of path."""


def find_twins(files: FileIndex) -> Twins:
    """The twins among all files of a vault."""
    twins: dict[str, str] = {}
    for group in files.namesakes:  # no others can be
        first: dict[str, str] = {}
        for path in group:
            known = first.setdefault(fold(path), path)
            if known is not path:
                twins[path] = known
    return Twins(sorted(twins.items()))
