"""YAML that Obsidian cannot read, so that every property of the note is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span, apply_edits
from vaultlint.note import Note
from vaultlint.note.frontmatter import (
    Frontmatter,
    ListValue,
    MapValue,
    Scalar,
    Value,
    YamlError,
    read_frontmatter,
)
from vaultlint.note.source import Lines
from vaultlint.rule import Change, NoOptions, rule

if TYPE_CHECKING:
    from ._yaml_repair import Repair

_PLACEHOLDER = re.compile(r"\{\{[^{}\n]*\}\}")
_MOST_REPAIRS = 20
_LONGEST_EXCERPT = 60
_BLANK = "\ue000blank\ue000"


@rule(
    level=Level.ERROR,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.PROPERTIES, Change.LINKS, Change.TAGS},
    needs=("---",),
)
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find the place where the frontmatter goes wrong."""
    frontmatter = note.frontmatter
    if frontmatter is None or frontmatter.error is None or note.is_template:
        return
    error = frontmatter.error
    if error.doubtful or _invalid_on_purpose(note, frontmatter):
        return
    line = _line(note, frontmatter, error)
    start = min(max(error.offset, line.start), line.end)
    stripped = note.text[slice(*line)].strip(" \t")
    if len(stripped) > _LONGEST_EXCERPT:
        stripped = stripped[:_LONGEST_EXCERPT] + "…"
    message = f"Obsidian reads no property here because of `{stripped}`: {error.problem}"
    end = line.start + len(note.text[slice(*line)].rstrip(" \t"))
    span = Span(start, end) if start < end else line
    yield Finding(span, message, _fix(note, frontmatter))


def _line(note: Note, frontmatter: Frontmatter, error: YamlError) -> Span:
    """The line in which the error lies, the last one with text if it lies behind all of them."""
    number = note.lines.number_at(error.offset)
    first = note.lines.number_at(frontmatter.yaml.start)
    while number > first and (
        note.lines.starts[number] >= frontmatter.yaml.end
        or not note.text[slice(*note.lines.span(number))].strip(" \t")
    ):
        number -= 1
    return note.lines.span(number)


def _invalid_on_purpose(note: Note, frontmatter: Frontmatter) -> bool:
    """Whether it is the template tags that cannot be read (obsidian.md sections 1.4 and 8.1)."""
    yaml = note.text[slice(*frontmatter.yaml)]
    if "<%" not in yaml and "{{" not in yaml:
        return False
    masked = _PLACEHOLDER.sub(lambda match: "x" * len(match[0]), _without_templater(yaml))
    start, end = frontmatter.yaml
    read = read_frontmatter(note.text[:start] + masked + note.text[end:])
    if read is None or read.error is None:
        return True
    line = note.lines.span(note.lines.number_at(read.error.offset))
    return "<%" in note.text[slice(*line)] or "{{" in note.text[slice(*line)]


def _without_templater(yaml: str) -> str:
    """The YAML with a plain word for each Templater tag, a comment for one in a line of its own."""
    parts: list[str] = []
    at = 0
    while (start := yaml.find("<%", at)) >= 0 and (end := yaml.find("%>", start)) >= 0:
        own_line = not yaml[yaml.rfind("\n", 0, start) + 1 : start].strip(" \t")
        word = re.sub(r"[^\n]", "x", yaml[start : end + 2])
        parts += yaml[at:start], re.sub("^.", "#", word, flags=re.MULTILINE) if own_line else word
        at = end + 2
    return "".join((*parts, yaml[at:]))


def _fix(note: Note, frontmatter: Frontmatter) -> Fix | None:
    """Repair line after line until the whole can be read; no fix unless it can."""
    from ._yaml_repair import repair_line, untabbed  # few notes have broken properties

    tabs = untabbed(note.text, frontmatter.yaml)
    if tabs and _root(apply_edits(note.text, tabs)) is not None:
        return Fix("indent with spaces", tabs, Safety.SAFE)
    repairs: dict[int, Repair] = {}
    text, error = note.text, frontmatter.error
    while error is not None:
        number = Lines(text).number_at(error.offset)
        repair = None if error.doubtful else repair_line(note.text, note.lines.span(number))
        if repair is None or number in repairs or len(repairs) == _MOST_REPAIRS:
            return None
        repairs[number] = repair
        text = apply_edits(note.text, [each.edit for each in repairs.values()])
        read = read_frontmatter(text)
        error = read.error if read is not None else None
    if not _only_repaired(note.text, text, [repairs[number] for number in sorted(repairs)]):
        return None
    titles = {repair.title for repair in repairs.values()}
    title = titles.pop() if len(titles) == 1 else f"repair {len(repairs)} lines"
    safety = min(repair.safety for repair in repairs.values())
    return Fix(title, tuple(repair.edit for repair in repairs.values()), safety)


def _only_repaired(before: str, after: str, repairs: list[Repair]) -> bool:
    """Whether the repaired values say what they should, and all else what it said without them."""
    blank = apply_edits(before, [Edit(repair.edit.span, _BLANK) for repair in repairs])
    says = iter(repair.says for repair in repairs)
    return _same(_root(blank), _root(after), says) and next(says, None) is None


def _root(text: str) -> Value | None:
    read = read_frontmatter(text)
    return read.root if read is not None else None


def _same(blank: Value | None, after: Value | None, says: Iterator[str | list[str]]) -> bool:
    """Whether the two are equal, where each blank in the first stands for the next of `says`."""
    if isinstance(blank, Scalar) and blank.value == _BLANK:
        expected = next(says, None)
        if isinstance(after, ListValue):
            return [getattr(item, "value", None) for item in after.items] == expected
        return isinstance(after, Scalar) and after.value == expected
    if isinstance(blank, Scalar) and isinstance(after, Scalar):
        return repr(blank.value) == repr(after.value)
    if isinstance(blank, ListValue) and isinstance(after, ListValue):
        return len(blank.items) == len(after.items) and all(
            _same(one, other, says) for one, other in zip(blank.items, after.items, strict=True)
        )
    if isinstance(blank, MapValue) and isinstance(after, MapValue):
        return len(blank.entries) == len(after.entries) and all(
            _same(one[0], other[0], says) and _same(one[1], other[1], says)
            for one, other in zip(blank.entries, after.entries, strict=True)
        )
    return False
