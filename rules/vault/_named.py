"""What the expressions of a base name that is not there: notes, files, folders."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.base import Base, Named
from vaultlint.finding import Finding, Level, Span
from vaultlint.kinds import extension_of
from vaultlint.note import Note
from vaultlint.vault import Vault
from vaultlint.vault.attachments import ACCEPTED, suggest_attachment
from vaultlint.vault.index import fold
from vaultlint.vault.suggest import suggest_note

from ..links._absent import folders_of
from ..links._no_note import is_no_name
from ._exact import absent_place, is_doubtful, shorten


def absent_names(base: Base, file: Note, vault: Vault) -> Iterator[Finding]:
    """A finding for each name that nothing in the vault has.

    As with links, many are yet to be written: they are `info`, and `warning` where an attachment is
    missing or something else was surely meant.
    """
    for named, span in base.names:
        if is_doubtful(named.path) or is_no_name(named.path):
            continue
        if named.kind == "folder":
            yield from _folder(named, span, vault)
        elif named.kind == "path":
            yield from _path(named, span, file, vault)
        else:
            yield from _link(named, span, file, vault)


def _link(named: Named, span: Span, file: Note, vault: Vault) -> Iterator[Finding]:
    target = vault.resolve(named.path, file.path)
    if target.uncertain:
        return
    if target.path is not None:
        place = absent_place(vault, target.path, named.subpath)
        if place is not None:
            yield Finding(span, place, level=Level.WARNING)
        return
    if extension_of(named.path) in ACCEPTED or named.kind == "image":
        meant = suggest_attachment(vault, named.path, file.path)
        message, cause = f"`{shorten(named.path)}` does not exist", f"no file {named.path}"
        yield _absent(span, message, meant, cause, Level.WARNING)
    else:
        meant = suggest_note(vault, named.path, file.path)
        message, cause = f"`{shorten(named.path)}` has no note", f"no note {named.path}"
        yield _absent(span, message, meant and meant[:-3], cause, Level.INFO)


def _path(named: Named, span: Span, file: Note, vault: Vault) -> Iterator[Finding]:
    """A path that `file.path` is compared to, with its extension and from the root."""
    path = named.path.strip("/")
    if vault.files.at(path):
        return
    with_extension = vault.files.at(path + ".md")
    meant = with_extension[0] if with_extension else suggest_note(vault, path, file.path)
    message = f"no file has the path `{shorten(path)}`"
    yield _absent(span, message, meant, f"no file {path}", Level.INFO)


def _folder(named: Named, span: Span, vault: Vault) -> Iterator[Finding]:
    if fold(named.path.strip("/")) in vault.once(folders_of):
        return
    message = f"no file lies in a folder `{shorten(named.path)}`"
    yield _absent(span, message, None, f"no folder {named.path}", Level.INFO)


def _absent(span: Span, message: str, meant: str | None, cause: str, level: Level) -> Finding:
    if meant is not None:
        message, level = f"{message}; did you mean `{shorten(meant)}`?", Level.WARNING
    return Finding(span, message, level=level, cause=shorten(cause))
