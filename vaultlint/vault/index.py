"""The files of a vault that Obsidian sees, by path and by name (obsidian.md sections 1.1, 1.2)."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

from vaultlint.kinds import FileKind, kind_of
from vaultlint.vault.ranking import Ranking

_LISTED = frozenset[FileKind]({"note", "canvas", "base", "attachment"})
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
        self._own, self._linked = list(paths), frozenset(linked)
        self._rankings: dict[str, Ranking] = {}

    @property
    def is_listed(self) -> bool:
        """Whether all files are known."""
        return True

    def must_list_for(self, linkpath: str) -> bool:
        """Whether all files must be found out before it is known what a link path opens."""
        return False

    @property
    def problems(self) -> tuple[str, ...]:
        """A sentence for each folder that could not be listed."""
        return ()

    @cached_property
    def paths(self) -> Sequence[str]:
        """Every file's vault path as on disk, sorted."""
        own, linked = self._listed
        return sorted({*own, *linked} if linked else own)

    @cached_property
    def notes(self) -> Sequence[str]:
        """The vault paths of the vault's own notes (`.md`, any case), sorted."""
        linked = self._listed[1]
        found = [path for path in self.paths if path.endswith(".md") or path[-3:].lower() == ".md"]
        return tuple([path for path in found if path not in linked] if linked else found)

    def of_kinds(self, kinds: Collection[FileKind]) -> Sequence[str]:
        """The vault paths of the vault's own files of these kinds, sorted; settings are none."""
        kinds = frozenset(kinds)
        if not kinds - {"note", "setting"}:
            return self.notes if "note" in kinds else ()
        linked = self._listed[1]
        own = [path for path in self.paths if path not in linked] if linked else self.paths
        return own if kinds >= _LISTED else [path for path in own if kind_of(path) in kinds]

    def named(self, *names: str) -> tuple[str, ...]:
        """The files, sorted by path, with the first of those file names that any file has.

        A file name includes the extension.
        """
        table = self._by_name
        for name in names:
            found = table.get(fold(name))
            if found is not None:
                return (found,) if isinstance(found, str) else found
        return ()

    def alone(self, names: Iterable[str]) -> list[str]:
        """Those of the names or whole paths that one note alone has, spelt so; lists the files.

        `.md` may be left out. Some more may be, beyond ASCII or with a dot.
        """
        table = self._by_name
        found = []
        for name in names:
            path = name if name.endswith(".md") else name + ".md"
            last = path[path.rfind("/") + 1 :]
            only = table.get(last.lower()) if last.count(".") == 1 and name.isascii() else None
            if only == path or (type(only) is str and last == path and only.endswith("/" + path)):
                found.append(name)
        return found

    @property
    def namesakes(self) -> Iterator[tuple[str, ...]]:
        """The files, sorted by path, of each file name that several have."""
        return (found for found in self._by_name.values() if not isinstance(found, str))

    def at(self, path: str) -> tuple[str, ...]:
        """The files at that path: several only where paths differ in case or Unicode form alone."""
        key = fold(path)
        named = self.named(key[key.rfind("/") + 1 :])
        if len(named) < 2:
            return named if named and fold(named[0]) == key else ()
        return self.ending_with(key[key.rfind("/") + 1 :]).at(key)

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

    def keep(self) -> None:
        """Keep for the next run what will make it quicker, after everything else is done."""

    @property
    def _listed(self) -> tuple[Collection[str], frozenset[str]]:
        """The vault's own files, in any order, and the linked ones."""
        return self._own, self._linked

    @cached_property
    def _by_name(self) -> Table:
        own, linked = self._listed
        paths = list({*own, *linked} if linked else own)
        folded = (path.lower() if path.isascii() else fold(path) for path in paths)
        names = [path[path.rfind("/") + 1 :] for path in folded]
        table: Table = dict(zip(names, paths, strict=True))
        if len(table) < len(paths):
            table.update(_shared(names, paths, table))
        return table


def _shared(names: Iterable[str], paths: Iterable[str], last: Table) -> Table:
    """The names that several files have; `last` holds one of them for each name."""
    shared: dict[str, list[str]] = {}
    for name, path in zip(names, paths, strict=True):
        one = last[name]
        if one is not path:
            shared.setdefault(name, [str(one)]).append(path)
    return {name: tuple(sorted(group)) for name, group in shared.items()}
