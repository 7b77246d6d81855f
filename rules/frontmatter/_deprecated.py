"""What the properties that Obsidian ignores were meant to say (obsidian.md sections 2.3, 3.4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from vaultlint.finding import Safety
from vaultlint.note.frontmatter import ListValue, Scalar, Value
from vaultlint.note.tags import WHITESPACE
from vaultlint.properties.types import FORCED_TYPES, fits

from ._split_text import split_classes, split_tags

if TYPE_CHECKING:
    from vaultlint.properties.writing import Content


class Texts(NamedTuple):
    """The texts that a value stands for.

    split: they stand in one text, which the plural would not take apart. safety: how sure it is
    that they are several.
    """

    texts: tuple[str, ...]
    split: bool
    safety: Safety


def meant_texts(value: Value, plural: str) -> Texts | None:
    """The texts of a value that the plural takes; None if it takes no such value, or is empty.

    `alias: A, B` stays one alias, as `aliases: A, B` is one.
    """
    kind = FORCED_TYPES[plural]
    if isinstance(value, ListValue):
        texts = _texts_of(value)
        if not texts or fits(value, kind) is not True:
            return None
        return Texts(tuple(texts), split=False, safety=Safety.SAFE)
    text = value.value if isinstance(value, Scalar) else None
    if not isinstance(text, str) or not text.strip(WHITESPACE):
        return None
    if plural != "aliases":
        split = split_tags(text) if plural == "tags" else split_classes(text)
        if split is not None:
            whole = all(fits(Scalar(value.span, part), kind) for part in split.parts)
            safety = Safety.SAFE if split.sure else Safety.UNSAFE
            return Texts(split.parts, split=True, safety=safety) if whole else None
        if fits(value, kind) is not True:
            return None
    return Texts((text,), split=False, safety=Safety.SAFE)


def texts_with(value: Value, more: Sequence[str], plural: str) -> list[Content] | None:
    """The items of a value and what it lacks of some texts; None if it is nothing to add to."""
    items: list[Content] = []
    for item in value.items if isinstance(value, ListValue) else (value,):
        if not isinstance(item, Scalar):
            return None
        if item.value is not None or isinstance(value, ListValue):
            items.append(item.value)
    if not isinstance(value, ListValue) and items:
        text = items[0]
        if not isinstance(text, str) or (plural == "tags" and split_tags(text)):
            return None  # `string-list` makes a list of it first
    known = {_folded(item, plural) for item in items}
    for text in more:
        if _folded(text, plural) not in known:
            known.add(_folded(text, plural))
            items.append(text)
    return items


def _texts_of(value: ListValue) -> list[str]:
    """The items of a list if all are texts, none otherwise."""
    texts = [
        item.value
        for item in value.items
        if isinstance(item, Scalar) and isinstance(item.value, str)
    ]
    return texts if len(texts) == len(value.items) else []


def _folded(item: Content, plural: str) -> Content:
    """An item in the form in which Obsidian compares it with others."""
    if not isinstance(item, str):
        return item
    text = item.strip(WHITESPACE)
    return text.removeprefix("#").lower() if plural == "tags" else text
