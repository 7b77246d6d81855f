"""Several tags or aliases in one text, which Obsidian takes for a single one since 1.9."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from vaultlint.finding import Finding, Fix, Level, Safety
from vaultlint.note import Note
from vaultlint.note.foreign import PLACEHOLDER_SIGN
from vaultlint.note.frontmatter import Property, Scalar
from vaultlint.properties.types import fits
from vaultlint.rule import ODD_TAGS, Change, NoOptions, property_named, rule

if TYPE_CHECKING:
    from ._split_text import Split

_NAMES = ("tags", "aliases")


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.PROPERTIES, Change.TAGS},
    needs=(ODD_TAGS, property_named("aliases")),
)
def check(note: Note, options: NoOptions) -> Iterable[Finding]:
    """Find texts in `tags` and `aliases` that were read as lists."""
    return _several_in_one(note) if _may_hold_text(note) else ()


def _several_in_one(note: Note) -> Iterator[Finding]:
    from ._excerpt import excerpt  # few notes need them
    from ._split_text import split_aliases, split_tags

    if note.frontmatter is None or note.is_template:
        return
    for entry in note.frontmatter.properties:
        name, value = entry.name.lower(), entry.value
        if name not in _NAMES or not isinstance(value, Scalar):
            continue
        text = value.value
        if not isinstance(text, str) or PLACEHOLDER_SIGN.search(text):
            continue
        split = split_tags(text) if name == "tags" else split_aliases(text)
        if split is not None:
            yield _finding(note, entry, excerpt(text), split)


def _may_hold_text(note: Note) -> bool:
    """Whether one of the properties may be no list; most notes that have aliases list them."""
    written = note.written_values
    return written is None or any(
        name.lower() in _NAMES and source not in ("", "-") and source[0] != "["
        for name, source in written
    )


def _finding(note: Note, entry: Property, text: str, split: Split) -> Finding:
    from vaultlint.properties.editing import set_value  # few notes need it

    message = f"`{entry.name}` is the text `{text}`, which is no tag: several tags need a list"
    level = None
    if entry.name.lower() == "aliases":
        message = f"`{entry.name}` is the text `{text}`, which Obsidian takes for a single alias"
        level = None if split.sure else Level.INFO
    valid = [bool(fits(Scalar(entry.value.span, part), entry.name.lower())) for part in split.parts]
    helps = any(valid) if split.sure else all(valid)
    edits = set_value(note, entry, split.parts) if helps else None
    fix = None
    if edits is not None:
        safety = Safety.SAFE if split.sure else Safety.UNSAFE
        fix = Fix(f"make it a list of {len(split.parts)}", edits, safety)
    return Finding(entry.value.span, message, fix, level)
