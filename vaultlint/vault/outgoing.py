"""What a file refers to: the links of a note, the nodes and cards of a canvas, the texts of a base."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from vaultlint.finding import Span
from vaultlint.kinds import kind_of
from vaultlint.note import Note


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
    """Everything that a note, canvas or base refers to within the vault, in order of place."""
    kind = kind_of(note.path)
    if kind == "note":
        return tuple(_of_note(note))
    return ()


def _of_note(note: Note) -> Iterator[Outgoing]:
    if "[[" not in note.text and "](" not in note.text and "]:" not in note.text:
        return
    for link in note.links:
        if not link.external:
            written = note.text[slice(*link.span)]
            yield Outgoing(link.path, link.subpath, link.embed, False, link.span, written)
