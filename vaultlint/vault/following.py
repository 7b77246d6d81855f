"""Where a reference leads: the file that it opens, and whether the place in it exists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from vaultlint.note import Note
from vaultlint.vault.outgoing import Outgoing, outgoing
from vaultlint.vault.resolve import Resolution, opened

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
