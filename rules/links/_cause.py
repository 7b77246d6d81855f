"""What several links that open nothing have in common: one repair that would end them all."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vaultlint.finding import Finding
from vaultlint.kinds import extension_of
from vaultlint.note import Note
from vaultlint.vault import Vault
from vaultlint.vault.index import fold

from ._absent import extensions_of, folders_of, hidden_folder, vault_path
from ._links import shown

# Of the notes of ten public vaults that link to absent notes, none but two link to more than six:
# an index of what is yet to be written, and the manual of another program. Those are one cause.
_MANY = 8


class Cause(NamedTuple):
    """Why a link opens nothing, as reports group by it.

    absent: the folded path of the note or file, where that alone is absent, and no folder.
    """

    text: str
    absent: str | None = None


def cause_of(vault: Vault, linkpath: str, source: str, thing: str) -> Cause:
    """A folder that is absent or not seen, or a kind of file; else the "note" or "file" itself."""
    path = vault_path(linkpath, source)
    if "/" in path and (folder := _cause_in_folders(vault, linkpath, path)):
        return folder
    extension = extension_of(path)
    if thing == "file" and extension not in vault.once(extensions_of):
        return Cause(f"no .{extension} file in the vault")  # they may all be kept elsewhere
    if thing == "note" and path[-3:].lower() == ".md":
        path = path[:-3]
    return Cause(f"no {thing} {shown(path)}", fold(path))


def _cause_in_folders(vault: Vault, linkpath: str, path: str) -> Cause | None:
    """What is wrong with the folders of a path from the root; `linkpath` is as it is written."""
    if path.startswith("../"):
        return Cause("links out of the vault")
    if hidden := hidden_folder(path):
        return Cause(f"hidden folder {shown(hidden)}")
    folder = posixpath.dirname(path)
    exact = linkpath.startswith(("/", "./", "../"))
    if folder and (absent := vault.once(_absent_folder, folder, exact)):
        return Cause(f"no folder {shown(absent)}")
    return None


def joined(
    note: Note, findings: Sequence[Finding], absent: Sequence[str | None], things: str
) -> Iterator[Finding]:
    """The findings of a note; where it links to many absent things, that is their common cause.

    `absent` says of each finding what is absent, None where it keeps its own cause.
    """
    count = len({*absent} - {None})
    cause = f"{shown(note.path)} links to {count} {things} that do not exist"
    for finding, path in zip(findings, absent, strict=True):
        many = count >= _MANY and path is not None
        yield finding._replace(cause=cause) if many else finding


def _absent_folder(vault: Vault, folder: str, exact: bool) -> str | None:
    """The first folder on the path `folder` that the vault has nowhere; None if it has them all.

    A link's folders may be the last ones of a file's path, unless `exact`: then they are all.
    """
    known = vault.once(folders_of) if exact else vault.once(_ends_of_folders)
    parts = [part for part in folder.split("/") if part]
    for count in range(1, len(parts) + 1):
        beginning = "/".join(parts[:count])
        if fold(beginning) not in known:
            return beginning
    return None


def _ends_of_folders(vault: Vault) -> frozenset[str]:
    """The folded paths of the vault's folders, and what remains of each without its first ones."""
    ends: set[str] = set()
    for folder in vault.once(folders_of):
        while folder and folder not in ends:
            ends.add(folder)
            folder = folder.partition("/")[2]
    return frozenset(ends)
