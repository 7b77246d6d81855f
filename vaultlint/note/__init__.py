"""One note: its text, and lazy views of what stands in it, each with exact positions.

Every position is a `Span` of characters of the file as it lies on disk: a byte order mark counts as
one character, CRLF as two. What is not asked for is not parsed.

Which module does what, the one to begin with first:

    before parsing    unparsed; tables; view
    bytes, lines      source
    properties        frontmatter; plain_yaml, plain_shape, plain_texts, yaml, values, scalars;
                      stand_ins, strictness; refusal, yaml_cause
    blocks            blocks; containers, leaves, placed (mistune's parser, extended), pieces
    inline Markdown   inline; scan, marks, brackets, emphasis, markup, foreign, stretches
    links, tags       links; destination, references; tags; possible, plain_links, wanted_links
    the whole note    headings, outline, plain_outline; callouts, zones; sections, plain_prose
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from vaultlint.finding import Span
from vaultlint.note.frontmatter import Frontmatter
from vaultlint.note.links import Link, LinkKind, property_links
from vaultlint.note.possible import NO_LINKS
from vaultlint.note.source import encode
from vaultlint.note.unparsed import UnparsedNote
from vaultlint.note.view import view
from vaultlint.settings import Settings

if TYPE_CHECKING:
    from vaultlint.note.blocks import Block, BlockKind
    from vaultlint.note.callouts import Callout, Task
    from vaultlint.note.headings import Heading
    from vaultlint.note.inline import Inline
    from vaultlint.note.tags import Tag
    from vaultlint.note.zones import Zone, ZoneKind

__all__ = [
    "Block", "BlockKind", "Callout", "Frontmatter", "Heading", "Inline", "Link", "LinkKind", "Note",
    "Tag", "Task", "Zone", "ZoneKind",
]  # fmt: skip

# What most notes are never asked for, and a run that checks three notes should not import.
_ELSEWHERE = {
    "Block": "blocks", "BlockKind": "blocks", "Callout": "callouts", "Heading": "headings",
    "Inline": "inline", "Tag": "tags", "Task": "callouts", "Zone": "zones", "ZoneKind": "zones",
}  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _ELSEWHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ELSEWHERE[name]}"), name)


class Note(UnparsedNote):
    """A note as Obsidian reads it.

    `path` is the note's path from the vault's root in POSIX form, `data` the bytes of the file.
    Bytes that are not UTF-8 become lone surrogates (U+DC80 to U+DCFF) in `text`, so that `text`
    encodes back to exactly the same bytes. Nothing here raises on any input.
    """

    @classmethod
    def from_text(cls, text: str, path: str = "Note.md", settings: Settings | None = None) -> Note:
        """A note that holds `text`."""
        return cls(path, encode(text), settings)

    @view
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the body in document order, each container before what it holds."""
        from vaultlint.note.blocks import parse_blocks

        return parse_blocks(self.text, self.body_start, self.lines)

    @view
    def inline(self) -> Inline:
        """Everything found inside the body's blocks by one scan."""
        from vaultlint.note.inline import scan_inline

        return scan_inline(self.text, self.blocks)

    @view
    def frontmatter_links(self) -> tuple[Link, ...]:
        """The links that Obsidian reads from the properties (section 3.3)."""
        return property_links(self.text, self.frontmatter)

    @view
    def links(self) -> tuple[Link, ...]:
        """Every link and embed of the note in order, those of the properties first (section 5)."""
        return (*self.frontmatter_links, *self.inline.links)

    @view
    def frontmatter_tags(self) -> tuple[Tag, ...]:
        """The tags that Obsidian reads from the property `tags` (section 4.4)."""
        from vaultlint.note.tags import frontmatter_tags

        return frontmatter_tags(self.text, self.frontmatter)

    @property
    def tags(self) -> tuple[Tag, ...]:
        """Every tag that Obsidian counts, those of the property `tags` first (section 4)."""
        return (*self.frontmatter_tags, *self.inline.tags)

    @view
    def headings(self) -> tuple[Heading, ...]:
        """The top-level headings, the only ones that links reach (section 7.1)."""
        from vaultlint.note.headings import find_headings

        return find_headings(self.text, self.blocks)

    @view
    def block_ids(self) -> tuple[tuple[str, Span], ...]:
        """Each block id in lower case, without its caret, and where it stands (section 5.4)."""
        from vaultlint.note.headings import find_block_ids

        return find_block_ids(self.text, self.blocks, self.inline)

    @view
    def callouts(self) -> tuple[Callout, ...]:
        """The quotes that are callouts (section 8)."""
        from vaultlint.note.callouts import find_callouts

        return find_callouts(self.text, self.blocks)

    @view
    def tasks(self) -> tuple[Task, ...]:
        """The list items that are tasks (section 8)."""
        from vaultlint.note.callouts import find_tasks

        return find_tasks(self.text, self.blocks)

    @view
    def zones(self) -> tuple[Zone, ...]:
        """What is not prose, in order of position; zones may lie within one another."""
        from vaultlint.note.zones import find_zones

        return find_zones(
            self.text, self.frontmatter, self.blocks, self.inline, self.frontmatter_links
        )

    @view
    def foreign(self) -> tuple[Zone, ...]:
        """The zones in which a plugin or a program writes, fields aside (section 8.1)."""
        from vaultlint.note.zones import find_foreign

        return tuple(sorted(find_foreign(self.text, self.frontmatter, self.blocks)))

    @view
    def internal_links(self) -> tuple[Link, ...]:
        """The links and embeds that lead into the vault and that no program makes (section 8.1)."""
        from vaultlint.note.zones import internal_links

        return tuple(internal_links(self.text, self.links, self.foreign))

    def links_that(self, test: Callable[[LinkKind, str], bool]) -> Sequence[Link]:
        """Those of `internal_links` whose kind ("markdown" for all but wikilinks) and path pass.

        The note is parsed only if there may be any, and if more than a look is needed to see that
        they are links: what a rule should ask for rather than for all links.
        """
        if self.possible_links == NO_LINKS:
            return ()
        from vaultlint.note.wanted_links import wanted_links

        return wanted_links(self, test)

    def outside(self, *kinds: ZoneKind) -> tuple[Span, ...]:
        """The spans of the text in no zone of these kinds, or of any kind if none is given."""
        from vaultlint.note.zones import outside

        return outside(self.zones, len(self.text), kinds)

    def block_at(self, offset: int) -> Block | None:
        """The innermost block that holds the character at `offset`."""
        from vaultlint.note.blocks import block_at

        return block_at(self.blocks, offset)
