"""Links and embeds: their grammar and their parts (obsidian.md section 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vaultlint.finding import Span
from vaultlint.note.frontmatter import Frontmatter

LinkKind = Literal["wikilink", "markdown", "reference"]


@dataclass(frozen=True, slots=True)
class Link:
    """A link or an embed to something in the vault, or to the outside.

    path and subpath: what Obsidian makes of the target: decoded, NFC, trimmed; the subpath begins with
        "#", both may be "". display: the text behind the pipe, or the text of a Markdown link, None if
        there is none. size: of an embed, "100" or "100x145".
    span: all of it, "!" and brackets included. target: the span of path and subpath as written
        (without "<>" of a Markdown link). display_span: of the display text as written, None if none.
        parts: spans that follow one another and together are `span`: for a wikilink the opening,
        the target, the separator, the display, the closing (empty ones where a part is missing).
    external: the target is a URL; then path is the URL. property: the name of the property it stands
        in, with the index in a list ("up.0"), None in the body.
    """

    kind: LinkKind
    embed: bool
    span: Span
    target: Span
    path: str
    subpath: str = ""
    display: str | None = None
    display_span: Span | None = None
    size: str | None = None
    external: bool = False
    property: str | None = None
    parts: tuple[Span, ...] = ()


def property_links(text: str, frontmatter: Frontmatter | None) -> tuple[Link, ...]:
    """The links that Obsidian reads from property values: strings that are one link as a whole (3.3)."""
    raise NotImplementedError
