"""Defaults of a schema, put into a note that lacks them."""

from __future__ import annotations

from collections.abc import Iterable

from vaultlint.finding import Edit, Span, apply_edits
from vaultlint.note import Note
from vaultlint.note.frontmatter import Property
from vaultlint.properties.editing import insert_entry, set_value
from vaultlint.schemas import Plain, Schema


def default_of(schema: Schema, name: str) -> Plain | list[Plain] | None:
    """What the schema wants in the property where it is missing, None if it does not say."""
    wanted = schema.property(name)
    default = None if wanted is None else wanted.default
    return list(default) if isinstance(default, tuple) else default


def fill_in(note: Note, entry: Property, default: Plain | list[Plain]) -> tuple[Edit, ...] | None:
    """The edits that give an empty property its default."""
    return set_value(note, entry, default)


def insert_defaults(
    note: Note, schema: Schema, names: Iterable[str]
) -> tuple[Edit, tuple[str, ...]] | None:
    """One edit that inserts all of the properties that have a default, and their names.

    One, because edits at one place are in each other's way. None if there is nothing to insert.
    """
    after, put_in = note, list[str]()
    for name in names:
        default = default_of(schema, name)
        edits = None if default is None else insert_entry(after, name, default)
        if edits is not None:
            after = Note.from_text(apply_edits(after.text, edits), note.path, note.settings)
            put_in.append(name)
    if not put_in:
        return None
    return _difference(note.text, after.text), tuple(put_in)


def _difference(before: str, after: str) -> Edit:
    """The edit that makes one text of another that holds all of it but for one insertion."""
    pairs = zip(before, after, strict=False)
    start = next((at for at, (old, new) in enumerate(pairs) if old != new), len(before))
    end = start + len(after) - len(before)
    return Edit(Span(start, start), after[start:end])
