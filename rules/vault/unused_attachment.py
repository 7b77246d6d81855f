"""A picture, a recording or another attachment that nothing in the vault names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from vaultlint.finding import Finding, Level, Span
from vaultlint.kinds import is_shown
from vaultlint.note import Note
from vaultlint.rule import NoOptions, rule
from vaultlint.vault import Vault
from vaultlint.vault.whole import mentions_in

from ._names import shorten


@rule(level=Level.INFO, uses_vault=True, any_encoding=True, files=("attachment",))
def check(note: Note, options: NoOptions, vault: Vault) -> Iterator[Finding]:
    """Look for the name of an attachment in the whole vault."""
    path = note.path
    if not is_shown(path):
        return
    mentioned = mentions_in(vault).paths
    at = bisect_left(mentioned, path)
    if at == len(mentioned) or mentioned[at] != path:
        name = shorten(path[path.rfind("/") + 1 :])
        yield Finding(Span(0, 0), f"nothing in the vault names `{name}`")
