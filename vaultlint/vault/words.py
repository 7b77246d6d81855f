"""The words beyond ASCII that a vault is known to hold: what settles which word a damaged one was.

To know them all every note would have to be read, also where a hook looks at a single one. Words
that decide anything are common, so a sample of the notes tells nearly as much.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator

from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.vault.index import FileIndex

MOST_NOTES = 400
"""How many notes are looked at, spread evenly over the vault."""
_MOST_CHARACTERS = 20_000  # of each of them
# What is directly beside another sign beyond ASCII may itself be damaged: "caf├⌐", "CafÃ©".
_WORD = lazy(r"(?<![^\x00-\x7f])(?<!\w)[^\W\d_]*[^\W\d_\x00-\x7f][^\W\d_]*+(?![^\x00-\x7f])")


class Words(frozenset[str]):
    """Words in lower case and NFC."""

    def __repr__(self) -> str:
        """The same in every process."""
        return repr(sorted(self))

    def holds(self, word: str) -> bool:
        """Whether the word is known, letter case aside."""
        return _folded(word) in self


def gather_words(files: FileIndex, read: Callable[[str], Note]) -> Words:
    """The words in the paths of all files and in some of the notes; `read` may raise OSError."""
    return Words(_found(files, read))


def _found(files: FileIndex, read: Callable[[str], Note]) -> Iterator[str]:
    for path in files.paths:
        if not path.isascii():
            yield from _WORD.findall(_folded(path))
    step = len(files.notes) // MOST_NOTES + 1
    for path in files.notes[::step]:
        try:
            note = read(path)
        except OSError:
            continue
        if not note.data.isascii():
            yield from _WORD.findall(_folded(note.text[:_MOST_CHARACTERS]))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()
