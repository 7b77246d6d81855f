"""Names of notes and of folders that went through the wrong encoding."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from vaultlint.encoding import Certainty, Repair, find_repairs
from vaultlint.finding import Finding, Level, Span
from vaultlint.note import Note
from vaultlint.vault import Vault
from vaultlint.vault.whole import words_in

from ._talk import is_about_encodings
from ._telling import visible

_START = Span(0, 0)
_VERBS = {
    Certainty.CERTAIN: "should be",
    Certainty.DOUBTFUL: "should probably be",
    Certainty.GUESSED: "may once have been",
}


def damaged_names(note: Note, vault: Vault) -> Iterator[Finding]:
    """A finding for the note's name, and for each folder of which it is the first note."""
    path = note.path
    repairs = find_repairs(path, known=lambda word: words_in(vault).holds(word))
    if repairs and is_about_encodings(f"{path}\n{note.text}"):
        return  # it may well be named after what it is about
    start = 0
    while repairs and start < len(path):
        end = path.find("/", start)
        is_folder = end >= 0
        span = Span(start, end if is_folder else len(path))
        inside = [repair for repair in repairs if span.contains(repair.span)]
        if inside and (not is_folder or _is_first(path, path[: end + 1], vault)):
            yield _finding(path, span, inside, is_folder=is_folder)
        start = span.end + 1


def _is_first(path: str, folder: str, vault: Vault) -> bool:
    """Whether it is the first note in the folder."""
    notes = vault.files.notes
    return notes[bisect_left(notes, folder) : 1 + bisect_left(notes, folder)] == (path,)


def _finding(path: str, span: Span, repairs: list[Repair], *, is_folder: bool) -> Finding:
    name = path[span.start : span.end]
    what = f"the {'folder' if is_folder else 'file'} name `{visible(name)}`"
    worst = max((repair.certainty for repair in repairs), key=lambda certainty: certainty.value)
    if worst is Certainty.LOST or any(repair.replacement is None for repair in repairs):
        return Finding(_START, f"{what} lost a character to the wrong encoding")
    for repair in reversed(repairs):
        at = repair.span.start - span.start, repair.span.end - span.start
        name = name[: at[0]] + (repair.replacement or "") + name[at[1] :]
    level = None if worst is Certainty.CERTAIN else Level.WARNING
    return Finding(_START, f"{what} {_VERBS[worst]} `{visible(name)}`", level=level)
