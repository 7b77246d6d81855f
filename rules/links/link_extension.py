"""A wikilink written with the extension `.md`, which Obsidian leaves out and then shows."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.note import Note
from vaultlint.rule import Change, NoOptions, in_wikilinks, rule
from vaultlint.vault import Vault

from ._links import path_span, shown


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.LINKS, Change.HEADINGS, Change.PROPERTIES},
    uses_vault=True,
    needs=(in_wikilinks("."),),
)
def check(note: Note, options: NoOptions, vault: Vault) -> Iterator[Finding]:
    """Find `.md` in wikilinks and embeds that open the same note without it."""
    if ".md" not in note.wikilink_text.lower():
        return
    for link in note.links_that(lambda kind, path: kind == "wikilink" and _has_extension(path)):
        if not _opens_same(vault, link.path, note.path):
            continue
        written = path_span(note, link)
        if written is None or note.text[written.start : written.end][-3:].lower() != ".md":
            continue
        extension = Span(written.end - 3, written.end)
        edit = Edit(extension, "")
        # Links elsewhere that reach a heading by its text would lose it.
        from ._rewrite import renames_heading

        safety = Safety.UNSAFE if renames_heading(note, link, edit) else Safety.SAFE
        yield Finding(
            extension,
            f"`{'!' * link.embed}[[{shown(link.path)}]]` opens the same note without"
            f" `{note.text[extension.start : extension.end]}`",
            Fix("leave out the extension", (edit,), safety),
        )


def _has_extension(path: str) -> bool:
    return path[-3:].lower() == ".md"


def _opens_same(vault: Vault, path: str, source: str) -> bool:
    bare = path[:-3]
    if not _has_extension(path) or bare[-3:].lower() == ".md" or bare[-1:] in ("", "/", "]"):
        return False
    found, other = vault.resolve(path, source), vault.resolve(bare, source)
    sure = not (found.tie or found.uncertain or other.tie or other.uncertain)
    return sure and found.path is not None and found.path == other.path
