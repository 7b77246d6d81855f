"""What in a note is not prose: code, math, comments, HTML, and the syntax of Obsidian's plugins."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple

from vaultlint.finding import Span
from vaultlint.note.blocks import Block
from vaultlint.note.frontmatter import Frontmatter
from vaultlint.note.inline import Inline

ZoneKind = Literal["frontmatter", "code", "math", "comment", "html", "foreign", "target"]


class Zone(NamedTuple):
    """A stretch of text that is not prose, and why.

    "target" is the target of a link or embed (path, subpath, URL), "foreign" what belongs to a plugin
    (obsidian.md section 8.1).
    """

    span: Span
    kind: ZoneKind


def find_zones(
    text: str, frontmatter: Frontmatter | None, blocks: Sequence[Block], inline: Inline
) -> tuple[Zone, ...]:
    """Every zone of a note in order of position."""
    raise NotImplementedError


def outside(zones: Sequence[Zone], length: int, kinds: Collection[ZoneKind]) -> tuple[Span, ...]:
    """The spans of a text of this length that no zone of these kinds covers (all kinds if empty)."""
    raise NotImplementedError
