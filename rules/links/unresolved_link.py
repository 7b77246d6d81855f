"""A link to a note that does not exist; with what was probably meant, where that is plain."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.note import Link, LinkKind, Note
from vaultlint.rule import Change, NoOptions, rule
from vaultlint.vault import Vault
from vaultlint.vault.index import fold

from ._links import names_heading, path_span, shown
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

        meant = suggest_note(vault, link.path, note.path)
        written = None if meant is None else _linktext(vault, meant, note.path, link)
        if meant is None or written is None:
            yield Finding(link.target, message, cause=cause)
            continue
        message = f"{message}; did you mean {_as_link(link, written)}?"
        fix = _fix(note, vault, link, meant, written)
        yield Finding(link.target, message, fix, level=Level.WARNING, cause=cause)


def _as_link(link: Link, path: str) -> str:
    path = shown(path)
    return f"`{'!' * link.embed}[[{path}]]`" if link.kind == "wikilink" else f"`{path}`"


def _linktext(vault: Vault, target: str, source: str, link: Link) -> str | None:
    from vaultlint.vault.linktext import safe_linktext

    wished = vault.settings.new_link_format or "shortest"
    markdown = link.kind != "wikilink"
    return safe_linktext(vault.files, target, source, wished, markdown=markdown)


def _fix(note: Note, vault: Vault, link: Link, meant: str, written: str) -> Fix | None:
    """Write another path; heading, display text and style stay."""
    path = path_span(note, link)
    if path is None or names_heading(note, link):
        return None  # links elsewhere that reach the heading by its text would lose it
    if link.property is not None and any(sign in written for sign in "\"'\\"):
        return None  # it would have to be escaped in the YAML
    text = written
    if link.kind == "wikilink" and link.display is None and not link.embed and not link.subpath:
        text += _display(note, vault, link, meant, written)
    return Fix(f"link to {meant}", (Edit(path, text),), Safety.UNSAFE)


def _display(note: Note, vault: Vault, link: Link, meant: str, written: str) -> str:
    """The display text that keeps an alias readable, or a path short, as Obsidian adds it."""
    if meant in vault.aliases().get(fold(link.path), ()):
        display = link.path
    elif "/" in written:
        display = written[written.rfind("/") + 1 :]
    else:
        return ""
    block = note.block_at(link.span.start)
    in_table = link.property is None and block is not None and block.kind == "table"
    return ("\\|" if in_table else "|") + display
