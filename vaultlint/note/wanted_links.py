"""Those links of a note that a rule wants to see, found with no more parsing than they need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import compress
from typing import TYPE_CHECKING

from vaultlint.note.links import WIKILINK, Link, LinkKind
from vaultlint.note.plain_links import plain_links
from vaultlint.note.possible import markdown_closings

if TYPE_CHECKING:
    from vaultlint.note import Note

Test = Callable[[LinkKind, str], bool]


def wanted_links(note: Note, test: Test) -> Sequence[Link]:
    """Those of the note's internal links whose kind and path pass the test.

    A first look at the text says which may; if that is none of them, or all are plainly links, the
    note is not parsed, and if it is, only the blocks that hold one are scanned.
    """
    possible = note.possible_links
    if possible is None:
        return _passing(note.internal_links, test)
    wanted = [test("wikilink", path) for path in possible.wikilinks]
    closings: Sequence[int] = ()
    if any(test("markdown", path) for path in possible.markdown):
        closings = markdown_closings(note.text, lambda path: test("markdown", path))
    elif not any(wanted):
        return ()
    written = [*compress(note.written_wikilinks, wanted)]
    links = plain_links(note.text, note.signs, note.body_start, written, closings)
    if links is None:
        return _passing(_scanned(note, wanted, closings), test)
    head = note.body_start
    if (closings and closings[0] < head) or (written and note.text.find(written[0], 0, head) >= 0):
        links = _passing(_in_properties(note), test) + links
    return links


def _passing(links: Iterable[Link], test: Test) -> list[Link]:
    return [
        link
        for link in links
        if test("wikilink" if link.kind == "wikilink" else "markdown", link.path)
    ]


def _in_properties(note: Note) -> Iterable[Link]:
    """The internal links of the properties, in which no block makes anything foreign."""
    from vaultlint.note.zones import find_foreign, internal_links

    foreign = sorted(find_foreign(note.text, note.frontmatter, ()))
    return internal_links(note.text, note.frontmatter_links, foreign)


def _scanned(note: Note, wanted: Sequence[bool], closings: Sequence[int]) -> Iterable[Link]:
    """The internal links of the blocks that hold a wanted link, and of the properties."""
    from vaultlint.note.inline import scan_inline
    from vaultlint.note.zones import internal_links

    matches = zip(WIKILINK.finditer(note.text), wanted, strict=True)
    places = [match.start() for match, matters in matches if matters]
    links = scan_inline(note.text, note.blocks, sorted([*places, *closings])).links
    return internal_links(note.text, (*note.frontmatter_links, *links), note.foreign)
