"""Which links open a file and reach nothing in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from vaultlint.note import Link, LinkKind, Note
from vaultlint.note.links import wikilink
from vaultlint.vault import Vault

from ._links import written_once

if TYPE_CHECKING:
    from vaultlint.vault.places import Places

# Of a Markdown link's destination and all that follows it, on its line and, where it may stand
# there, on the next one.
_DESTINATION = re.compile(r"\]\([ \t]*+(?:\r\n?|\n)?+[ \t>]*+(?!https?://)[^\r\n]*+")


class Dangling(NamedTuple):
    """A link that opens a file and reaches nothing in it, and what can be reached there.

    path: of the file, from the vault's root. own: whether it is the link's own note.
    """

    link: Link
    path: str
    own: bool
    places: Places


def dangling_links(
    note: Note, vault: Vault, concerns: Callable[[str, Places], bool]
) -> Iterator[Dangling]:
    """The links of a note that surely open a file in which their subpath surely reaches nothing.

    `concerns(subpath, places)` says which subpaths matter. Nearly all links reach something, and
    their text alone tells: only for the others is the note parsed.
    """
    known: dict[str, tuple[str, Places]] = {}

    def opened(path: str) -> tuple[str, Places]:
        if path not in known:
            known[path] = _opened(note, vault, path)
        return known[path]

    def dangles(path: str, subpath: str) -> bool:
        places = opened(path)[1]
        return places.reaches(subpath) is False and concerns(subpath, places)

    possible = note.possible_links
    written = [text for text in note.written_wikilinks if "#" in text]
    wikilinks = (wikilink(text, 0, len(text), embed=False) for text in written)
    paths = {link.path for link in wikilinks if dangles(link.path, link.subpath)}
    others = any("#" in rest for rest in _DESTINATION.findall(note.text))
    if possible is not None and not paths and not others:
        return

    def may_dangle(kind: LinkKind, path: str) -> bool:
        return path in paths if kind == "wikilink" else others

    links = note.internal_links if possible is None else note.links_that(may_dangle)
    for link in written_once(links):
        if link.subpath and dangles(link.path, link.subpath):
            path, places = opened(link.path)
            if not _is_misshapen(note, link, places):
                yield Dangling(link, path, path == note.path, places)


def _is_misshapen(note: Note, link: Link, places: Places) -> bool:
    """Whether the link is malformed-link's, a search, or encoded-link's, or its meaning uncertain.

    Where a Markdown link holds "%23", it may or may not begin a subpath (section 12, question 12).
    """
    if link.kind != "wikilink":
        return note.text.find("%23", *link.target) >= 0
    from ._decoded import decoded_subpath

    searched = not link.path and link.subpath.startswith("##")
    return searched or decoded_subpath(places, link.subpath) is not None


def _opened(note: Note, vault: Vault, linkpath: str) -> tuple[str, Places]:
    """The file that a link path opens from the note, and what can be reached there."""
    from vaultlint.vault.places import UNKNOWN, places_in

    path = vault.surely_opened(linkpath, note.path)
    if path is None:
        return "", UNKNOWN
    return path, places_in(note) if path == note.path else vault.places(path)
