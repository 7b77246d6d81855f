"""What is wrong with a canvas, and with what its nodes and cards name."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.canvas import Canvas
from vaultlint.finding import Finding, Level, Span
from vaultlint.json import JsonString
from vaultlint.note import Note
from vaultlint.vault import Vault

from ._canvas_shape import misshapen
from ._cards import broken_links
from ._exact import absent_file, absent_place


def problems(note: Note, vault: Vault) -> Iterator[Finding]:
    """What makes the file no canvas; and if it is one, what it names that does not exist."""
    canvas = Canvas(note)
    if canvas.error is not None:
        if not canvas.error.doubtful:
            at = min(canvas.error.offset, len(note.text.rstrip()) - 1)
            message = f"Obsidian cannot open this canvas: {canvas.error.problem}"
            yield Finding(Span(at, at + 1), message)
        return
    yield from misshapen(canvas)
    for file, subpath in canvas.files:
        yield from _file(note, vault, file, subpath)
    for image in canvas.backgrounds:
        finding = absent_file(vault, note.path, image.value, image.inner, "the background")
        if finding is not None:
            yield finding
    for card in canvas.cards:
        yield from broken_links(card, vault)


def _file(
    note: Note, vault: Vault, file: JsonString, subpath: JsonString | None
) -> Iterator[Finding]:
    """What is wrong with a file node: no such file, or no such heading, block or view in it."""
    missing = absent_file(vault, note.path, file.value, file.inner, "the file")
    if missing is not None:
        yield missing
    elif subpath is not None:
        place = absent_place(vault, file.value, subpath.value)
        if place is not None:
            yield Finding(subpath.inner, place, level=Level.WARNING)
