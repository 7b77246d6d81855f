"""Edits that give a list another form: an item a line, or brackets. The items stay as they are."""

from __future__ import annotations

from collections.abc import Sequence

from vaultlint.finding import Edit, Span
from vaultlint.lazy import lazy
from vaultlint.note.frontmatter import Property, Scalar
from vaultlint.properties.region import line_end, line_start, newline_at
from vaultlint.properties.writing import INDENT, write_scalar

_COLON = lazy(r"[ \t]*:(?:[ \t]*\r?\n)?[ \t]*")
_DASH = lazy(r"[ \t]*-[ \t]*")


def as_lines(text: str, entry: Property, items: Sequence[Scalar]) -> list[Edit] | None:
    """The edits that give each item of a list in brackets a line; None where that cannot be done.

    A comment behind the brackets stays on the line of the key.
    """
    span = entry.value.span
    if not _COLON.fullmatch(text, entry.key.span.end, span.start) or not _are_lines(text, items):
        return None
    colon = text.index(":", entry.key.span.end) + 1
    newline = newline_at(text, colon)
    lines = "".join(f"{newline}{INDENT}- {text[slice(*item.span)]}" for item in items)
    stop = line_end(text, span.end)
    if not text[span.end : stop].strip(" \t"):
        return [Edit(Span(colon, stop), lines)]
    return [Edit(Span(colon, span.end), ""), Edit(Span(stop, stop), lines)]


def as_brackets(text: str, entry: Property, items: Sequence[Scalar]) -> list[Edit] | None:
    """The edits that put a list of an item a line into brackets; None if a comment is in the way.

    Items are quoted where brackets need it.
    """
    span = entry.value.span
    if not _are_lines(text, items):
        return None
    colon = at = text.index(":", entry.key.span.end) + 1
    for start, end in (*(item.span for item in items), (line_end(text, span.end),) * 2):
        if "#" in text[at:start]:
            return None
        at = end
    listed = f" [{', '.join(_in_brackets(text, item) for item in items)}]"
    return [_with_newline(text, Span(colon, at), listed)]


def indented(text: str, items: Sequence[Scalar]) -> list[Edit] | None:
    """The edits that indent the items by two spaces, with one behind the dash; None as above.

    Comments in lines of their own stay where they are.
    """
    if not _are_lines(text, items):
        return None
    at = first = line_start(text, items[0].span.start)
    lines = ""
    for item in items:
        start, end = item.span
        line = line_start(text, start)
        if not _DASH.fullmatch(text, line, start):
            return None
        lines += text[at:line] + (f"{INDENT}- " if start < end else f"{INDENT}-")
        at = start
    whole = Span(first, line_end(text, items[-1].span.end))
    lines += text[at : whole.end]
    return [] if lines == text[slice(*whole)] else [_with_newline(text, whole, lines)]


def _with_newline(text: str, span: Span, instead: str) -> Edit:
    """The edit of whole lines, so that no other fix adds an item to the list at the same time."""
    end = text.index("\n", span.end) + 1
    return Edit(Span(span.start, end), instead + text[span.end : end])


def _are_lines(text: str, items: Sequence[Scalar]) -> bool:
    """Whether each item begins and ends on one line."""
    return not any("\n" in text[slice(*item.span)] for item in items)


def _in_brackets(text: str, item: Scalar) -> str:
    if item.style == "plain" and (item.value is None or isinstance(item.value, str)):
        return write_scalar(item.value, flow=True)
    return text[slice(*item.span)]
