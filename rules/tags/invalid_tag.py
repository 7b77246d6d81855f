"""An item of the property `tags` that is no tag by Obsidian's rules, and gives the note none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from vaultlint.finding import Edit, Finding, Fix, Level, Safety
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.foreign import PLACEHOLDER_SIGN
from vaultlint.note.frontmatter import ListValue, Scalar
from vaultlint.note.tags import WHITESPACE, property_tag, tag_length, tag_run
from vaultlint.rule import ODD_TAGS, Change, RuleOptions, rule

from ._items import TagItem, TagItems, most_fixes, shown, tag_items

_PARTS = lazy(f"[,{WHITESPACE}]")
_BLANK = lazy(f"[{WHITESPACE}]+")
_AROUND_SIGN = lazy(" ?([-_/]) ?")
_BETWEEN_TAGS = lazy(f",|[{WHITESPACE}](?=#)")
# Joiners end a tag in Obsidian's index, but perhaps not in its editor: nothing is said of them.
_NO_JOINERS = str.maketrans("", "", "\u200c\u200d")


class Options(RuleOptions):
    """What the fix puts in place of blanks."""

    separator: Literal["-", "_", "/"] = "-"


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.UNSAFE,
    changes={Change.PROPERTIES, Change.TAGS},
    options=Options,
    needs=(ODD_TAGS,),
)
def check(note: Note, options: Options) -> Iterator[Finding]:
    """Find texts in the property `tags` that are no tags (obsidian.md sections 3.4, 4.1, 4.4)."""
    if all(map(property_tag, note.tag_texts)):
        return
    tags = tag_items(note)
    if tags is None:
        return
    left = most_fixes(note)
    for item in tags.items:
        if property_tag(item.text):
            continue  # which is known of most, for notes share their tags
        problem = _problem(item.text)
        if problem is None or PLACEHOLDER_SIGN.search(item.text):
            continue
        if not tags.listed and _PARTS.search(item.text.strip(WHITESPACE)):
            continue  # a text that holds several tags, of which `string-list` makes a list
        fix = _fix(note, tags, item, options.separator) if left else None
        left = max(0, left - 1)
        message = f"`{shown(item.text.strip())}` is no tag to Obsidian: {problem}"
        yield Finding(item.scalar.span, message, fix)


def _problem(text: str) -> str | None:
    """Why a text is no tag; None if it is one, or says nothing."""
    tag = text.strip(WHITESPACE).removeprefix("#").translate(_NO_JOINERS)
    if not tag[tag_length(tag, 0, len(tag)) :].strip("/"):
        return None
    run = tag_run(tag, 0, len(tag))
    if not tag[run:].strip("/"):
        return "it holds no letter, only digits"
    sign = tag[run]
    return "it holds a blank" if sign in WHITESPACE else f"it holds `{sign}`"


def _fix(note: Note, tags: TagItems, item: TagItem, separator: str) -> Fix | None:
    """Join the words of the item, or make two tags of two; None where no tag comes of it."""
    meant = [_joined(part, separator) for part in _BETWEEN_TAGS.split(item.text) if part.strip()]
    if not meant or not all(map(property_tag, meant)):
        return None
    from vaultlint.properties.editing import set_scalar, set_value  # few notes need it

    edits: tuple[Edit, ...] | None = None
    if len(meant) == 1:
        edits = set_scalar(note, item.scalar, meant[0])
    elif isinstance(tags.entry.value, ListValue):
        values = [value.value for value in tags.entry.value.items if isinstance(value, Scalar)]
        if len(values) == len(tags.entry.value.items):
            values[item.number : item.number + 1] = meant
            edits = set_value(note, tags.entry, values)
    return None if edits is None else Fix(f"write {', '.join(meant)}", edits, Safety.UNSAFE)


def _joined(text: str, separator: str) -> str:
    words = _BLANK.sub(" ", text.strip(WHITESPACE).lstrip("#").strip(WHITESPACE))
    return _AROUND_SIGN.sub(r"\1", words).rstrip("/").replace(" ", separator)
