"""Inline constructs other than links and tags: what a scan notes down besides those."""

from __future__ import annotations

from typing import Literal, NamedTuple

from vaultlint.finding import Span

MarkKind = Literal[
    "code", "math", "comment", "html", "autolink", "highlight", "emphasis", "strike",
    "footnote-reference", "inline-footnote", "field", "template", "placeholder", "escape",
]  # fmt: skip


class Mark(NamedTuple):
    """An inline construct other than a link or a tag: its kind, its span, and what it holds.

    `inner` is the span between the delimiters. "comment" is %%…%%, "html" a tag or an HTML comment,
    "field" a Dataview inline field, whose inner span is its value, "template" a Templater tag,
    "placeholder" a {{…}}.
    """

    kind: MarkKind
    span: Span
    inner: Span
