"""A link to a heading that its note does not have: Obsidian opens the note at the top."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vaultlint.finding import Finding, Level, Safety
from vaultlint.note import Note
from vaultlint.rule import SUBPATHS, Change, NoOptions, rule
from vaultlint.vault import Vault

from ._within import dangling_links

if TYPE_CHECKING:
    from vaultlint.vault.places import Places


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.UNSAFE,
    changes={Change.LINKS, Change.HEADINGS, Change.PROPERTIES},
    uses_vault=True,
    needs=(SUBPATHS,),
)
def check(note: Note, options: NoOptions, vault: Vault) -> Iterator[Finding]:
    """Find links to absent headings; the fix writes the one heading that was surely meant."""
    if note.is_template:
        return
    own = None
    for dangling in dangling_links(note, vault, names_heading):
        from ._missing_heading import Instead, finding, instead_in  # nearly all reach something

        if dangling.own:
            own = instead = own or Instead(note)
        else:
            instead = instead_in(vault, dangling.path)
        if dangling.link.subpath[1:] not in instead.anchors:
            yield finding(note, dangling, instead)


def names_heading(subpath: str, places: Places) -> bool:
    """Whether a subpath that reaches nothing is meant for a heading, and not for a block."""
    part = subpath.strip("#").strip()
    return not part.startswith(("^", "[^")) and not places.has_block(part)
