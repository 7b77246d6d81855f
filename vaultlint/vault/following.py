"""Where a reference leads: the file that it opens, and whether the place in it exists."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from vaultlint.note import Note
from vaultlint.vault.index import fold
from vaultlint.vault.outgoing import Outgoing, outgoing
from vaultlint.vault.resolve import Resolution

if TYPE_CHECKING:
    from vaultlint.vault import Vault


class Followed(NamedTuple):
    """A reference, what it opens, and whether its subpath reaches anything there.

    reaches: True without a subpath; None where the file is not there, or nobody knows.
    """

    reference: Outgoing
    resolution: Resolution
    reaches: bool | None

    def opens(self, path: str, source: str) -> bool:
        """Whether from the file `source` it opens the file at this vault path, or may."""
        return path in opened(self.resolution, source)


def opened(found: Resolution, source: str) -> Sequence[str]:
    """The file that a reference of the file `source` opens, several where it may be any of them.

    Those are of one length, or have one path but for its case (obsidian.md section 6.1).
    """
    if found.path is None:
        return ()
    if not found.tie:
        return (found.path,)
    if found.how not in ("own folder", "shortest"):
        return found.candidates
    folder = fold(source[: source.rfind("/") + 1]) if found.how == "own folder" else ""
    length = _length(found.path)
    return [
        path
        for path in found.candidates
        if _length(path) == length and fold(path).startswith(folder)
    ]


def follow(vault: Vault, file: Note) -> Iterator[Followed]:
    """Everything that a note, canvas or base of the vault refers to, in order of place."""
    for reference in outgoing(file):
        yield follow_one(vault, reference, file.path)


def follow_one(vault: Vault, reference: Outgoing, source: str) -> Followed:
    """Where one reference of the file `source` leads."""
    resolution = look_up(vault, reference, source)
    reaches: bool | None = True
    if reference.subpath.strip("#"):
        path = resolution.path
        reaches = None if path is None else vault.places(path).reaches(reference.subpath)
    return Followed(reference, resolution, reaches)


def look_up(vault: Vault, reference: Outgoing, source: str) -> Resolution:
    """The file that one reference of the file `source` opens."""
    if reference.exact:
        return _at(vault, reference.path)
    return vault.resolve(reference.path, source)


def _at(vault: Vault, path: str) -> Resolution:
    """What lies at a vault path; whether one that differs in case is found depends on the disk."""
    found = vault.files.at(path)
    if path in found:
        return Resolution(path, "exact", (path,))
    return Resolution(None, "unresolved", found, uncertain=bool(found))


def _length(path: str) -> int:
    return len(unicodedata.normalize("NFC", path).encode("utf-16-le", "surrogatepass"))
