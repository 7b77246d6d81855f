"""The files of a vault that Obsidian sees, by path and by name (obsidian.md sections 1.1, 1.2)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from vaultlint.vault.ranking import Ranking

Table = dict[str, str | tuple[str, ...]]  # nearly every name has one file: a tuple would double it


def fold(text: str) -> str:
    """The form in which Obsidian compares names: NFC, lower case, odd spaces as spaces.

    Both sigmas are one letter: which of them `lower` gives depends on what follows, so that "ΟΔΟΣ"
    and "ΟΔΟΣ.md" would disagree (Obsidian made the same repair in 1.8, section 6.1). NBSP and
    U+202F are spaces in every path that Obsidian holds (section 5.7).
    """
    if text.isascii():
        return text.lower()
    composed = unicodedata.normalize("NFC", text).replace("\u00a0", " ").replace("\u202f", " ")
    return composed.lower().replace("ς", "σ")


class FileIndex:
    """The files of a vault. Look-ups fold case and Unicode form (NFC) as Obsidian's do.

    linked: further files that links reach but that are not the vault's own to check, because only a
    symlink leads to them. The tables are built when they are first needed.
    """

    def __init__(self, paths: Iterable[str], linked: Iterable[str] = ()) -> None:
        own = list(paths)
        self._linked = frozenset(linked)
        self._paths: Sequence[str] = sorted({*own, *self._linked} if self._linked else own)
        self._rankings: dict[str, Ranking] = {}

    @property
    def paths(self) -> Sequence[str]:
        """Every file's vault path as on disk, sorted."""
        return self._paths

    @cached_property
    def notes(self) -> Sequence[str]:
        """The vault paths of the vault's own notes (`.md`, any case), sorted."""
        return tuple(
            path for path in self._paths if path[-3:].lower() == ".md" and path not in self._linked
        )

    @cached_property
    def _by_name(self) -> Table:
        return _table(self._paths, lambda path: fold(path[path.rfind("/") + 1 :]))

    @cached_property
    def _by_path(self) -> Table:
        return _table(self._paths, fold)

    def named(self, name: str) -> tuple[str, ...]:
        """The files with that file name, extension included, sorted by path."""
        return _entries(self._by_name, fold(name))

    def at(self, path: str) -> tuple[str, ...]:
        """The files at that path: several only where paths differ in case or Unicode form alone."""
        return _entries(self._by_path, fold(path))

    def ending_with(self, key: str) -> Ranking:
        """The files whose path ends with a folded path that includes the extension.

        The end is taken as a string, as Obsidian may do: it may begin within a folder's name.
        """
        ranking = self._rankings.get(key)
        if ranking is None:
            name = key[key.rfind("/") + 1 :]
            if key == name:
                ranking = Ranking((fold(path), path) for path in self.named(name))
            else:
                ranking = self.ending_with(name).ending_with(key)
            self._rankings[key] = ranking
        return ranking


def _table(paths: Sequence[str], key: Callable[[str], str]) -> Table:
    table: Table = {}
    shared: dict[str, list[str]] = {}
    for path in paths:
        folded = key(path)
        first = table.setdefault(folded, path)
        if first is not path:
            shared.setdefault(folded, [str(first)]).append(path)
    for folded, group in shared.items():
        table[folded] = tuple(group)
    return table


def _entries(table: Table, folded: str) -> tuple[str, ...]:
    found = table.get(folded, ())
    return (found,) if isinstance(found, str) else found
