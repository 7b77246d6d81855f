"""What refers to a file: found by its name in the other files' texts before any is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from vaultlint.base.fences import may_hold_base
from vaultlint.kinds import kind_of
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.vault.following import Followed, follow
from vaultlint.vault.index import fold

if TYPE_CHECKING:
    from vaultlint.vault import Vault

_WORD = lazy(r"[a-z0-9]+")
# Letters of ASCII may be written as %4E in a destination, as &#78; there, as \u004E in JSON; and
# the Kelvin sign and the dotted capital I are k and i when they are folded.
_SPELT_OTHERWISE = re.compile(rb"%[4-7][0-9a-f]|&#|\\u00|\\x|\xe2\x84\xaa|\xc4\xb0", re.IGNORECASE)
_FEW = 8  # names: to search a text for each of more takes longer than to look at its links


def backlinks(vault: Vault, path: str) -> Iterator[tuple[Note, Followed]]:
    """Each reference from another file of the vault to the file at `path`, with the file it is in.

    Files come in order of path; one that cannot be read is passed over. What a base names is one,
    the notes that its filters find are not.
    """
    names = Names([path])
    for source in vault.files.of_kinds(("note", "canvas", "base")):
        if source == path:
            continue
        try:
            file = vault.note_to_check(source)
        except OSError:
            continue
        if names.may_stand_in(file):
            yield from ((file, found) for found in follow(vault, file) if found.opens(path, source))


class Names:
    """The names of files, as links have them."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._stems = frozenset(map(_stem, paths))
        words = {max(_WORD.findall(stem), key=len, default="") for stem in self._stems}
        self._words = [word.encode() for word in words] if len(words) <= _FEW else [b""]

    def __bool__(self) -> bool:
        return bool(self._stems)

    def may_stand_in(self, file: Note) -> bool:
        """Whether a reference of the file may name one of these; if not, it surely does not."""
        links = self.links_in(file)
        return links is None or bool(links)

    def links_in(self, file: Note) -> Sequence[str] | None:
        """The link paths in the file that may be references to one of these, None if unknown."""
        if not (self._stand_in(file.data.lower()) or _SPELT_OTHERWISE.search(file.data)):
            return ()
        possible = file.possible_links if kind_of(file.path) == "note" else None
        if possible is None or may_hold_base(file.text):
            return None
        paths = {*possible.wikilinks, *possible.markdown}
        return [path for path in paths if not self._stems.isdisjoint(_stems_of_link(path))]

    def _stand_in(self, lower: bytes) -> bool:
        return any(word in lower for word in self._words)


def _stem(path: str) -> str:
    """The name of a file as links have it, folded; a note's without its extension."""
    name = path[path.rfind("/") + 1 :]
    return fold(name[:-3] if kind_of(path) == "note" else name)


def _stems_of_link(linkpath: str) -> tuple[str, ...]:
    key = fold(linkpath).strip(" \t")
    name = key[key.rfind("/") + 1 :]
    return (name, name[:-3]) if name.endswith(".md") else (name,)
