"""A link to an alias, which Obsidian does not look up: it opens nothing."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Level, Safety
from vaultlint.note import Note
from vaultlint.rule import DEAD_LINKS, Change, NoOptions, rule
from vaultlint.vault import Vault

from ._absent import absent_links
from ._links import shown
from ._no_note import alias_target, without_md


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.LINKS, Change.HEADINGS, Change.PROPERTIES},
    uses_vault=True,
    needs=(DEAD_LINKS,),
)
def check(note: Note, options: NoOptions, vault: Vault) -> Iterator[Finding]:
    """Find links whose target is one note's alias; the fix names the note and shows the alias."""
    for link in absent_links(note, vault, "alias"):
        target = alias_target(vault, link.path, note.path)
        if target is None:
            continue
        from ._rewrite import retarget  # few notes hold any

        alias = without_md(link.path)
        edit = retarget(note, vault, link, target, name=alias)
        # With its extension it is the name of a file, which may have been another.
        safety = Safety.SAFE if alias == link.path else Safety.UNSAFE
        yield Finding(
            link.target,
            f"`{shown(alias)}` is no note, but an alias of `{shown(target)}`",
            None if edit is None else Fix(f"link to {target}", (edit,), safety),
        )
