"""Edits of properties: each changes one property, to one value, and every other byte stays.

Each function gives the edits, or None where they cannot be made so. What they would make of the
property is read again before they are given: it has to be the value asked for, with every comment
in its place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from vaultlint.finding import Edit, Span
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.frontmatter import Property, Scalar, read_frontmatter
from vaultlint.note.values import ListValue, MapValue, Value, walk
from vaultlint.properties.lists import list_edits, removal_edits
from vaultlint.properties.region import (
    NewValue,
    line_end,
    line_start,
    newline_at,
    proved,
    region_of,
    said,
    says_of,
)
from vaultlint.properties.scalars import scalar_edits
from vaultlint.properties.writing import (
    INDENT,
    Content,
    write_entry,
    write_key,
    write_list,
    write_scalar,
)

Edits = tuple[Edit, ...]

_MOST_NAMES = 1000  # a name that is new must be none of them, and a note may ask for as many
_COLON = lazy(r"[ \t]*:")


def set_value(note: Note, entry: Property, value: NewValue) -> Edits | None:
    """Set a property to a scalar or a list of scalars.

    A list stays in brackets or stays one item a line, and items that it keeps stay as they are
    written. What was no list becomes one as Obsidian writes it.
    """
    region = region_of(note, entry)
    edits = value_edits(note.text, entry, value) if region is not None else None
    if region is None or edits is None:
        return None
    return proved(note, region, edits, [(said(entry.key), says_of(value))])


def set_scalar(note: Note, scalar: Scalar, value: Content) -> Edits | None:
    """Set one scalar anywhere within the value of a property, such as an item of a list."""
    entry = _entry_around(note, scalar)
    region = region_of(note, entry) if entry is not None else None
    if entry is None or region is None:
        return None
    edits = scalar_edits(note.text, scalar, value, flow=_in_brackets(entry.value, scalar))
    says = said(entry.value, {id(scalar): says_of(value)})
    return proved(note, region, edits, [(said(entry.key), says)])


def rename_key(note: Note, entry: Property, name: str) -> Edits | None:
    """Give a property another name, unless the note has a property of that name."""
    region = region_of(note, entry)
    if region is None or not _is_free(note, name, entry):
        return None
    edits = [Edit(entry.key.span, write_key(name))]
    return proved(note, region, edits, [(says_of(name), said(entry.value))])


def remove_entry(note: Note, entry: Property) -> Edits | None:
    """Remove a property with its lines. A comment on one of them would be lost: then it stays."""
    region = region_of(note, entry, preceding=True)
    if region is None:
        return None
    end = max(entry.key.span.end + 1, entry.value.span.end)
    start = line_start(note.text, entry.key.span.start)
    edit = Edit(Span(start, note.text.find("\n", end) + 1), "")
    says = [(said(each.key), said(each.value)) for each in region.entries[:-1]]
    return proved(note, region, [edit], says)


def remove_items(note: Note, entry: Property, numbers: Sequence[int]) -> Edits | None:
    """Remove the items of a property's list that have these numbers, counted from 0."""
    region, old = region_of(note, entry), entry.value
    if region is None or not isinstance(old, ListValue):
        return None
    gone = frozenset(number for number in numbers if 0 <= number < len(old.items))
    kept = [item for number, item in enumerate(old.items) if number not in gone]
    colon = _COLON.match(note.text, entry.key.span.end)
    edits: list[Edit] | None
    if kept:
        edits = removal_edits(note.text, old, sorted(gone))
    else:
        edits = _become_list(note.text, entry, colon.end(), ()) if colon else None
    if not gone or edits is None:
        return None
    says = ("list", *(said(item) for item in kept))
    return proved(note, region, edits, [(said(entry.key), says)])


def insert_entry(
    note: Note, name: str, value: NewValue, *, before: Property | None = None
) -> Edits | None:
    """Add a property behind the last one, or before another one and the comments right above that.

    A note without frontmatter gets one.
    """
    text, frontmatter = note.text, note.frontmatter
    if note.encoding is not None or not _is_free(note, name):
        return None
    if frontmatter is None or not frontmatter.properties:
        return _insert_first(note, name, value)
    neighbour = frontmatter.properties[-1] if before is None else before
    region = region_of(note, neighbour, preceding=before is not None)
    if region is None:
        return None
    start = line_start(text, neighbour.key.span.start)
    indent = text[start : neighbour.key.span.start]
    newline = newline_at(text, start)
    lines = write_entry(name, value, newline=newline).replace(newline, newline + indent)
    if before is None:
        at = text.find("\n", max(neighbour.value.span.end, neighbour.key.span.end)) + 1
        if text[at : region.span.end].strip():  # comments, which may belong to what is above them
            at = region.span.end
    else:
        at = _above_comments(text, start, region.span.start)
    says = [(said(each.key), said(each.value)) for each in region.entries]
    says.insert(len(says) - (before is not None), (says_of(name), says_of(value)))
    return proved(note, region, [Edit(Span(at, at), indent + lines + newline)], says)


def value_edits(text: str, entry: Property, value: NewValue) -> list[Edit] | None:
    """The edits of `set_value` before they are proved."""
    colon = _COLON.match(text, entry.key.span.end)
    old = entry.value
    if colon is None:
        return None
    if value is None or isinstance(value, (str, int, float)):
        if isinstance(old, Scalar):
            return scalar_edits(text, old, value, flow=False)
        written = write_scalar(value, newline=newline_at(text, colon.end()))
        return [Edit(Span(colon.end(), old.span.end), f" {written}" if written else "")]
    if isinstance(old, ListValue) and old.items and value:
        return list_edits(text, old, value)
    return _become_list(text, entry, colon.end(), value)


def _insert_first(note: Note, name: str, value: NewValue) -> Edits | None:
    """Add a property to a note that has none, in the frontmatter it has or in a new one."""
    text, frontmatter = note.text, note.frontmatter
    if frontmatter is None:
        at, newline = int(text.startswith("\ufeff")), note.newline
        written = f"---{newline}{write_entry(name, value, newline=newline)}{newline}---{newline}"
    else:
        if frontmatter.root is not None or frontmatter.error is not None:
            return None
        at, newline = frontmatter.yaml.end, newline_at(text, frontmatter.span.start)
        written = write_entry(name, value, newline=newline) + newline
    after = read_frontmatter(text[:at] + written + text[at:])
    if after is None or [(p.name, said(p.value)) for p in after.properties] != [
        (name, says_of(value))
    ]:
        return None
    return (Edit(Span(at, at), written),)


def _become_list(text: str, entry: Property, colon: int, value: Sequence[Content]) -> list[Edit]:
    """The edits that put a list behind the colon, which ends there, whatever stands there now.

    A comment behind the colon, or behind a value on its line, stays on that line.
    """
    old = entry.value
    end = max(colon, old.span.end)
    if not value and isinstance(old, ListValue):
        if old.flow:
            return [Edit(old.span, "[]")]
        first = line_start(text, old.span.start)
        items = Edit(Span(first, text.find("\n", old.span.end) + 1), "")
        return [Edit(Span(colon, colon), " []"), items]
    if not value:
        return [Edit(Span(colon, end), " []")]
    newline = newline_at(text, colon)
    start = line_start(text, entry.key.span.start)
    indent = text[start : entry.key.span.start] + INDENT
    lines = newline + write_list(value, indent=indent, newline=newline)
    stop = line_end(text, end)
    if not text[end:stop].strip(" \t"):
        return [Edit(Span(colon, stop), lines)]
    return [Edit(Span(colon, end), ""), Edit(Span(stop, stop), lines)]


def _above_comments(text: str, start: int, least: int) -> int:
    """Where the comment lines right above a line begin, or the line itself if there are none."""
    while start > least and text.startswith("#", above := line_start(text, start - 1)):
        start = above
    return start


def _is_free(note: Note, name: str, but: Property | None = None) -> bool:
    """Whether no other property of the note has that name, compared as Obsidian does."""
    properties = note.frontmatter.properties if note.frontmatter is not None else ()
    if len(properties) > _MOST_NAMES:
        return False
    folded = name.lower()
    same = [each for each in properties if each.name.lower() == folded]
    return all(but is not None and each.key is but.key for each in same)


def _entry_around(note: Note, scalar: Scalar) -> Property | None:
    """The property in whose value a scalar stands, unless it is a key there."""
    properties = note.frontmatter.properties if note.frontmatter is not None else ()
    start = scalar.span.start
    at = bisect_right(properties, start, key=lambda each: each.key.span.start) - 1
    if at < 0:
        return None
    for value in walk(properties[at].value):
        if isinstance(value, MapValue) and any(key is scalar for key, _ in value.entries):
            return None
        if value is scalar:
            return properties[at]
    return None


def _in_brackets(value: Value, scalar: Scalar) -> bool:
    """Whether a scalar stands in brackets within a value."""
    return any(
        isinstance(each, (ListValue, MapValue)) and each.flow and each.span.contains(scalar.span)
        for each in walk(value)
    )
