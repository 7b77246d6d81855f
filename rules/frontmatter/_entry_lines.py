"""The lines of each property, with the comments that belong to it, so that it can be moved."""

from __future__ import annotations

from typing import NamedTuple

from vaultlint.finding import Span
from vaultlint.note import Note
from vaultlint.note.frontmatter import Frontmatter, MapValue

from ._anchors import may_hold_aliases


class EntryLines(NamedTuple):
    """The lines of one property: with the comments right above it, and without blank lines below.

    gap: the blank lines below it, which part two properties and belong to neither.
    """

    lines: Span
    gap: Span


def entry_lines(note: Note, frontmatter: Frontmatter) -> list[EntryLines] | None:
    """The lines of the properties in order, None where they cannot be moved.

    Together they are all of the YAML. A comment between two properties belongs to the one below it,
    but a comment below them all, above them all, or where blank lines make groups of properties may
    be about any of them.
    """
    root, text = frontmatter.root, note.text
    if not isinstance(root, MapValue) or root.flow or may_hold_aliases(text, frontmatter.yaml):
        return None
    if len(frontmatter.properties) < len(root.entries):
        return None
    starts: list[int] = []
    at = frontmatter.yaml.start
    for entry in frontmatter.properties:
        start = entry.key.span.start
        if start < at or text[start - 1] != "\n":
            return None
        starts.append(_with_comments(text, start, at))
        at = max(entry.key.span.end, entry.value.span.end)
    found: list[EntryLines] = []
    for start, end in zip(starts, [*starts[1:], frontmatter.yaml.end], strict=True):
        lines = text[start:end]
        stop = start + len(lines.rstrip("\r\n \t"))
        stop = text.find("\n", stop) + 1
        found.append(EntryLines(Span(start, stop), Span(stop, end)))
    return found if _comments_are_clear(note, frontmatter, found) else None


def _with_comments(text: str, start: int, least: int) -> int:
    """Where the comment lines right above a line begin, the line itself if there are none."""
    while start > least:
        above = text.rfind("\n", 0, start - 1) + 1
        if above < least or not text.startswith("#", above):
            break
        start = above
    return start


def _comments_are_clear(note: Note, frontmatter: Frontmatter, found: list[EntryLines]) -> bool:
    """Whether each comment in a line of its own belongs to one property."""
    text, yaml = note.text, frontmatter.yaml
    if not found or text[yaml.start : found[0].lines.start].strip():
        return False
    grouped = any(gap.start < gap.end for _, gap in found[:-1])
    for number, (entry, (lines, _)) in enumerate(zip(frontmatter.properties, found, strict=True)):
        if lines.start < entry.key.span.start and (grouped or number == 0):
            return False
        end = max(entry.key.span.end, entry.value.span.end)
        below = text.find("\n", end)
        if "#" in text[below : lines.end]:
            return False  # below the property, and yet not right above the next
    return True
