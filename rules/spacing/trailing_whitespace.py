"""Spaces and tabs at the end of a line, where they mean nothing."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.zones import lies_in
from vaultlint.rule import NoOptions, rule

# Possessive, and never tried from the middle of a run: a megabyte of spaces costs one look.
_BLANKS = lazy(r"(?<![ \t])[ \t]++(?=[\r\n]|\Z)")
_BLANK_LINES = lazy(r"[ \t\r\n]*+")
# A line that holds markers alone: the blank behind the last one is what makes it a marker.
_MARKERS = lazy(
    r"[ \t]*+(?>(?:>[ \t]*+|(?:[-+*]|[0-9]{1,9}[.)])[ \t]++)*)"
    r"(?:[-+*]|[0-9]{1,9}[.)]|\[[^\[\]\r\n]\]|#{1,6})?"
)


@rule(level=Level.WARNING, preset="tidy", fixes=Safety.SAFE)
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find blanks at line ends, and keep those that mean something."""
    text = note.text
    if note.is_template or _BLANKS.search(text) is None:
        return  # in a template, a blank may wait for what somebody will type
    prose = note.outside("code", "math", "html", "comment", "foreign")
    values = _long_values(note)
    for match in _BLANKS.finditer(text):
        span = Span(*match.span())
        if not lies_in(span, prose) or lies_in(Span(span.start, span.end + 1), values):
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
    if text[start - 1 : start] == "\r" and text.startswith("\n", end):
        return True  # the two would become one newline
    if start < note.body_start and text.startswith("\r", end) and not text.startswith("\r\n", end):
        return True  # YAML takes a lone carriage return for text, and the blank for what ends a key
    if (len(head) - len(head.rstrip("\\"))) % 2:
        return True  # without the blank, the backslash would break the line
    in_yaml = note.frontmatter is None or start < note.frontmatter.yaml.end
    if head == "---" and "\t" in text[start:end] and in_yaml:
        return True  # the line would close properties (obsidian.md 3.1)
    if head.strip("\ufeff") == "---" and line_start < note.body_start + 1:
        return note.frontmatter is None  # the line would begin properties (obsidian.md 3.1)
    if not note.settings.strict_line_breaks or text[start:end].count(" ") < 2:
        return False
    block = note.block_at(start - 1) if head else None
    return block is not None and block.kind in ("paragraph", "heading") and end < block.span.end


def _long_values(note: Note) -> list[Span]:
    """Where blanks at line ends may belong to YAML values, or to YAML that nobody can read."""
    frontmatter = note.frontmatter
    if frontmatter is None:
        return []
    if frontmatter.error is not None:
        return [frontmatter.yaml]
    spans = []
    for scalar in frontmatter.scalars():
        start, end = scalar.span
        if scalar.style in ("literal", "folded"):
            blanks = _BLANK_LINES.match(note.text, end)
            end = blanks.end() if blanks else end
        spans.append(Span(start, end))
    return spans


def _counted(blanks: str) -> str:
    """The blanks in words."""
    kinds = {" ": "space", "\t": "tab"}
    kind = kinds[blanks[0]] if len(set(blanks)) == 1 else "blank"
    return f"{len(blanks)} {kind}{'s' if len(blanks) > 1 else ''}"
