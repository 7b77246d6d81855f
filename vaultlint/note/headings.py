"""Headings and block ids: what links reach within a note (obsidian.md sections 5.4 and 7)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from vaultlint.finding import Span
from vaultlint.lazy import lazy

if TYPE_CHECKING:
    from vaultlint.note.blocks import Block
    from vaultlint.note.inline import Inline

_SPACES = r"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_NOT_COMPARED = lazy(rf"[{_SPACES}!\"#$%&()*+,.:;<=>?@^`{{|}}~/\[\]\\]+")
_NOT_LINKABLE = lazy(rf"(?:[{_SPACES}:#|^\\]|%%|\[\[|\]\])+")
_NEWLINE = lazy(r"\r\n?|\n")
_ID_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"


class Heading(NamedTuple):
    """A top-level heading: its raw text as Obsidian caches it, its level, and the text's span."""

    text: str
    level: int
    span: Span


def compare_form(heading: str) -> str:
    """The form in which Obsidian compares heading texts and subpaths (obsidian.md section 7.2).

    Lower case; ASCII punctuation other than `'`, `-` and `_` becomes blanks, and blanks collapse.
    A heading whose form is empty cannot be reached.
    """
    return _NOT_COMPARED.sub(" ", heading).strip(" ").lower()


def link_form(heading: str) -> str:
    """The form of a heading that Obsidian writes into a link to it (obsidian.md section 7.2).

    Only what would end or split a link is made a blank: `:`, `#`, `|`, `^`, a backslash, newlines,
    and the pairs `%%`, `[[` and `]]`.
    """
    return _NOT_LINKABLE.sub(" ", heading).strip(" ")


def resolve_headings(headings: Sequence[Heading], subpath: str) -> Heading | None:
    """The heading that a subpath such as "#A#B" reaches, None if it reaches none.

    Each part is searched below the match before it, at a deeper level (obsidian.md section 7.3). A
    subpath of one part that begins with `^` or `[^` names a block or a footnote, never a heading.
    """
    parts = [part for part in subpath.split("#") if part]
    if not parts or (len(parts) == 1 and parts[0].startswith(("^", "[^"))):
        return None
    wanted = [compare_form(part) for part in parts]
    if not all(wanted):
        return None
    found = level = 0
    for heading in headings:
        if heading.level > level and compare_form(heading.text) == wanted[found]:
            found += 1
            level = heading.level
            if found == len(wanted):
                return heading
    return None


def find_headings(text: str, blocks: Sequence[Block]) -> tuple[Heading, ...]:
    """The headings that stand in no container, empty ones included (obsidian.md section 7.1).

    The lines of a setext heading are joined by newlines.
    """
    found = []
    for block in _reachable(text, blocks):
        if block.kind == "heading" and block.depth == 0:
            lines = [text[piece.start : piece.end].strip(" \t") for piece in block.pieces]
            span = Span(block.pieces[0].start, block.pieces[-1].end)
            found.append(Heading("\n".join(lines), block.level, span))
    return tuple(found)


def find_block_ids(
    text: str, blocks: Sequence[Block], inline: Inline
) -> tuple[tuple[str, Span], ...]:
    """The block ids in lower case without their caret, each with the span of `^id`.

    An id is the last word of a paragraph or of a heading (obsidian.md section 5.4); one inside a
    quote names nothing, since parts of quotes cannot be targets.
    """
    literal = sorted(mark.span for mark in inline.of("code", "math", "comment", "html"))
    found = []
    quote_end = -1
    for block in _reachable(text, blocks):
        if block.kind == "quote":
            quote_end = max(quote_end, block.span.end)
        if block.kind not in ("paragraph", "heading") or block.span.start < quote_end:
            continue
        start, end = block.pieces[-1]
        line = text[start:end].rstrip(" \t")
        word = len(line.rstrip(_ID_CHARACTERS))
        if (
            word == len(line)
            or line[word - 1 : word] != "^"
            or line[word - 2 : word - 1].strip(" \t")
        ):
            continue
        span = Span(start + word - 1, start + len(line))
        before = bisect_right(literal, span.start, key=lambda mark: mark.start)
        if before and literal[before - 1].end > span.start:
            continue
        found.append((text[start + word : span.end].lower(), span))
    return tuple(found)


def _reachable(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, and those within a comment or math that nothing closes.

    Whether Obsidian finds headings and ids behind an opening `%%` or `$$` without an end is
    uncertain (obsidian.md section 12, question 22). A link to one must not be called broken.
    """
    for block in blocks:
        yield block
        unclosed = block.kind in ("comment", "math") and not block.closed and block.depth == 0
        if unclosed and (newline := _NEWLINE.search(text, block.span.start)):
            from vaultlint.note.blocks import parse_blocks

            yield from _reachable(text, parse_blocks(text, newline.end()))
