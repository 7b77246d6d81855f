"""What in a note is not prose: code, math, comments, HTML, and the syntax of Obsidian's plugins."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from vaultlint.finding import Span
from vaultlint.lazy import lazy

if TYPE_CHECKING:
    from vaultlint.note.blocks import Block, BlockKind
    from vaultlint.note.frontmatter import Frontmatter
    from vaultlint.note.inline import Inline
    from vaultlint.note.links import Link
    from vaultlint.note.marks import MarkKind

ZoneKind = Literal["frontmatter", "code", "math", "comment", "html", "foreign", "target"]

_BLOCKS: Mapping[BlockKind, ZoneKind] = {
    "code": "code",
    "math": "math",
    "comment": "comment",
    "html": "html",
}
_MARKS: Mapping[MarkKind, ZoneKind] = {
    "code": "code",
    "math": "math",
    "comment": "comment",
    "html": "html",
    "autolink": "target",
    "field": "foreign",
}
# Chinese and Japanese punctuation ends a URL, and so do curly quotes: no blank need follow it.
_URL = lazy(r"https?://[^\s<>\[\]\"|`\u2018-\u201f\u3000-\u303f\uff01-\uff65]++")
_URL_TAIL = "?!.,:;*_~'"
_KANBAN = "kanban:settings"
_START = itemgetter(0)


class Zone(NamedTuple):
    """A stretch of text that is not prose, and why.

    "target" is the target of a link or embed (path, subpath, URL), "foreign" what belongs to a
    plugin (obsidian.md section 8.1).
    """

    span: Span
    kind: ZoneKind


def find_zones(
    text: str,
    frontmatter: Frontmatter | None,
    blocks: Sequence[Block],
    inline: Inline,
    frontmatter_links: Sequence[Link] = (),
) -> tuple[Zone, ...]:
    """Every zone of a note in order of position; they may lie within one another.

    frontmatter_links: the links in its properties, which the scan of its body does not see.
    """
    found: list[Zone] = []
    if frontmatter is not None:
        found.append(Zone(frontmatter.span, "frontmatter"))
    for block in blocks:
        kind = _BLOCKS.get(block.kind)
        if kind is not None:
            found.append(Zone(block.span, kind))
    found += find_foreign(text, frontmatter, blocks)
    for mark in inline.marks:
        kind = _MARKS.get(mark.kind)
        if kind is not None:
            found.append(Zone(mark.span, kind))
    found += (Zone(link.target, "target") for link in frontmatter_links)
    found += (Zone(link.target, "target") for link in inline.links if link.kind != "reference")
    found += (Zone(span, "target") for span, _ in inline.definitions.values())
    if "://" in text:
        known = {zone.span.start for zone in found if zone.kind == "target"}
        known |= {mark.inner.start for mark in inline.of("autolink")}
        found += (Zone(span, "target") for span in _urls(text) if span.start not in known)
    found.sort()
    return tuple(found)


def find_foreign(
    text: str, frontmatter: Frontmatter | None, blocks: Sequence[Block]
) -> Iterator[Zone]:
    """What belongs to plugins and programs, the fields of Dataview aside, in no order."""
    from vaultlint.note.foreign import placeholders, task_fields, templates

    if frontmatter is not None and frontmatter.get("excalidraw-plugin") is not None:
        yield Zone(Span(frontmatter.span.end, len(text)), "foreign")
    if _KANBAN in text:
        for block in blocks:
            if block.kind == "comment" and text.find(_KANBAN, *block.span) >= 0:
                yield Zone(block.span, "foreign")
    for span in (*templates(text), *placeholders(text)):
        yield Zone(span, "foreign")
    if not text.isascii():
        for span in task_fields(text, 0, len(text)):
            yield Zone(span, "foreign")


def outside(zones: Sequence[Zone], length: int, kinds: Collection[ZoneKind]) -> tuple[Span, ...]:
    """The spans of a text of this length that no zone of these kinds covers (all kinds if empty).

    The zones must be in order of position, as `find_zones` gives them; empty spans are left out.
    """
    free: list[Span] = []
    at = 0
    for (start, end), kind in zones:
        if start == end or (kinds and kind not in kinds):
            continue
        if start > at:
            free.append(Span(at, start))
        at = max(at, end)
    if at < length:
        free.append(Span(at, length))
    return tuple(free)


def lies_in(span: Span, free: Sequence[Span]) -> bool:
    """Whether one of the spans, in order and apart as `outside` gives them, contains the first."""
    at = bisect_right(free, span.start, key=_START)
    return at > 0 and free[at - 1].contains(span)


def internal_links(text: str, links: Iterable[Link], foreign: Sequence[Zone]) -> Iterator[Link]:
    """Those of a note's links that lead into the vault, and that somebody wrote.

    Links in templates, with placeholders, or in a drawing's data are a program's to make. The value
    of a Dataview field is foreign too, but its links are Obsidian's like any other: `foreign` are
    the zones that `find_foreign` gives, in order.
    """
    from vaultlint.note.foreign import PLACEHOLDER_SIGN

    free = outside(foreign, len(text), ())
    for link in links:
        written = not link.external and not PLACEHOLDER_SIGN.search(text, *link.target)
        if written and lies_in(link.span, free):
            yield link


def _urls(text: str) -> Iterator[Span]:
    """The URLs that stand without markup, less the punctuation of the sentence around them."""
    for match in _URL.finditer(text):
        start, end = match.span()
        surplus = text.count(")", start, end) - text.count("(", start, end)
        while end > start:
            last = text[end - 1]
            if last == ")" and surplus > 0:
                surplus -= 1
            elif last not in _URL_TAIL:
                break
            end -= 1
        yield Span(start, end)
