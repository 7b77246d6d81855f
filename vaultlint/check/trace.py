"""What is to be remembered of a note that was checked, besides its result."""

from __future__ import annotations

import time
from typing import NamedTuple

from vaultlint.active import ActiveRules
from vaultlint.cache import SETTLED, Signature, digest
from vaultlint.lint import NoteResult, check_apart, unreadable
from vaultlint.note import Note
from vaultlint.note.source import decode
from vaultlint.vault import Vault
from vaultlint.vault.facts import head_of
from vaultlint.vault.uses import Uses


class Trace(NamedTuple):
    """When a result still holds: content, and what was asked of the vault.

    signature: the file's before it was read, None where it had changed just then. digest: of its
    content. uses: what else the result depends on, each a name of `Uses` with the digest of the
    answer before it ("3a91… aliases"). opened: the link paths that open a file; files: the digest
    of all files if the vault was listed, with which they surely do. head: its properties, as they
    stand there.
    """

    signature: Signature | None
    digest: bytes
    uses: tuple[str, ...]
    opened: tuple[str, ...]
    files: str
    head: str


def settled_signature(vault: Vault, path: str) -> Signature | None:
    """The signature of a note's file; None where a change right now could leave it the same.

    Raises OSError.
    """
    signature = Signature.of(vault.status(path))
    return signature if signature.newest + SETTLED < time.time_ns() else None


class Reading(NamedTuple):
    """A file as it was read, or why it could not be.

    signature: as of a `Trace`; None too where nobody asked for it.
    """

    path: str
    note: Note | OSError
    signature: Signature | None = None


def read(path: str, vault: Vault, *, signed: bool) -> Reading:
    """Read a file. signed: whether its signature is taken before."""
    try:
        signature = settled_signature(vault, path) if signed else None
        return Reading(path, vault.note_to_check(path), signature)
    except OSError as error:
        return Reading(path, error)


def check_traced(
    reading: Reading, vault: Vault, rules: ActiveRules, *, costly: bool = True
) -> tuple[NoteResult, Trace | None]:
    """Check a note by itself. It has no trace if it could not be read, or a rule failed in it.

    costly: whether it may have one that takes a look at the whole vault, as what owes to the names
    of all files or to all aliases does.
    """
    path, note, signature = reading
    if isinstance(note, OSError):
        return unreadable(path, note), None
    vault.record()
    result = check_apart(note, vault, rules)
    uses = vault.record()
    if result.crashes or not (costly or all(name.startswith("note ") for name in uses.names)):
        return result, None
    return result, trace_of(note, signature, uses, vault)


def trace_of(note: Note, signature: Signature | None, uses: Uses, vault: Vault) -> Trace:
    """The trace of a note for which this was asked of the vault."""
    names = sorted(uses.names)
    return Trace(
        signature,
        digest(note.data),
        tuple(f"{vault.digest(name)} {name}" for name in names),
        () if "files" in names else tuple(sorted({*uses.opened})),
        vault.digest("files") if vault.is_listed else "",
        decode(head_of(note.data)),
    )
