"""Where a property stands, and the proof that edits change what they should and nothing else.

A property of a mapping without brackets begins on a line of its own, and so does the next one. So
its lines can be read alone: what they say after the edits is what the note will say there, and all
other lines say what they said. That spares reading the whole again for each of many edits. It holds
only where no anchor, alias or tag ties the lines to others, and such properties are refused.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from vaultlint.finding import Edit, Span, apply_edits
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.frontmatter import Frontmatter, Property, read_frontmatter
from vaultlint.note.values import ListValue, MapValue, Scalar, Value, walk
from vaultlint.properties.writing import Content

NewValue = Content | Sequence[Content]
"""What a property may be set to."""

# A property of a thousand items may be asked for as often: reading it again has to be short then.
_MOST_WORK = 2_000_000  # characters times scalars
_MOST_PROPERTIES = 1000  # each may be asked for, and has to be the only one of its name
_COMMENT = lazy(r"#[^\n]*")
_BETWEEN = lazy(r"[\s\-:,\[\]{}?]*")


class Region(NamedTuple):
    """Whole lines of the frontmatter, the properties in them, and their comments."""

    span: Span
    entries: tuple[Property, ...]
    comments: tuple[str, ...]


def region_of(note: Note, entry: Property, *, preceding: bool = False) -> Region | None:
    """The lines of a property, up to the next one; with those of the `preceding` one if asked for.

    None where they cannot be edited alone.
    """
    frontmatter = note.frontmatter
    at = None if frontmatter is None else _number_of(frontmatter, entry)
    if frontmatter is None or at is None:
        return None
    properties = frontmatter.properties
    first = at - 1 if preceding and at else at
    start = line_start(note.text, properties[first].key.span.start)
    end = frontmatter.yaml.end
    if at + 1 < len(properties):
        end = line_start(note.text, properties[at + 1].key.span.start)
    entries = properties[first : at + 1]
    if not frontmatter.yaml.start <= start < end:
        return None
    if any(not _begins_its_line(note.text, each.key) for each in entries):
        return None
    if len(properties) > _MOST_PROPERTIES or _is_double(entry, properties):
        return None
    span = Span(start, end)
    comments = _comments(note.text, span, entries)
    return None if comments is None else Region(span, entries, comments)


def whole_region(note: Note) -> Region | None:
    """The lines of all properties; None where they cannot be edited."""
    frontmatter = note.frontmatter
    if frontmatter is None or not frontmatter.properties:
        return None
    entries = frontmatter.properties
    if _number_of(frontmatter, entries[0]) is None or len(entries) > _MOST_PROPERTIES:
        return None
    comments = _comments(note.text, frontmatter.yaml, entries)
    return None if comments is None else Region(frontmatter.yaml, entries, comments)


def proved(
    note: Note,
    region: Region,
    edits: Sequence[Edit],
    says: Sequence[tuple[object, object]],
) -> tuple[Edit, ...] | None:
    """The edits if the lines then hold just the entries that `says` lists, and the same comments.

    An entry is what `said` gives for key and value.
    """
    ordered = tuple(sorted(edit for edit in edits if edit.text or edit.span.start < edit.span.end))
    at = region.span.start
    for number, (span, _) in enumerate(ordered):
        if span.start < at or (number and span == ordered[number - 1].span):
            return None
        at = span.end
    if at > region.span.end:
        return None
    shift = region.span.start
    moved = [Edit(Span(s.start - shift, s.end - shift), text) for s, text in ordered]
    text = f"---\n{apply_edits(note.text[slice(*region.span)], moved)}---\n"
    after = read_frontmatter(text)
    if after is None or after.error is not None or after.span.end < len(text):
        return None
    if after.root is None:
        after_comments = _comments(text, after.yaml, ())
    elif isinstance(after.root, MapValue) and not after.root.flow:
        after_comments = _comments(text, after.yaml, after.properties)
    else:
        return None
    found = [(said(entry.key), said(entry.value)) for entry in after.properties]
    return ordered if found == list(says) and after_comments == region.comments else None


def said(value: Value, instead: Mapping[int, object] | None = None) -> object:
    """What a value says, its place and style aside; `instead` tells it of some parts, by identity.

    Equal where JavaScript would call it equal, except that NaN equals itself.
    """
    if instead and id(value) in instead:
        return instead[id(value)]
    if isinstance(value, ListValue):
        return ("list", *(said(item, instead) for item in value.items))
    if isinstance(value, MapValue):
        pairs = ((said(key, instead), said(content, instead)) for key, content in value.entries)
        return ("map", *pairs)
    return says_of(value.value)


def says_of(value: NewValue) -> object:
    """The same of a value that is to be written."""
    if value is None or isinstance(value, (str, bool)):
        return (type(value).__name__, value)
    if isinstance(value, (int, float)):
        is_nan = isinstance(value, float) and math.isnan(value)  # an integer may be too large
        return ("number", "nan" if is_nan else value)
    return ("list", *(says_of(item) for item in value))


def line_start(text: str, at: int) -> int:
    """Where the line begins in which that place lies."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Where that line ends, before its newline."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if end > at and text[end - 1] == "\r" else end


def newline_at(text: str, at: int) -> str:
    """The newline of the line in which that place lies."""
    return "\r\n" if text.startswith("\r", line_end(text, at)) else "\n"


def _number_of(frontmatter: Frontmatter, entry: Property) -> int | None:
    """Which property of the frontmatter it is; None if there is none, or all stand in brackets."""
    root, properties = frontmatter.root, frontmatter.properties
    if frontmatter.error is not None or not isinstance(root, MapValue) or root.flow:
        return None
    at = bisect_left(properties, entry.key.span.start, key=lambda each: each.key.span.start)
    return at if at < len(properties) and properties[at].key is entry.key else None


def _is_double(entry: Property, properties: Sequence[Property]) -> bool:
    """Whether there is another property of its name, which makes the YAML invalid to Obsidian."""
    folded = entry.name.lower()
    return sum(each.name.lower() == folded for each in properties) > 1


def _begins_its_line(text: str, key: Scalar) -> bool:
    before = text[line_start(text, key.span.start) : key.span.start]
    return not before.strip(" ")


def _comments(text: str, span: Span, entries: Sequence[Property]) -> tuple[str, ...] | None:
    """The comments in some lines; None if there is anything besides the entries and comments."""
    comments: list[str] = []
    at = span.start
    scalars = 0
    for start, end, is_text in _texts(text, entries):
        if start < at or end > span.end or not _is_between(text[at:start], comments):
            return None
        scalars += is_text
        at = end
    if (span.end - span.start) * scalars > _MOST_WORK and scalars > 3:
        return None
    return tuple(comments) if _is_between(text[at : span.end], comments) else None


def _is_between(between: str, comments: list[str]) -> bool:
    """Whether nothing but marks and comments stands there; the comments are added to the list."""
    if "#" in between:
        comments += (comment.rstrip("\r") for comment in _COMMENT.findall(between))
        between = _COMMENT.sub("", between)
    return _BETWEEN.fullmatch(between) is not None


def _texts(text: str, entries: Sequence[Property]) -> Iterator[tuple[int, int, bool]]:
    """Where the scalars stand, in order; of a block text first its marks, then its lines."""
    for entry in entries:
        for root in (entry.key, entry.value):
            for value in walk(root):
                if not isinstance(value, Scalar):
                    continue
                start, end = value.span
                if value.style in ("literal", "folded"):
                    marks = start + len(text[start : line_end(text, start)].partition("#")[0])
                    yield start, min(marks, end), False
                    start = min(line_end(text, start), end)
                yield start, end, True
