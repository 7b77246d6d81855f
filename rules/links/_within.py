"""Which links open a file and reach nothing in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from vaultlint.lazy import lazy
from vaultlint.note import Link, LinkKind, Note
from vaultlint.note.destination import interpret, split_target
from vaultlint.vault import Vault

from ._links import written_once

if TYPE_CHECKING:
    from vaultlint.vault.places import Places

# A Markdown link's path and its subpath, and what ends it where that is plainly its end. They are
# only looked at: where they are no link's, one may stand in them, as in `](a#b[c](d#e)`.
_MARKDOWN = lazy(
    r"\]\((?![A-Za-z][A-Za-z0-9+.-]++:|//)"
    r"(?=((?>(?:[^\x00-\x20\x7f()<>\\&#]++|\([^\x00-\x20\x7f()<>\\&#]*+\))*)"
    r"#[^\x00-\x20\x7f()<>\\&]*+)([) \t\r\n]?))"
)
_UNSURE = "?"  # no subpath, for it is not plain where it ends


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
    if note.possible_links is None:
        links: Iterable[Link] = note.internal_links
    else:
        wanted = {
            (kind, path)
            for kind, path, subpath, places in vault.kept(_possibly_dangling, note)
            if subpath == _UNSURE or concerns(subpath, places)
        }
        if not wanted:
            return
        links = note.links_that(lambda kind, path: (kind, path) in wanted)
    opened = cache(partial(_opened, vault, note))
    for link in written_once(links):
        if link.subpath:
            path, places = opened(link.path)
            if (
                places.reaches(link.subpath) is False
                and concerns(link.subpath, places)
                and not _is_misshapen(note, link, places)
            ):
                yield Dangling(link, path, path == note.path, places)


def _possibly_dangling(vault: Vault, note: Note) -> Sequence[tuple[LinkKind, str, str, Places]]:
    """At least every link of the note that surely opens a file and surely reaches nothing in it.

    Of each: its kind, path and subpath, and what can be reached there.
    """
    known: dict[str, Places] = {}
    found = []
    for kind, path, subpath in _possible(note):
        opened = vault.surely_opened(path, note.path) if subpath else None
        if opened is None:
            continue
        sure = subpath != _UNSURE
        if sure and opened != note.path and vault.plainly_reaches(opened, subpath):
            continue
        if opened not in known:
            known[opened] = _places(vault, note, opened)
        places = known[opened]
        if not sure or places.reaches(subpath) is False:
            found.append((kind, path, subpath, places))
    return found


def _possible(note: Note) -> Iterable[tuple[LinkKind, str, str]]:
    """At least every link of the note that has a subpath: its kind, path and subpath, each once."""
    found: list[tuple[LinkKind, str, str]] = []
    for written in note.written_wikilinks:
        if "#" in written:
            pipe = written.find("|", 3)
            inner = written[2 : pipe if pipe >= 0 else -2]
            found.append(("wikilink", *split_target(inner.removesuffix("\\"))))
    if note.possible_links is None or note.possible_links.has_subpath:
        for written, end in _MARKDOWN.findall(note.text):
            target = interpret(written)
            found.append(("markdown", target.path, target.subpath if end else _UNSURE))
    return dict.fromkeys(found)


def _is_misshapen(note: Note, link: Link, places: Places) -> bool:
    """Whether the link is malformed-link's, a search, or encoded-link's, or its meaning uncertain.

    Where a Markdown link holds "%23", it may or may not begin a subpath (section 12, question 12).
    """
    if link.kind != "wikilink":
        return note.text.find("%23", *link.target) >= 0
    from ._decoded import decoded_subpath

    searched = not link.path and link.subpath.startswith("##")
    return searched or decoded_subpath(places, link.subpath) is not None


def _opened(vault: Vault, note: Note, linkpath: str) -> tuple[str, Places]:
    """The file that a link path opens from the note, and what can be reached there."""
    path = vault.surely_opened(linkpath, note.path)
    if path is None:
        from vaultlint.vault.places import UNKNOWN

        return "", UNKNOWN
    return path, _places(vault, note, path)


def _places(vault: Vault, note: Note, path: str) -> Places:
    """What can be reached in a file that a link of the note opens."""
    if path != note.path:
        return vault.places(path)
    from vaultlint.vault.places import places_in

    return places_in(note)
