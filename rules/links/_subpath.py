"""The heading or block that a link names: where it stands, and another written in its place."""

from __future__ import annotations

from vaultlint.finding import Edit, Span
from vaultlint.lazy import lazy
from vaultlint.note import Link, Note
from vaultlint.note.links import whole_link
from vaultlint.vault.linktext import encoded

from ._rewrite import renames_heading

_BLANKS = " \t\u00a0"
_BREAKS = lazy(r"[|\\`<>$\r\n]|\[\[|\]\]|%%|\]\Z")  # what would be read before the link is


def subpath_span(note: Note, link: Link) -> Span:
    """Where the link's subpath is written; the whole target where the source does not hold it."""
    start, end = link.target
    mark = note.text.find("#", start, end)
    if mark < 0 or (len(link.parts) < 2 and link.kind != "reference"):
        return link.target
    return Span(mark, mark + len(note.text[mark:end].rstrip(_BLANKS)))


def rewrite_subpath(note: Note, link: Link, subpath: str) -> Edit | None:
    """The edit that writes another subpath, "#" included, into one of the note's links.

    None where it cannot be written so that it is read like this, and where it would rename a
    heading, so that links to the heading would lose it.
    """
    if link.kind == "reference" or len(link.parts) < 2 or _BREAKS.search(subpath):
        return None
    if link.property is not None and ('"' in subpath or "'" in subpath):
        return None  # it would have to be escaped in the YAML
    pointed = note.text[link.target.start - 1] == "<"
    written = subpath if link.kind == "wikilink" else encoded(subpath, pointed=pointed)
    edit = Edit(subpath_span(note, link), written)
    start, end = link.span.start + link.embed, link.span.end
    new = note.text[start : edit.span.start] + written + note.text[edit.span.end : end]
    read = whole_link(new, 0, len(new))
    if read is None or (read.path, read.subpath) != (link.path, subpath):
        return None
    return None if renames_heading(note, link, edit) else edit


def file_name(path: str) -> str:
    """A file as a message names it."""
    return path[path.rfind("/") + 1 :]
