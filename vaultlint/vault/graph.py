"""Which of the vault's files lead anywhere, and which ones something leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from vaultlint.kinds import kind_of
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.vault.attachments import ACCEPTED
from vaultlint.vault.index import FileIndex
from vaultlint.vault.outgoing import outgoing
from vaultlint.vault.resolve import resolve

_BASE = lazy(r"(?<![`~])(?:`{3}`*+|~{3}~*+)[ \t]*+base")


class Graph(NamedTuple):
    """What may refer to what, all in doubt counted: links in code, and each file a tie may open.

    reached: the files that another file may refer to, leading: the files that may refer to another
    note, canvas or base, or to one yet to be written. Both sorted.
    """

    reached: tuple[str, ...]
    leading: tuple[str, ...]


def build_graph(files: FileIndex, read: Callable[[str], Note]) -> Graph:
    """The graph of a vault. A file that cannot be read leads nowhere."""
    reached: set[str] = set()
    leading: list[str] = []
    known: dict[str, tuple[str, ...]] = {}  # what a link path opens from every note
    for path in files.of_kinds(("note", "canvas", "base")):
        try:
            note = read(path)
        except OSError:
            continue
        leads = False
        for linkpath, exact in _references(note):
            opened = known.get(linkpath)
            if opened is None:
                opened, plain = _opened(files, linkpath, path, exact=exact)
                if plain:
                    known[linkpath] = opened
            others = [other for other in opened if other != path]
            reached.update(others)
            leads = leads or (_leads(others) if opened else _means_no_attachment(linkpath))
        if leads:
            leading.append(path)
    return Graph(tuple(sorted(reached)), tuple(leading))


def _references(note: Note) -> Iterable[tuple[str, bool]]:
    """The paths that a file names, and whether they are paths from the vault's root."""
    if kind_of(note.path) == "note" and not _BASE.search(note.text):
        possible = note.possible_links
        if possible is not None:
            return [(path, False) for path in {*possible.wikilinks, *possible.markdown}]
    return {(reference.path, reference.exact) for reference in outgoing(note)}


def _opened(
    files: FileIndex, linkpath: str, source: str, *, exact: bool
) -> tuple[tuple[str, ...], bool]:
    """The files that a reference may open, and whether they are the same from every file."""
    if exact:
        return files.at(linkpath), False
    found = resolve(files, linkpath, source)
    if found.tie or found.uncertain:
        name = linkpath[linkpath.rfind("/") + 1 :].strip()
        return (*files.named(name), *files.named(name + ".md")), False
    return (() if found.path is None else (found.path,)), found.how == "only"


def _leads(others: Iterable[str]) -> bool:
    return any(kind_of(other) != "attachment" for other in others)


def _means_no_attachment(linkpath: str) -> bool:
    """Whether a link that opens nothing is meant to open a note some day."""
    return linkpath.rpartition(".")[2].lower() not in ACCEPTED
