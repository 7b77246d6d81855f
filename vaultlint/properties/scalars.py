"""Edits of a single scalar of the frontmatter."""

from __future__ import annotations

from vaultlint.finding import Edit, Span
from vaultlint.lazy import lazy
from vaultlint.note.values import Scalar
from vaultlint.properties.region import line_end, line_start, newline_at
from vaultlint.properties.writing import (
    INDENT,
    Content,
    double_quoted,
    single_quoted,
    write_scalar,
)

_CONTROL = lazy(r"[\x00-\x1f\x7f-\x9f]")
_LINE_HEAD = lazy(r" *(?:- +)?")


def scalar_edits(text: str, old: Scalar, value: Content, *, flow: bool) -> list[Edit]:
    """The edits that make a scalar another one; a text keeps the quotes of the text it replaces.

    `flow`: it stands in brackets.
    """
    start, end = old.span
    if start == end:
        return _filled(text, start, value, flow=flow)
    if value is None and not flow:
        before = text[:start].rstrip(" \t\r\n")
        return [Edit(Span(len(before) if before.endswith((":", "-")) else start, end), "")]
    if isinstance(value, str) and not _CONTROL.search(value):
        if old.style == "single":
            return [Edit(old.span, single_quoted(value))]
        if old.style == "double":
            return [Edit(old.span, double_quoted(value))]
    return [Edit(old.span, _written(text, start, value, flow=flow))]


def _filled(text: str, at: int, value: Content, *, flow: bool) -> list[Edit]:
    """The edits that put a value where there is none."""
    written = _written(text, at, value, flow=flow)
    if not written:
        return []
    if text[at : at + 1] in (" ", "\t"):
        at += 1
    elif text[at - 1 : at] in (":", "-"):
        written = f" {written}"
    behind = text[at : at + 1]
    return [Edit(Span(at, at), written if behind in ("", " ", "\r", "\n") else f"{written} ")]


def _written(text: str, at: int, value: Content, *, flow: bool) -> str:
    """The value as it is written there: a text of several lines is indented below its line."""
    head = _LINE_HEAD.match(text, line_start(text, at), line_end(text, at))
    indent = " " * len(head[0]) if head and "-" in head[0] else (head[0] if head else "") + INDENT
    return write_scalar(value, flow=flow, indent=indent, newline=newline_at(text, at))
