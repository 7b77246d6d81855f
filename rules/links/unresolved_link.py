"""A link to a note that does not exist; with what was probably meant, where that is plain."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Level, Safety, Span
from vaultlint.note import Link, LinkKind, Note
from vaultlint.rule import Change, NoOptions, rule
from vaultlint.vault import Vault
from vaultlint.vault.index import fold

from ._links import shown
from ._no_note import means_no_note, never_means_note


@rule(
    level=Level.INFO,
    preset="recommended",
    fixes=Safety.UNSAFE,
    changes={Change.LINKS, Change.HEADINGS, Change.PROPERTIES},
    uses_vault=True,
    needs=("[[", "](", "]:"),
)
def check(note: Note, options: NoOptions, vault: Vault) -> Iterator[Finding]:
    """Find links to absent notes; the fix writes the one note that was surely meant."""

    def may_be_unresolved(kind: LinkKind, path: str) -> bool:
        if not vault.is_listed and never_means_note(kind, path):
            return False  # no reason to find out all files
        return not (vault.opens(path, note.path) or never_means_note(kind, path))

    possible = note.possible_links
    if possible is not None and vault.all_plain((*possible.wikilinks, *possible.markdown)):
        return
    definitions: set[Span] = set()
    for link in note.links_that(may_be_unresolved):
        resolution = vault.resolve(link.path, note.path)
        if resolution.path is not None or resolution.uncertain or link.target in definitions:
            continue
        if means_no_note(link, resolution, note.path, vault):
            continue
        if link.kind == "reference":
            definitions.add(link.target)  # however often it is used, it is written once
        cause = f"no note {shown(link.path)}"
        message = f"{_as_link(link, link.path)} has no note"
        from vaultlint.vault.suggest import suggest_note  # most vaults' links open something

        from ._rewrite import linktext

        meant = suggest_note(vault, link.path, note.path)
        written = None if meant is None else linktext(note, vault, link, meant)
        if meant is None or written is None:
            yield Finding(link.target, message, cause=cause)
            continue
        message = f"{message}; did you mean {_as_link(link, written)}?"
        fix = _fix(note, vault, link, meant, written)
        yield Finding(link.target, message, fix, level=Level.WARNING, cause=cause)


def _as_link(link: Link, path: str) -> str:
    path = shown(path)
    return f"`{'!' * link.embed}[[{path}]]`" if link.kind == "wikilink" else f"`{path}`"


def _fix(note: Note, vault: Vault, link: Link, meant: str, written: str) -> Fix | None:
    """Write another path; heading, display text and style stay, and an alias stays readable."""
    from ._rewrite import rewrite_path

    is_alias = meant in vault.aliases().get(fold(link.path), ())
    edit = rewrite_path(note, link, written, meant, name=link.path if is_alias else None)
    return None if edit is None else Fix(f"link to {meant}", (edit,), Safety.UNSAFE)
