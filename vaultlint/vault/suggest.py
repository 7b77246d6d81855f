"""Which note a link meant that opens none: at most one, and only where there is hardly a doubt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from vaultlint.vault.index import fold
from vaultlint.vault.spelling import bare, bare_all, can_be_misspelt, digits, one_slip, words

if TYPE_CHECKING:
    from vaultlint.vault import Vault

# Names that do not say what a note is about: one of them in another folder is another note.
_GENERIC = frozenset({
    "archive", "changelog", "contributing", "dashboard", "home", "ideas", "inbox", "index", "intro",
    "introduction", "journal", "license", "links", "log", "main", "misc", "new", "note", "notes",
    "overview", "readme", "summary", "tasks", "template", "templates", "todo", "unbenannt",
    "untitled",
})  # fmt: skip
_SHORTEST = 3  # characters of a name in Latin letters: "A-B" for "AB" may be chance
_FEW = 20  # questions, for which it takes longer to file all names than to go through them
_EDGE = 3  # characters that a misspelt name shares with the right one at its start or its end


def suggest_note(vault: Vault, linkpath: str, source: str) -> str | None:
    """The vault path of the note that an unresolved linkpath surely meant, None if there is none.

    In this order: a note whose name differs in case, accents, punctuation and blanks alone; the
    note of that name in another folder than the link says; the one that has the link's text as its
    alias; one whose name is a slip of the pen away. Each must be the only one. Templates and the
    note `source` itself are never suggested.
    """
    found = vault.once(_suggestion, linkpath)
    return None if found == source else found


def _suggestion(vault: Vault, linkpath: str) -> str | None:
    names = vault.once(_note_names)
    name = bare(_base_name(linkpath))
    if len(name) < _SHORTEST and name.isascii():
        return None
    if same := names.same(name):
        return _of_one_name(same, linkpath, name)
    aliased = vault.aliases().get(fold(linkpath.strip()), ())
    if carriers := [path for path in aliased if not vault.settings.is_template(path)]:
        return carriers[0] if len(carriers) == 1 else None
    return names.misspelt(name, words(_base_name(linkpath)))


def _of_one_name(same: Sequence[str], linkpath: str, name: str) -> str | None:
    folders = _folders(linkpath)
    if not folders:
        return same[0] if len(same) == 1 else None
    shared = [_shared_end(_folders(path), folders) for path in same]
    best = max(shared)
    nearest = [path for path, depth in zip(same, shared, strict=True) if best and depth == best]
    if len(nearest) > 1:  # "Part 1.md" and "Part1.md" beside one another
        written = fold(_base_name(linkpath))
        nearest = [path for path in nearest if fold(_base_name(path)) == written]
    if len(nearest) == 1:
        return nearest[0]
    return same[0] if len(same) == 1 and name not in _GENERIC else None


class _NoteNames:
    """The notes by the bare forms of their names; built once for a vault."""

    def __init__(self, notes: Iterable[str]) -> None:
        paths = list(notes)
        names = bare_all([*map(_base_name, paths)])
        self._last = dict(zip(names, paths, strict=True))  # nearly every name has one note
        self._all: defaultdict[str, list[str]] = defaultdict(list)
        if len(self._last) < len(paths):
            for name, path in zip(names, paths, strict=True):
                self._all[name].append(path)
        self._asked = 0

    def same(self, name: str) -> Sequence[str]:
        """The notes of that bare name."""
        if self._all:
            return self._all.get(name, ())
        path = self._last.get(name)
        return () if path is None else (path,)

    def misspelt(self, name: str, written: Sequence[str]) -> str | None:
        """The only note whose name is one slip away from what is written."""
        if not can_be_misspelt(name):
            return None
        near = [other for other in self._near(name) if _may_be_slips(name, other)]
        if not near:
            return None
        from rapidfuzz import process  # slow to import, and many runs never come here
        from rapidfuzz.distance import OSA

        close = process.extract(name, near, scorer=OSA.distance, score_cutoff=2, limit=None)
        found = [
            path
            for other, _, _ in close
            for path in self.same(other)
            if one_slip(written, words(_base_name(path)))
        ]
        return found[0] if len(found) == 1 else None

    def _near(self, name: str) -> Iterable[str]:
        """The names with the same digits, and the same start or end."""
        self._asked += 1
        if self._asked > _FEW:
            return {other for edge in _edges(name) for other in self._by_edge.get(edge, ())}
        start, end, numbers = name[:_EDGE], name[-_EDGE:], digits(name)
        return [
            other
            for other in self._last
            if (other[:_EDGE] == start or other[-_EDGE:] == end)
            and can_be_misspelt(other)
            and digits(other) == numbers
        ]

    @cached_property
    def _by_edge(self) -> dict[tuple[str, str, str], list[str]]:
        table: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
        for name in self._last:
            if can_be_misspelt(name):
                for edge in _edges(name):
                    table[edge].append(name)
        return dict(table)


def _note_names(vault: Vault) -> _NoteNames:
    is_template = vault.settings.is_template
    return _NoteNames(path for path in vault.files.notes if not is_template(path))


def _edges(name: str) -> Iterator[tuple[str, str, str]]:
    """What a bare name is filed under: a slip spares its digits, and its start or its end."""
    numbers = digits(name)
    yield "start", name[:_EDGE], numbers
    yield "end", name[-_EDGE:], numbers


def _may_be_slips(name: str, other: str) -> bool:
    """Whether two edits may make one name of the other, by their lengths and their letters."""
    return abs(len(name) - len(other)) <= 2 and len({*name} ^ {*other}) <= 4


def _base_name(path: str) -> str:
    name = path[path.rfind("/") + 1 :]
    return name[:-3] if name[-3:].lower() == ".md" else name


def _shared_end(one: Sequence[str], other: Sequence[str]) -> int:
    """How many folders two paths have in common, counted from the file upwards."""
    pairs = zip(reversed(one), reversed(other), strict=False)
    return next((depth for depth, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _folders(path: str) -> list[str]:
    """The bare names of the folders in a path; "." and ".." say nothing about where a note was."""
    return [bare(part) for part in path.split("/")[:-1] if part.strip(".")]
