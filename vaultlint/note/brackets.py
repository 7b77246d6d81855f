"""What a closing bracket closes: a Markdown link or image, a reference, an inline footnote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultlint.note.destination import fold_label, parse_inline, read_label
from vaultlint.note.links import markdown_link, reference_link
from vaultlint.note.tags import Tag

if TYPE_CHECKING:
    from vaultlint.note.scan import Scan

MAX_LABEL = 999  # characters, by CommonMark


class Bracket:
    """An opening bracket that waits for its end.

    embed: a "!" stands before it; note: a "^" does. delimiters: how many delimiter runs stand
    before it. nested: another bracket closed within it, so that its text is no label. tag: a tag
    right behind it, which counts if the bracket is a link's (obsidian.md section 4.3).
    """

    __slots__ = ("delimiters", "embed", "nested", "note", "start", "tag")

    def __init__(self, start: int, embed: bool, note: bool, delimiters: int) -> None:
        self.start = start
        self.embed = embed
        self.note = note
        self.delimiters = delimiters
        self.nested = False
        self.tag: Tag | None = None


def close_bracket(scan: Scan, at: int) -> int:
    """Decide what the "]" at `at` closes, and where the scan goes on."""
    brackets = scan.brackets
    if not brackets:
        return at + 1
    bracket = brackets.pop()
    active = bracket.embed or len(brackets) >= scan.inactive
    scan.inactive = min(scan.inactive, len(brackets))
    if bracket.note:
        scan.pair_delimiters(bracket.delimiters)
        return scan.mark("inline-footnote", bracket.start - 1, at + 1, bracket.start + 1, at)
    end = _link_end(scan, bracket, at) if active else 0
    if brackets:
        brackets[-1].nested = True
    if not end:
        return at + 1
    scan.pair_delimiters(bracket.delimiters)
    if not bracket.embed:
        scan.inactive = len(brackets)
        if bracket.tag is not None:
            scan.tags.append(bracket.tag)
    scan.fresh = end
    return end


def _link_end(scan: Scan, bracket: Bracket, at: int) -> int:
    """Add the link that the brackets make; 0 if they make none."""
    text, end = scan.text, scan.end
    if text.startswith("(", at + 1, end):
        destination = parse_inline(text, at + 1, end)
        if destination is not None:
            if destination.span.start < destination.span.end:  # `[x]()` leads nowhere
                scan.links.append(
                    markdown_link(text, bracket.start, at, destination, embed=bracket.embed)
                )
            return destination.end
    if not scan.definitions:
        return 0
    label, stop = "", at + 1
    if text.startswith("[", at + 1, end) and (found := read_label(text, at + 1, end)):
        label, stop = found
    if not label and not bracket.nested and at - bracket.start <= MAX_LABEL:
        label = fold_label(text[bracket.start + 1 : at])
    definition = scan.definitions.get(label)
    if definition is None:
        return 0
    scan.links.append(
        reference_link(text, bracket.start, at, stop, definition, embed=bracket.embed)
    )
    return stop
