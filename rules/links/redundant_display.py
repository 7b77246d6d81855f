"""A display text that says what the link would show without it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Set

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.note import Link, Note
from vaultlint.rule import Change, NoOptions, in_wikilinks, rule
from vaultlint.vault import Vault

from ._links import shown

_BLANKS = " \t"


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.LINKS, Change.HEADINGS, Change.PROPERTIES},
    uses_vault=True,
    needs=(in_wikilinks("|"),),
)
def check(note: Note, options: NoOptions, vault: Vault) -> Iterable[Finding]:
    """Find `[[Note|Note]]`; the fix leaves `[[Note]]`."""
    written = note.written_wikilinks
    repeated = {path for one in written if "|" in one and (path := _repeated(one))}
    return _findings(note, vault, repeated) if repeated else ()


def _findings(note: Note, vault: Vault, repeated: Set[str]) -> Iterator[Finding]:
    for link in note.links_that(lambda kind, path: kind == "wikilink" and path in repeated):
        written = note.text[link.span.start : link.span.end]
        if len(link.parts) < 2 or link.size or not _repeated(written.removeprefix("!")):
            continue
        if _is_spelt_otherwise(note, vault, link):
            continue
        from ._rewrite import renames_heading  # few notes hold any

        edit = Edit(Span(_target_end(note.text, link), link.parts[-1].start), "")
        # Links elsewhere that reach the heading by its text would lose it.
        safety = Safety.UNSAFE if renames_heading(note, link, edit) else Safety.SAFE
        yield Finding(
            link.span,
            f"`{shown(written)}` shows the same without its display text",
            Fix("leave out the display text", (edit,), safety),
        )


def _repeated(written: str) -> str:
    """The path of the wikilink `written` where its display text is just that path, else "".

    A link to a heading is shown differently by Obsidian's two views, so it may need one.
    """
    target, _, display = written[2:-2].partition("|")
    path = target.removesuffix("\\").strip(_BLANKS)
    return path if path == display.strip(_BLANKS) and "#" not in path else ""


def _is_spelt_otherwise(note: Note, vault: Vault, link: Link) -> bool:
    """Whether link-case has the target written otherwise: then the display text says something."""
    if vault.opens_plainly(link.path):
        return False
    target = vault.resolve(link.path, note.path).path
    return target is not None and link.path not in unicodedata.normalize("NFC", target)


def _target_end(text: str, link: Link) -> int:
    """Where the target ends, without the blanks behind it."""
    start, end = link.target
    return start + len(text[start:end].rstrip(_BLANKS))
