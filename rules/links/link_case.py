"""A link target spelt in another case than the file: other programs do not find it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Level, Safety
from vaultlint.note import Link, Note
from vaultlint.rule import ODD_LINKS, Change, NoOptions, rule
from vaultlint.vault import Resolution, Vault
from vaultlint.vault.index import fold

from ._links import as_link, leads_from_note, odd_links, path_span, shown, written_once

_ODD_SPACES = str.maketrans("\u00a0\u202f", "  ")  # Obsidian reads them as spaces (section 5.7)


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.LINKS, Change.HEADINGS, Change.PROPERTIES},
    uses_vault=True,
    needs=(ODD_LINKS,),
)
def check(note: Note, options: NoOptions, vault: Vault) -> Iterator[Finding]:
    """Find targets whose case is not the file's; the fix spells them as the file is spelt."""

    def is_misspelt(path: str, resolution: Resolution) -> bool:
        return _spelt(path, resolution, note.path) not in (path, None)

    for link in written_once(odd_links(note, vault, is_misspelt)):
        from ._rewrite import respell  # few notes hold any

        resolution = vault.resolve(link.path, note.path)
        spelt = _spelt(link.path, resolution, note.path)
        if spelt is None or resolution.path is None:
            continue
        edit = respell(note, vault, link, spelt, resolution.path)
        yield Finding(
            path_span(note, link) or link.target,
            f"{as_link(link)} opens {shown(resolution.path)}, which is spelt otherwise",
            None if edit is None else Fix(f"write {spelt}", (edit,), Safety.SAFE),
            level=Level.INFO if _is_word(link) else None,
        )


def _is_word(link: Link) -> bool:
    """Whether the name is what the sentence shows, so that its case was probably meant."""
    shows_name = link.display is None or link.display == link.path
    return (
        link.kind == "wikilink"
        and not link.embed
        and shows_name
        and "/" not in link.path
        and link.property is None
    )


def _spelt(path: str, resolution: Resolution, source: str) -> str | None:
    """The path of a link, each part spelt as in the file's own; None where that is not known.

    A path that is found only by its end is stale, and all of it will be written anew.
    """
    target = resolution.path
    if target is None or resolution.tie or resolution.uncertain:
        return None
    by_end = "/" in path and resolution.how in ("own folder", "shortest")
    if by_end and not leads_from_note(path, source, target):
        return None
    parts = path.split("/")
    names = unicodedata.normalize("NFC", target).translate(_ODD_SPACES).split("/")
    if fold(parts[-1]) != fold(names[-1]):
        names[-1] = names[-1][:-3]  # a link may leave out ".md"
    for at in range(1, min(len(parts), len(names)) + 1):
        if parts[-at] in ("", ".", ".."):
            break
        if fold(parts[-at]) != fold(names[-at]):
            return None
        parts[-at] = names[-at]
    return "/".join(parts)
