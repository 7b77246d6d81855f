"""Edits that change the name and the value of a property at once, or make one property of two."""

from __future__ import annotations

from vaultlint.finding import Edit
from vaultlint.note import Note
from vaultlint.note.frontmatter import Property
from vaultlint.properties.editing import Edits, remove_entry, rename_key, set_value, value_edits
from vaultlint.properties.region import NewValue, proved, region_of, said, says_of, whole_region
from vaultlint.properties.writing import write_key


def replace_entry(note: Note, entry: Property, name: str, value: NewValue) -> Edits | None:
    """Give a property another name and another value, as `rename_key` and `set_value` would."""
    region = region_of(note, entry)
    edits = value_edits(note.text, entry, value)
    if region is None or edits is None or rename_key(note, entry, name) is None:
        return None
    edits.append(Edit(entry.key.span, write_key(name)))
    return proved(note, region, edits, [(says_of(name), says_of(value))])


def merge_entries(note: Note, entry: Property, value: NewValue, gone: Property) -> Edits | None:
    """Set a property to a value, and remove another one that said a part of it."""
    region = whole_region(note)
    changed: Edits | None = ()
    if says_of(value) != said(entry.value):
        changed = set_value(note, entry, value)
    removed = remove_entry(note, gone)
    if region is None or changed is None or removed is None:
        return None
    says = [
        (said(each.key), says_of(value) if each.key is entry.key else said(each.value))
        for each in region.entries
        if each.key is not gone.key
    ]
    return proved(note, region, (*changed, *removed), says)
