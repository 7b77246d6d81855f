"""A canvas that Obsidian cannot open, or that names nodes, files or notes that do not exist."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Level
from vaultlint.note import Note
from vaultlint.rule import NoOptions, rule
from vaultlint.vault import Vault


@rule(level=Level.ERROR, preset="recommended", uses_vault=True, files=("canvas",))
def check(note: Note, options: NoOptions, vault: Vault) -> Iterator[Finding]:
    """Find what is no JSON Canvas (section 9.1), and then what its nodes and cards name."""
    from ._canvases import problems  # most vaults have no canvas

    yield from problems(note, vault)
