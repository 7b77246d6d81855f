"""A note that no link leads to and that leads nowhere."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from vaultlint.finding import Finding, Level, Span
from vaultlint.note import Note
from vaultlint.rule import NoOptions, rule
from vaultlint.vault import Vault
from vaultlint.vault.whole import graph_of


@rule(level=Level.INFO, uses_vault=True, any_encoding=True)
def check(note: Note, options: NoOptions, vault: Vault) -> Iterator[Finding]:
    """Look the note up in the graph of the vault."""
    if note.encoding is not None or note.is_template:
        return
    graph = graph_of(vault)
    if not _holds(graph.reached, note.path) and not _holds(graph.leading, note.path):
        yield Finding(Span(0, 0), "no link leads to this note, and none from it to another")


def _holds(paths: Sequence[str], path: str) -> bool:
    at = bisect_left(paths, path)
    return at < len(paths) and paths[at] == path
