"""What a note has instead of a heading that a link looks for there."""

from __future__ import annotations

import re

from vaultlint.finding import Finding, Fix, Level, Safety
from vaultlint.note import Note
from vaultlint.note.headings import compare_form
from vaultlint.note.outline import find_outline
from vaultlint.vault import Vault

from ._links import shown
from ._meant_heading import HeadingNames
from ._subpath import file_name, rewrite_subpath, subpath_span
from ._within import Dangling

_ANCHOR = re.compile(r"\b(?:id|name)[ \t]*+=[ \t]*+[\"']?([^\"'\s>]++)")
_NOT_IN_SLUG = re.compile(r"[^\w\- ]")


class Instead:
    """What a note has besides the headings that links reach.

    names: its headings, for suggestions. contained: the compare forms of the headings that stand in
    quotes and lists. anchors: the places that HTML names, to which other programs lead.
    """

    def __init__(self, note: Note) -> None:
        self.names = HeadingNames(
            (entry.text, entry.level) for entry in find_outline(note).entries if entry.sure
        )
        text = note.text
        self.anchors = frozenset(_ANCHOR.findall(text) if "<" in text else ())
        self.contained = frozenset(
            compare_form("\n".join(text[start:end] for start, end in block.pieces))
            for block in note.blocks
            if block.kind == "heading" and block.depth
        )


def instead_in(vault: Vault, path: str) -> Instead:
    """What the note at a vault path has."""
    return vault.once(_of_path, path)


def finding(note: Note, dangling: Dangling, instead: Instead) -> Finding:
    """What to say of a link to a heading that is not there; the fix writes the one it meant."""
    link, subpath = dangling.link, dangling.link.subpath
    span = subpath_span(note, link)
    where = "this note" if dangling.own else file_name(dangling.path)
    name = shown(subpath.lstrip("#"))
    cause = f"no heading {name} in {where}"
    if compare_form(subpath.rpartition("#")[2]) in instead.contained:
        message = f"`#{name}` stands in a quote or a list of {where}, where no link reaches it"
        return Finding(span, message, cause=cause)
    message = f"{where} has no heading `#{name}`"
    meant = instead.names.meant(subpath)
    if meant is None:
        return Finding(span, message, cause=cause)
    edit = rewrite_subpath(note, link, meant)
    fix = None if edit is None else Fix(f"link to {meant}", (edit,), Safety.UNSAFE)
    if link.kind != "wikilink" and _slug(meant) == subpath[1:]:
        message += f", for Obsidian calls it `{shown(meant)}`"
        return Finding(span, message, fix, level=Level.INFO, cause=cause)
    return Finding(span, f"{message}; did you mean `{shown(meant)}`?", fix, cause=cause)


def _slug(subpath: str) -> str:
    """What GitHub and most generators of sites call a heading, which to Obsidian means nothing."""
    return _NOT_IN_SLUG.sub("", subpath.lower()).replace(" ", "-")


def _of_path(vault: Vault, path: str) -> Instead:
    return Instead(vault.note(path))
