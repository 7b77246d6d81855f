"""Properties that stand where Obsidian reads none: what tells them from lines of prose."""

from __future__ import annotations

import re

from vaultlint.finding import Span
from vaultlint.lazy import lazy
from vaultlint.note.frontmatter import MapValue, Property, Scalar, read_frontmatter
from vaultlint.note.values import walk

from ._hasty import SURE_NAMES

_KNOWN = SURE_NAMES | frozenset((
    "author", "authors", "banner", "categories", "category", "cover", "description", "draft",
    "excalidraw-plugin", "id", "image", "isbn", "kanban-plugin", "keywords", "lang", "lastmod",
    "layout", "parent", "permalink", "rating", "related", "slug", "source", "status", "title",
    "topics", "type", "up", "url",
))  # fmt: skip
_NAME = r"[^\W\d][\w\-]*(?: [\w\-]+){0,2}"
_NAMED = lazy(_NAME)
_REST = r"[^\r\n]*+(?:\r?\n|\Z)"
_HEAD = lazy(rf"{_NAME}:(?![^ \t\r\n]){_REST}")
_BELOW = lazy(rf"(?:-[ \t]|[ \t]++(?!---|\.\.\.)\S){_REST}")
_PLACEHOLDERS = ("{{", "<%", "${")
_TAG = lazy(r"(?:^|[ \t])#\S", re.MULTILINE)
_WORKS_IN_TEXT = lazy(rf"(?<![\"'])\[\[|\]\(|{_TAG.pattern}", re.MULTILINE)
_FEWEST_BESIDE_TAGS = 2
_CLOSING = lazy(r"^---[ ]*+(?:\r?\n|\Z)", re.MULTILINE)


def properties_run(text: str, start: int) -> Span:
    """The lines from `start` on that are written as properties, up to the first other or blank."""
    end = start
    while match := _HEAD.match(text, end) or (_BELOW.match(text, end) if end > start else None):
        end = match.end()
    return Span(start, end)


def closed_below(text: str, start: int) -> tuple[Span, int] | None:
    """What lies from `start` to the next line of three dashes, and where that line ends."""
    closing = _CLOSING.search(text, start)
    return None if closing is None else (Span(start, closing.start()), closing.end())


def read_as_properties(text: str, yaml: Span) -> tuple[Property, ...]:
    """The properties that some lines would be between fences; none where they may be prose.

    Each must have a name of a word or a few, and a text of one line. Lines with placeholders are
    a template's, and those with tags work as the text that they are, unless there are others.
    """
    lines = text[slice(*yaml)]
    if any(mark in lines for mark in _PLACEHOLDERS):
        return ()
    read = read_frontmatter(f"---\n{lines}\n---\n")
    if read is None or not isinstance(read.root, MapValue):
        return ()
    names = [entry.name for entry in read.properties]
    if len(names) < len(read.root.entries) or not all(map(_NAMED.fullmatch, names)):
        return ()
    for value in walk(read.root):
        if isinstance(value, Scalar) and value.style == "plain":
            start, end = value.span
            if "\n" in lines[start - 4 : end - 4]:
                return ()
    others = _KNOWN.intersection(names) - {"tags", "tag"}
    return () if len(others) < _FEWEST_BESIDE_TAGS and _TAG.search(lines) else read.properties


def are_likely(properties: tuple[Property, ...]) -> bool:
    """Whether one of the names is in common use, and written as names of properties are."""
    return any(entry.name in _KNOWN for entry in properties)


def are_surely_meant(properties: tuple[Property, ...]) -> bool:
    """Whether one of the names tells properties from anything else, wherever they stand."""
    return any(entry.name in SURE_NAMES for entry in properties)


def works_as_text(text: str, yaml: Span) -> bool:
    """Whether the lines hold links or tags that work in a text, and might be none in a property."""
    return _WORKS_IN_TEXT.search(text, *yaml) is not None
