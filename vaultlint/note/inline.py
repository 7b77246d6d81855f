"""One scan over the text of each block: links, tags, code spans, math, comments, HTML and the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from vaultlint.finding import Span
from vaultlint.note.blocks import Block
from vaultlint.note.links import Link
from vaultlint.note.tags import Tag

MarkKind = Literal[
    "code", "math", "comment", "html", "autolink", "highlight", "emphasis", "strike",
    "footnote-reference", "inline-footnote", "field", "template", "placeholder", "escape",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """An inline construct other than a link or a tag: its kind, its span, and what it holds.

    `inner` is the span between the delimiters. "comment" is %%…%%, "html" a tag or an HTML comment,
    "field" a Dataview inline field, "template" a Templater tag, "placeholder" a {{…}}.
    """

    kind: MarkKind
    span: Span
    inner: Span


@dataclass(frozen=True, slots=True)
class Inline:
    """What one scan of a note's body found, each list in order of position."""

    links: tuple[Link, ...] = ()
    tags: tuple[Tag, ...] = ()
    marks: tuple[Mark, ...] = ()

    def of(self, *kinds: MarkKind) -> tuple[Mark, ...]:
        """The marks of these kinds."""
        return tuple(mark for mark in self.marks if mark.kind in kinds)


def scan_inline(text: str, blocks: Sequence[Block]) -> Inline:
    """Scan the text of every leaf block that holds inline Markdown."""
    raise NotImplementedError
