"""Repairs properties that Obsidian cannot read, line after line, and proves the result."""

from __future__ import annotations

from collections.abc import Iterable

from vaultlint.finding import Edit, Fix, Safety, Span, apply_edits
from vaultlint.note import Note
from vaultlint.note.frontmatter import Frontmatter, MapValue, Scalar, YamlError, read_frontmatter
from vaultlint.note.values import walk

from ._untabbed import untabbed
from ._yaml_proof import Repair, only_repaired, root_of
from ._yaml_repair import Line, repair_line

# Behind each repair the properties are read again, to see what is left.
_MOST_REPAIRS = 20
_MOST_READ = 100_000  # characters in all those readings


def repair(note: Note, frontmatter: Frontmatter) -> Fix | None:
    """The fix after which the frontmatter can be read; None unless it can, and says the same."""
    tabs = untabbed(note.text, frontmatter.yaml)
    if tabs and _reads_line_by_line(apply_edits(note.text, tabs)):
        return Fix("indent with spaces", tabs, Safety.SAFE)
    repairs = [] if frontmatter.error is not None else _each_line(note, frontmatter.yaml)
    text = apply_edits(note.text, [each.edit for each in repairs])
    most = min(_MOST_REPAIRS, _MOST_READ // (frontmatter.yaml.end - frontmatter.yaml.start + 1))
    while (error := _error_in(text)) is not None:
        at = _place_before(error.offset, [each.edit for each in repairs])
        found = None if error.doubtful else repair_line(_line(note, frontmatter.yaml, at))
        if found is None or len(repairs) >= most or _meets(found.edit.span, repairs):
            return None
        repairs = sorted((*repairs, found), key=lambda each: each.edit.span)
        text = apply_edits(note.text, [each.edit for each in repairs])
    if not repairs or not only_repaired(note.text, text, repairs):
        return None
    titles = {each.title for each in repairs}
    title = titles.pop() if len(titles) == 1 else f"repair {len(repairs)} lines"
    safety = min(each.safety for each in repairs)
    return Fix(title, tuple([each.edit for each in repairs]), safety)


def _error_in(text: str) -> YamlError | None:
    read = read_frontmatter(text)
    return read.error if read is not None else None


def _each_line(note: Note, yaml: Span) -> list[Repair]:
    """The repairs of all lines of a YAML that can be read, but holds no property."""
    first, end = note.lines.number_at(yaml.start), note.lines.number_at(yaml.end)
    if end - first > _MOST_REPAIRS:
        return []  # hardly properties
    lines = (
        _bare_line(note, number)._replace(newline=note.newline) for number in range(first, end)
    )
    return [found for line in lines if (found := repair_line(line)) is not None]


def _reads_line_by_line(text: str) -> bool:
    """Whether the properties can be read, and no line has become a part of a text above it."""
    root = root_of(text)
    return isinstance(root, MapValue) and not any(
        isinstance(value, Scalar) and value.style == "plain" and "\n" in text[slice(*value.span)]
        for value in walk(root)
    )


def _place_before(offset: int, edits: Iterable[Edit]) -> int:
    """Where in the text before the edits that is, which lies at `offset` after them."""
    shift = 0
    for edit in edits:
        if offset + shift < edit.span.start:
            break
        shift += edit.span.end - edit.span.start - len(edit.text)
        if offset + shift < edit.span.end:
            return edit.span.start
    return offset + shift


def _meets(span: Span, repairs: Iterable[Repair]) -> bool:
    """Whether something is to be repaired a second time."""
    return any(span.start <= r.edit.span.end and r.edit.span.start <= span.end for r in repairs)


def _line(note: Note, yaml: Span, offset: int) -> Line:
    """The line that holds an offset, and those around it."""
    number = note.lines.number_at(min(offset, yaml.end - 1))
    above = None
    for other in range(number - 1, note.lines.number_at(yaml.start) - 1, -1):
        above = _bare_line(note, other)
        if above.text.strip(" \t") and above.text.lstrip(" \t")[0] != "#":
            break
    below = note.text[slice(*note.lines.span(number + 1))]
    return _bare_line(note, number)._replace(newline=note.newline, above=above, below=below)


def _bare_line(note: Note, number: int) -> Line:
    start, end = note.lines.span(number)
    text = note.text[start:end].rstrip(" \t")
    return Line(Span(start, start + len(text)), text)
