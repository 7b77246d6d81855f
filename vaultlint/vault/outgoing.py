"""What a file refers to: the links of a note, the nodes and cards of a canvas, a base's texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from vaultlint.finding import Span
from vaultlint.kinds import kind_of
from vaultlint.note import Link, Note

if TYPE_CHECKING:
    from vaultlint.base import Base


class Outgoing(NamedTuple):
    """One reference from a file into the vault.

    path and subpath: as a `Link` has them; the subpath begins with "#", both may be "". embed: what
    it names is shown in place. exact: the path is a vault path, not to be looked up. span: where
    it stands in the file's text. written: how it stands there.
    """

    path: str
    subpath: str
    embed: bool
    exact: bool
    span: Span
    written: str


def outgoing(note: Note) -> tuple[Outgoing, ...]:
    """Everything that a note, canvas or base refers to within the vault, in order of place.

    Of a base and of a base in a note: the notes and files that its expressions name.
    """
    kind = kind_of(note.path)
    if note.encoding is not None:
        return ()
    if kind == "note":
        found: Iterable[Outgoing] = _of_note(note)
    elif kind == "canvas":
        found = _of_canvas(note)
    elif kind == "base":
        found = _of_base(note)
    else:
        return ()
    return tuple(sorted(found, key=lambda reference: reference.span))


def _of_note(note: Note) -> Iterator[Outgoing]:
    if "[[" in note.text or "](" in note.text or "]:" in note.text:
        for link in note.links:
            if not link.external:
                yield _of_link(note, link, link.span)
    if "base" in note.text:
        from vaultlint.base.fences import bases_in

        for base in bases_in(note):
            yield from _of_names(note, base)


def _of_canvas(note: Note) -> Iterator[Outgoing]:
    from vaultlint.canvas import Canvas  # most vaults have none

    canvas = Canvas(note)
    for file, subpath in canvas.files:
        below = subpath.value if subpath is not None else ""
        yield Outgoing(file.value, below, True, True, file.inner, note.text[slice(*file.inner)])
    for image in canvas.backgrounds:
        yield Outgoing(image.value, "", True, True, image.inner, note.text[slice(*image.inner)])
    for card in canvas.cards:
        for link in card.note.links:
            if not link.external:
                yield _of_link(note, link, card.span(link.span))


def _of_base(note: Note) -> Iterator[Outgoing]:
    from vaultlint.base import Base  # most vaults have none, and it takes a YAML parser with it

    yield from _of_names(note, Base(note))


def _of_names(file: Note, base: Base) -> Iterator[Outgoing]:
    """What a base names; of folders it is not known which of their files are meant."""
    for named, span in base.names:
        if named.kind != "folder":
            embed, exact = named.kind == "image", named.kind == "path"
            written = file.text[slice(*span)]
            yield Outgoing(named.path, named.subpath, embed, exact, span, written)


def _of_link(file: Note, link: Link, span: Span) -> Outgoing:
    written = file.text[slice(*span)]
    return Outgoing(link.path, link.subpath, link.embed, False, span, written)
