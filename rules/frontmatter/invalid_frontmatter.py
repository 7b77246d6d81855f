"""YAML that Obsidian cannot read, so that every property of the note is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.finding import Finding, Level, Safety, Span
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.frontmatter import Frontmatter, Scalar, YamlError, read_frontmatter
from vaultlint.rule import NO_PROPERTIES, Change, NoOptions, rule

from ._hasty import HASTY_NAME, SURE_NAMES

_PLACEHOLDER = lazy(r"\{\{[^{}\n]*\}\}|\$\{[^{}\n]*\}|\{%[^{}%\n]*%\}")
_MARKS = ("<%", "{{", "${", "{%")
_LONGEST_EXCERPT = 60


@rule(
    level=Level.ERROR,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.PROPERTIES, Change.LINKS, Change.TAGS},
    needs=(NO_PROPERTIES,),
)
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find the place where the frontmatter goes wrong."""
    if note.property_names:
        return  # what has a name has been read
    frontmatter = note.frontmatter
    if frontmatter is None or note.is_template:
        return
    error = frontmatter.error or _hasty(note, frontmatter)
    if error is None:
        return
    if error.doubtful or _invalid_on_purpose(note, frontmatter):
        return
    from ._repairing import repair  # few notes have broken properties

    line = _line(note, frontmatter, error)
    start = min(max(error.offset, line.start), line.end)
    stripped = note.text[slice(*line)].strip(" \t")
    if len(stripped) > _LONGEST_EXCERPT:
        stripped = stripped[:_LONGEST_EXCERPT] + "…"
    message = f"Obsidian reads no property here because of `{stripped}`: {error.problem}"
    end = line.start + len(note.text[slice(*line)].rstrip(" \t"))
    span = Span(start, end) if start < end else line
    yield Finding(span, message, repair(note, frontmatter))


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


def _hasty(note: Note, frontmatter: Frontmatter) -> YamlError | None:
    """What is wrong with nothing but `name:value` lines: valid YAML, but one text."""
    root = frontmatter.root
    if not isinstance(root, Scalar) or root.style != "plain":
        return None
    wide = False
    for line in note.text[slice(*frontmatter.yaml)].splitlines():
        hasty = HASTY_NAME.fullmatch(line)
        if line and hasty is None:
            return None
        if hasty is not None and line[hasty.end("name")] != ":":
            wide = True
            if hasty["name"] not in SURE_NAMES:
                return None  # a wide colon is rather one of prose
    if wide:
        return YamlError("its wide colon is none here, write `: `", root.span.start)
    return YamlError("a blank is missing behind its colon", root.span.start)


def _invalid_on_purpose(note: Note, frontmatter: Frontmatter) -> bool:
    """Whether it is the template tags that cannot be read (obsidian.md sections 1.4 and 8.1)."""
    yaml = note.text[slice(*frontmatter.yaml)]
    if not any(mark in yaml for mark in _MARKS):
        return False
    masked = _PLACEHOLDER.sub(lambda match: "x" * len(match[0]), _without_templater(yaml))
    start, end = frontmatter.yaml
    read = read_frontmatter(note.text[:start] + masked + note.text[end:])
    if read is None or read.error is None:
        return True
    line = note.text[slice(*note.lines.span(note.lines.number_at(read.error.offset)))]
    return any(mark in line for mark in _MARKS)


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
