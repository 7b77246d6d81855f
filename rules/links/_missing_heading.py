"""What a note has instead of a heading that a link looks for there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from vaultlint.finding import Finding, Fix, Level, Safety
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.headings import compare_form
from vaultlint.note.outline import find_outline
from vaultlint.vault import Vault

from ._links import shown
from ._meant_heading import HeadingNames, visible
from ._subpath import file_name, rewrite_subpath, subpath_span
from ._within import Dangling

_ANCHOR = lazy(r"\b(?:id|name)[ \t]*+=[ \t]*+[\"']?([^\"'\s>]++)")
_LONGEST = 200  # characters of a heading that are looked at
_NOT_IN_SLUG = lazy(r"[^\w\- ]")


class Instead:
    """What a note has besides the headings that links reach.

    names: its headings, for suggestions. contained: the compare forms of the headings that stand in
    quotes and lists. slugs: what other programs call its headings. anchors: the places that HTML
    names, to which they lead too.
    """

    def __init__(self, note: Note) -> None:
        headings = [entry for entry in find_outline(note).entries if entry.sure]
        self.names = HeadingNames((entry.text, entry.level) for entry in headings)
        self.slugs = frozenset(_slugs(entry.text for entry in headings))
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
    level = Level.INFO if link.kind != "wikilink" and subpath[1:] in instead.slugs else None
    meant = instead.names.meant(subpath)
    if meant is None:
        message += ", though other programs may find it" if level else ""
        return Finding(span, message, level=level, cause=cause)
    if level is None:
        message += f"; did you mean `{shown(meant)}`?"
    else:
        message += f", for Obsidian calls it `{shown(meant)}`"
    edit = rewrite_subpath(note, link, meant)
    fix = None if edit is None else Fix(f"link to {meant}", (edit,), Safety.UNSAFE)
    return Finding(span, message, fix, level=level, cause=cause)


def _slugs(texts: Iterable[str]) -> Iterator[str]:
    """What GitHub and most generators of sites call headings, which to Obsidian means nothing."""
    known: Counter[str] = Counter()
    for text in texts:
        slug = _NOT_IN_SLUG.sub("", visible(text[:_LONGEST]).strip().lower()).replace(" ", "-")
        yield f"{slug}-{known[slug]}" if known[slug] else slug
        known[slug] += 1


def _of_path(vault: Vault, path: str) -> Instead:
    return Instead(vault.note(path))
