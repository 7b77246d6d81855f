"""Which links of a note the rules of this group look at, and where a link's path is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.finding import Span
from vaultlint.note import Link, Note
from vaultlint.note.zones import lies_in, outside

_BLANKS = " \t\u00a0"
_LONGEST_SHOWN = 120  # characters of a link in a message
_PLACEHOLDER = re.compile(r"\{\{|\}\}|<%|%>|\$\{")


def internal_links(note: Note) -> Iterator[Link]:
    """The links and embeds that lead into the vault, as somebody meant them.

    Links in templates, with placeholders, or in a drawing's data are a program's to make. The value
    of a Dataview field is foreign too, but its links are Obsidian's like any other.
    """
    fields = {mark.span for mark in note.inline.of("field")}
    zones = [zone for zone in note.zones if zone.kind == "foreign" and zone.span not in fields]
    free = outside(zones, len(note.text), ()) if zones else ()
    for link in note.links:
        if link.external or _PLACEHOLDER.search(note.text, *link.target):
            continue
        if not zones or lies_in(link.span, free):
            yield link


def path_span(note: Note, link: Link) -> Span | None:
    """Where the link's path is written, without blanks around it and without its subpath.

    None where the source does not hold it literally, as in a property with escapes.
    """
    if len(link.parts) < 2:
        return None
    start, end = link.target
    subpath = note.text.find("#", start, end)
    written = note.text[start : end if subpath < 0 else subpath]
    start += len(written) - len(written.lstrip(_BLANKS))
    return Span(start, start + len(written.strip(_BLANKS)))


def shown(written: str) -> str:
    """A link as a message shows it."""
    return written if len(written) <= _LONGEST_SHOWN else written[: _LONGEST_SHOWN - 1] + "…"


def names_heading(note: Note, link: Link) -> bool:
    """Whether the path is shown in a heading, so that another path would rename the heading."""
    block = note.block_at(link.span.start)
    return link.display is None and block is not None and block.kind == "heading"
