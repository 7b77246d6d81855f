"""One tag twice in the property `tags` of a note."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Level, Safety
from vaultlint.note import Note
from vaultlint.note.tags import WHITESPACE, property_tag
from vaultlint.rule import Change, NoOptions, rule

from ._items import TagItem, TagItems, most_fixes, tag_items

_AROUND = WHITESPACE + "#/"  # around a tag, and no part of it


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.PROPERTIES, Change.TAGS},
    needs=("---",),
)
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find tags that equal an earlier one, without case as Obsidian compares (section 4.2)."""
    tags = tag_items(note)
    if tags is None or len(tags.items) < 2:
        return
    if len({item.text.strip(_AROUND).lower() for item in tags.items}) == len(tags.items):
        return
    left = most_fixes(note)
    firsts: dict[str, tuple[TagItem, str]] = {}
    for item in tags.items:
        name = property_tag(item.text)
        if not name:
            continue
        first, spelling = firsts.setdefault(name.lower(), (item, name))
        if first is item:
            continue
        line = note.lines.number_at(first.scalar.span.start) + 1
        message = f"the tag `{name}` stands here a second time"
        if name != spelling:
            message = f"the tag `{name}` is the same as `{spelling}` on line {line} to Obsidian"
        fix = _fix(note, tags, item, same=name == spelling) if left else None
        left -= fix is not None
        yield Finding(item.scalar.span, message, fix)


def _fix(note: Note, tags: TagItems, item: TagItem, *, same: bool) -> Fix | None:
    """Remove the item; unsafe if it is spelt otherwise, for the first need not be the better."""
    from vaultlint.properties.editing import remove_items  # few notes need it

    edits = remove_items(note, tags.entry, (item.number,))
    safety = Safety.SAFE if same else Safety.UNSAFE
    return None if edits is None else Fix("remove it", edits, safety)
