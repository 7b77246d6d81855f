"""One tag twice in the property `tags` of a note."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from vaultlint.finding import Finding, Fix, Level, Safety
from vaultlint.note import Note
from vaultlint.note.tags import property_tag
from vaultlint.rule import ODD_TAGS, Change, NoOptions, rule

from ._items import TagItem, TagItems, shown, tag_items


class Twin(NamedTuple):
    """An item and its tag, and the first item with that tag as it is spelt there."""

    item: TagItem
    name: str
    first: TagItem
    spelling: str

    @property
    def alike(self) -> bool:
        """Whether the two are spelt alike."""
        return self.name == self.spelling


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.PROPERTIES, Change.TAGS},
    needs=(ODD_TAGS,),
)
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find tags that equal an earlier one, without case as Obsidian compares (section 4.2)."""
    tags = tag_items(note)
    if tags is None:
        return
    firsts: dict[str, Twin] = {}
    twins: list[Twin] = []
    for item in tags.items:
        if name := property_tag(item.text):
            first = firsts.setdefault(name.lower(), Twin(item, name, item, name))
            twins.append(Twin(item, name, first.item, first.name))
    twins = [twin for twin in twins if twin.item is not twin.first]
    alike, others = _fix(tags, note, twins, alike=True), _fix(tags, note, twins, alike=False)
    for twin in twins:
        line = note.lines.number_at(twin.first.scalar.span.start) + 1
        words = f"is the same as `{shown(twin.spelling)}` on line {line} to Obsidian"
        if twin.alike:
            words = "stands here a second time"
        message = f"the tag `{shown(twin.name)}` {words}"
        yield Finding(twin.item.scalar.span, message, alike if twin.alike else others)


def _fix(tags: TagItems, note: Note, twins: list[Twin], *, alike: bool) -> Fix | None:
    """Remove all that are spelt alike, or all others; for those the first need not be better."""
    numbers = [twin.item.number for twin in twins if twin.alike is alike]
    if not numbers:
        return None
    from vaultlint.properties.editing import remove_items  # few notes need it

    edits = remove_items(note, tags.entry, numbers)
    safety = Safety.SAFE if alike else Safety.UNSAFE
    title = "remove it" if len(numbers) == 1 else "remove what stands twice"
    return None if edits is None else Fix(title, edits, safety)
