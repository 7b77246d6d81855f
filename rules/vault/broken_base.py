"""A base that Obsidian cannot show, or that names notes, folders or views that do not exist."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Level
from vaultlint.kinds import kind_of
from vaultlint.note import Note
from vaultlint.rule import NoOptions, rule
from vaultlint.vault import Vault


@rule(
    level=Level.ERROR,
    preset="recommended",
    uses_vault=True,
    in_code=True,
    needs=("base",),
    files=("base", "note"),
)
def check(note: Note, options: NoOptions, vault: Vault) -> Iterator[Finding]:
    """Look at a base (section 9.2), at the bases in a note, and at its links to views of a base."""
    if kind_of(note.path) == "base":
        from vaultlint.base import Base  # few files are one, and it takes a YAML parser with it

        from ._bases import broken

        yield from broken(Base(note), note, vault)
        return
    from vaultlint.base.fences import bases_in, may_hold_base

    if may_hold_base(note.text):
        from ._bases import broken

        for base in bases_in(note):
            yield from broken(base, note, vault)
    if ".base#" in note.text:
        from ._bases import unknown_views

        yield from unknown_views(note, vault)
