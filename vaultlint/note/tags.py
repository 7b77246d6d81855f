"""Tags, in the text and in the property `tags` (obsidian.md section 4)."""

from __future__ import annotations

from dataclasses import dataclass

from vaultlint.finding import Span
from vaultlint.note.frontmatter import Frontmatter


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag that Obsidian counts: its name without "#", as written, and where it stands, "#" included."""

    name: str
    span: Span


def tag_length(text: str, start: int, end: int) -> int:
    """How many characters from `start` on belong to a tag's name, 0 if they make no tag (section 4.1)."""
    raise NotImplementedError


def frontmatter_tags(text: str, frontmatter: Frontmatter | None) -> tuple[Tag, ...]:
    """The tags of the property `tags`, as Obsidian 1.9 and later reads them (sections 3.4, 4.4)."""
    raise NotImplementedError
