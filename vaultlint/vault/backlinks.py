"""What refers to a file: found by its name in the other files' texts before any is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from vaultlint.kinds import kind_of
from vaultlint.note import Note
from vaultlint.vault.following import Followed, follow
from vaultlint.vault.index import fold

if TYPE_CHECKING:
    from vaultlint.vault import Vault

_WORD = re.compile(r"[a-z0-9]+")
# Letters of ASCII may be written as %4E in a destination, as &#78; there, and as \u004E in JSON.
_SPELT_OTHERWISE = re.compile(rb"%[4-7][0-9a-f]|&#|\\u00|\\x", re.IGNORECASE)


def backlinks(vault: Vault, path: str) -> Iterator[tuple[Note, Followed]]:
    """Each reference from another file of the vault to the file at `path`, with the file it is in.

    Files come in order of path; one that cannot be read is passed over. What a base names is one,
    the notes that its filters find are not.
    """
    stem = stem_of(path)
    for source in vault.files.of_kinds(("note", "canvas", "base")):
        if source == path:
            continue
        try:
            file = vault.note(source)
        except OSError:
            continue
        if may_name(file, frozenset({stem})):
            yield from ((file, found) for found in follow(vault, file) if found.opens(path))


def stem_of(path: str) -> str:
    """The name of a file as links have it, folded; a note's without its extension."""
    name = path[path.rfind("/") + 1 :]
    return fold(name[:-3] if kind_of(path) == "note" else name)


def may_name(file: Note, stems: frozenset[str]) -> bool:
    """Whether a reference of the file may name one of these; if not, it surely does not."""
    if not _may_hold(file.data, stems):
        return False
    possible = file.possible_links if kind_of(file.path) == "note" else None
    if possible is None or "base" in file.text:
        return True
    return any(
        not stems.isdisjoint(_stems_of_link(path))
        for path in (*possible.wikilinks, *possible.markdown)
    )


def _may_hold(data: bytes, stems: frozenset[str]) -> bool:
    lower = data.lower()
    words = [max(_WORD.findall(stem), key=len, default="") for stem in stems]
    return any(word.encode() in lower for word in words) or bool(_SPELT_OTHERWISE.search(data))


def _stems_of_link(linkpath: str) -> tuple[str, ...]:
    name = fold(linkpath[linkpath.rfind("/") + 1 :].strip())
    return (name, name[:-3]) if name.endswith(".md") else (name,)
