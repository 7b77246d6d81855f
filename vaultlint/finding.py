"""What a rule says about a note: spans, edits, fixes and findings. Imports nothing of ours."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of characters, counted from the start of the file, frontmatter included."""

    start: int
    end: int

    def touches(self, other: Span) -> bool:
        """Whether the two overlap or merely stand side by side."""
        return self.start <= other.end and other.start <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether the other lies within this one; a span contains itself."""
        return self.start <= other.start and other.end <= self.end


class Edit(NamedTuple):
    """Replace the characters of `span` by `text`; an empty span inserts, an empty text deletes."""

    span: Span
    text: str


class Safety(IntEnum):
    """How far a fix may be trusted.

    SAFE: applied by --fix. UNSAFE: only with --unsafe-fixes. MANUAL: only shown.
    """

    MANUAL = 0
    UNSAFE = 1
    SAFE = 2


class Level(IntEnum):
    """How bad a finding is.

    ERROR: Obsidian itself shows or does something wrong. WARNING: surely not meant.
    INFO: true, but often meant. OFF: not reported.
    """

    OFF = 0
    INFO = 1
    WARNING = 2
    ERROR = 3


class _Fix(NamedTuple):
    title: str
    edits: tuple[Edit, ...]
    safety: Safety


class Fix(_Fix):
    """A repair, applied whole or not at all; `title` says what it does."""

    __slots__ = ()

    def __new__(cls, title: str, edits: tuple[Edit, ...], safety: Safety) -> Fix:
        """Raises ValueError where two edits overlap."""
        for before, after in pairwise(sorted(edits)):
            if after.span.start < before.span.end or after.span == before.span:
                raise ValueError(f"the edits of the fix {title!r} overlap: {before} and {after}")
        return super().__new__(cls, title, edits, safety)

    @property
    def span(self) -> Span:
        """The smallest span that covers every edit."""
        return Span(
            min(edit.span.start for edit in self.edits), max(edit.span.end for edit in self.edits)
        )


class Finding(NamedTuple):
    """One thing that is wrong in a note.

    `message` names the thing, not the rule. `level` is set only where this finding's level differs
    from the rule's. `cause` is a short text shared by the findings that one repair would end, such
    as "no folder Assets"; reports group by it. `rule` is filled in by the engine.
    """

    span: Span
    message: str
    fix: Fix | None = None
    level: Level | None = None
    cause: str | None = None
    rule: str = ""


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text after all the edits, whose spans refer to the text as given and must not overlap."""
    parts: list[str] = []
    at = 0
    for span, replacement in sorted(edits):
        parts += text[at : span.start], replacement
        at = span.end
    parts.append(text[at:])
    return "".join(parts)
