"""The comments in a note's properties."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Span
from vaultlint.lazy import lazy
from vaultlint.note.frontmatter import Frontmatter

_COMMENT = lazy(r"#[^\r\n]*")


def comment_spans(text: str, frontmatter: Frontmatter) -> Iterator[Span]:
    """Where the comments stand, each up to the end of its line: a "#" outside every scalar."""
    at, end = frontmatter.yaml
    for span in (*sorted(scalar.span for scalar in frontmatter.scalars()), Span(end, end)):
        for comment in _COMMENT.finditer(text, at, max(at, span.start)):
            yield Span(*comment.span())
        at = max(at, span.end)
