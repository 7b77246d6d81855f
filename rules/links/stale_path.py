"""A path that leads nowhere any more, and opens a file only because the file's own path ends so."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Level, Safety
from vaultlint.note import Note
from vaultlint.rule import ODD_LINKS, Change, NoOptions, rule
from vaultlint.vault import Resolution, Vault

from ._links import as_link, leads_from_note, odd_links, path_span, shown, written_once


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.LINKS, Change.HEADINGS, Change.PROPERTIES},
    uses_vault=True,
    needs=(ODD_LINKS,),
)
def check(note: Note, options: NoOptions, vault: Vault) -> Iterator[Finding]:
    """Find links whose path is neither one from the root nor from the note; the fix writes one."""
    if note.is_template:
        return  # where the note will lie that is made of it decides what its paths mean

    def is_stale(path: str, resolution: Resolution) -> bool:
        found_by_end = resolution.how in ("own folder", "shortest") and "/" in path
        sure = not (resolution.tie or resolution.uncertain)
        return found_by_end and sure and not leads_from_note(path, note.path, resolution.path or "")

    for link in written_once(odd_links(note, vault, is_stale)):
        from ._rewrite import retarget  # few vaults hold any

        target = vault.resolve(link.path, note.path).path
        if target is None:
            continue
        edit = retarget(note, vault, link, target)
        yield Finding(
            path_span(note, link) or link.target,
            f"{as_link(link)} is no path of a file; it opens {shown(target)}, which ends so",
            None if edit is None else Fix(f"link to {target}", (edit,), Safety.SAFE),
        )
