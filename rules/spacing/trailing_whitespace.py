"""Spaces and tabs at the end of a line, where they mean nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.note import Note
from vaultlint.note.values import Scalar
from vaultlint.rule import NoOptions, rule

# Possessive, and never tried from the middle of a run: a megabyte of spaces costs one look.
_BLANKS = re.compile(r"(?<![ \t])[ \t]++(?=[\r\n]|\Z)")
# A line that holds markers alone: the blank behind the last one is what makes it a marker.
_MARKERS = re.compile(
    r"[ \t]*+(?:(?:>|[-+*]|[0-9]{1,9}[.)])[ \t]*+)*+(?:\[[^\[\]\r\n]\]|#{1,6})?", re.DOTALL
)


@rule(level=Level.WARNING, preset="tidy", fixes=Safety.SAFE)
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find blanks at line ends, and keep those that mean something."""
    text = note.text
    if _BLANKS.search(text) is None:
        return
    prose = note.outside("code", "math", "html", "comment", "foreign")
    starts = [span.start for span in prose]
    for match in _BLANKS.finditer(text):
        at = bisect_right(starts, match.start()) - 1
        if at < 0 or match.end() > prose[at].end:
            continue
        line_start = note.lines.span(note.lines.number_at(match.start())).start
        start = match.start() + _kept(text[line_start : match.start()])
        if start == match.end() or _means_something(note, line_start, match.start(), match.end()):
            continue
        span = Span(start, match.end())
        fix = Fix("remove the blanks", (Edit(span, ""),), Safety.SAFE)
        yield Finding(span, f"{_counted(text[start : span.end])} at the end of the line", fix)


def _kept(head: str) -> int:
    """How many of the blanks behind this beginning of a line belong to it."""
    if head.endswith("::"):
        return 1  # a Dataview field without a value yet
    return 1 if head.strip(" \t\ufeff") and _MARKERS.fullmatch(head) else 0


def _means_something(note: Note, line_start: int, start: int, end: int) -> bool:
    """Whether the note says something else without the blanks from `start` to `end`."""
    text = note.text
    head = text[line_start:start]
    if (len(head) - len(head.rstrip("\\"))) % 2:
        return True  # without the blank, the backslash would break the line
    if head.strip("\ufeff") == "---" and line_start < note.body_start + 1:
        return note.frontmatter is None  # the line would begin properties (obsidian.md 3.1)
    if note.frontmatter is not None and line_start < note.frontmatter.span.end:
        return _in_long_scalar(note, end)
    if head == "---" and "\t" in text[start:end] and note.frontmatter is None:
        return True  # the line would close properties (obsidian.md 3.1)
    if not note.settings.strict_line_breaks or text[start:end].count(" ") < 2:
        return False
    block = note.block_at(start - 1) if head else None
    return block is not None and block.kind in ("paragraph", "heading") and end < block.span.end


def _in_long_scalar(note: Note, end: int) -> bool:
    """Whether the line end lies in a YAML value that goes on below, or in YAML nobody can read."""
    assert note.frontmatter is not None
    if note.frontmatter.error is not None:
        return True
    scalars: Iterator[Scalar] = note.frontmatter.scalars()
    return any(scalar.span.start < end < scalar.span.end for scalar in scalars)


def _counted(blanks: str) -> str:
    """The blanks in words."""
    kinds = {" ": "space", "\t": "tab"}
    kind = kinds[blanks[0]] if len(set(blanks)) == 1 else "blank"
    return f"{len(blanks)} {kind}{'s' if len(blanks) > 1 else ''}"
