"""How safe it is to remove characters without width, by what stands around them."""

from __future__ import annotations

import re

from vaultlint.finding import Safety, Span
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.zones import lies_in

from ._unseen import merged

_SOFT_HYPHEN = "\u00ad"
_ENDS_TEXT = lazy(r"(?:.?[^\s\\>#+*-]|[\w,;:!?…”’\"'] )\Z", re.DOTALL)
_LINE_END = lazy(r"[ \t]*+(?=[\r\n]|\Z)")
# What stands for a sign that is written otherwise ("2⁢x" for "2·x"), or hides a text.
_SAYS_SOMETHING = lazy("[\u2061-\u206f\U000e0000-\U000e007f]")


class Surroundings:
    """The links, tags and headings of a note."""

    def __init__(self, note: Note) -> None:
        self._text = note.text
        self._headings = [heading.span for heading in note.headings]
        self._targets = merged(link.target for link in note.links if not link.external)
        self._tags = merged(tag.span for tag in note.tags)
        addresses = (zone.span for zone in note.zones if zone.kind == "target")
        self._addresses = merged(Span(max(start - 1, 0), end + 1) for start, end in addresses)

    def safety(self, span: Span) -> Safety:
        """Whether the run may go without a look, or only with one.

        Links elsewhere reach a heading by its text (obsidian.md section 7.2): they would lose it.
        Nobody can tell what an address on the web needs.
        """
        if _SAYS_SOMETHING.search(self._text, *span) or lies_in(span, self._headings):
            return Safety.UNSAFE
        if lies_in(span, self._targets):
            return Safety.SAFE
        if lies_in(span, self._addresses):
            return Safety.UNSAFE
        if _in_plain_text(self._text, span):
            return Safety.SAFE
        if _LINE_END.match(self._text, span.end):
            # A word with a soft hyphen may go on in the next line. Behind two blanks or a backslash
            # a line would break, and behind a marker nothing would be left.
            ends_text = _ENDS_TEXT.match(self._text, max(span.start - 2, 0), span.start)
            hyphen = self._text.startswith(_SOFT_HYPHEN, span.start)
            return Safety.SAFE if ends_text and not hyphen else Safety.UNSAFE
        in_tag = lies_in(span, self._tags) or lies_in(Span(span.start - 1, span.start), self._tags)
        return Safety.SAFE if in_tag else Safety.UNSAFE

    def in_address(self, span: Span) -> bool:
        """Whether it stands in what a link leads to."""
        return lies_in(span, self._addresses)


def _in_plain_text(text: str, span: Span) -> bool:
    """Whether it stands between letters that have no use for it, or beside the blank between them.

    These are letters of Latin, Greek and Cyrillic.
    """
    start, end = span
    if _SOFT_HYPHEN not in text[start:end]:
        start -= text.startswith(" ", start - 1)
        end += text.startswith(" ", end)
    return _is_plain(text[max(start - 1, 0) : start]) and _is_plain(text[end : end + 1])


def _is_plain(character: str) -> bool:
    """Whether it is a letter of a script that has no use for such characters.

    These are Latin, Greek and Cyrillic.
    """
    return character.isalpha() and (
        character < "\u0530"
        or "\u1e00" <= character < "\u2000"
        or "\u2c60" <= character < "\u2c80"
        or "\ua640" <= character < "\ua6a0"
        or "\ua720" <= character < "\ua800"
    )
