"""A property that Obsidian ignores since 1.9: `tag`, `alias`, `cssclass`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vaultlint.finding import Finding, Fix, Level, Safety
from vaultlint.note import Note
from vaultlint.note.foreign import PLACEHOLDER_SIGN
from vaultlint.note.frontmatter import Property
from vaultlint.rule import Change, NoOptions, property_named, rule

if TYPE_CHECKING:
    from ._deprecated import Texts

PLURALS = {"tag": "tags", "alias": "aliases", "cssclass": "cssclasses"}
_FITTING_TYPES = frozenset((None, "text", "multitext", "tags", "aliases"))


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.PROPERTIES, Change.TAGS},
    needs=tuple(map(property_named, PLURALS)),
)
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find the properties by their names, where their values are what the plural takes."""
    if note.is_template:
        return
    from ._deprecated import meant_texts  # few notes have such a property

    seen: set[str] = set()  # of its twins `duplicate-property` speaks
    for entry in note.frontmatter.properties if note.frontmatter is not None else ():
        plural = PLURALS.get(entry.name.lower())
        if plural is None or plural in seen:
            continue
        seen.add(plural)
        if note.settings.property_types.get(entry.name.lower()) not in _FITTING_TYPES:
            continue  # the vault means something else by it
        if PLACEHOLDER_SIGN.search(note.text, *entry.value.span):
            continue
        texts = meant_texts(entry.value, plural)
        if texts is not None:
            message = f"Obsidian ignores the property `{entry.name}` since 1.9: it reads `{plural}`"
            yield Finding(entry.key.span, message, _fix(note, entry, plural, texts))


def _fix(note: Note, entry: Property, plural: str, texts: Texts) -> Fix | None:
    """Rename the property, or add what it says to the one that the note has already."""
    from vaultlint.properties.editing import remove_entry, rename_key  # few notes need it
    from vaultlint.properties.merging import merge_entries, replace_entry

    from ._deprecated import texts_with

    frontmatter = note.frontmatter
    other = frontmatter.get(plural) if frontmatter is not None else None
    if other is None:
        if texts.split:
            edits = replace_entry(note, entry, plural, texts.texts)
        else:
            edits = rename_key(note, entry, plural)
        title = f"rename it {plural}"
    else:
        both = texts_with(other.value, texts.texts, plural)
        if both is None:
            return None
        if len(both) > len(texts_with(other.value, (), plural) or ()):
            edits = merge_entries(note, other, both, entry)
        else:
            edits = remove_entry(note, entry)
        title = f"move it into {plural}"
    return None if edits is None else Fix(title, edits, texts.safety)
