"""Draw the characters that a terminal would obey or that nobody would see."""

from __future__ import annotations

import re
import unicodedata

from vaultlint.lazy import lazy

# Controls (C0, DEL, C1), the bidirectional controls, line and paragraph separators, surrogates.
_OBEYED = lazy(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)
_UNSEEN = lazy(
    "[\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180e\u2000-\u200c\u200e-\u200f"
    "\u2028-\u202f\u205f-\u206f\u3000\ud800-\udfff\ufeff]"
)
_NO_WIDTH = frozenset(("Mn", "Me", "Cf"))


def visible(text: str) -> str:
    """The text on one line, what a terminal would obey drawn: ‹U+001B›, or ‹0x92› for a byte."""
    return text if text.isascii() and text.isprintable() else _OBEYED.sub(_sign, text)


def visible_blanks(text: str) -> str:
    """As `visible`, with the odd blanks and the characters without width drawn too."""
    return _UNSEEN.sub(_sign, text)


def width(text: str) -> int:
    """How many columns of a terminal a drawn text takes: a combining mark none, a wide one two."""
    if text.isascii():
        return len(text)
    return sum(map(_character_width, text))


def _character_width(character: str) -> int:
    if unicodedata.category(character) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"‹0x{code - 0xDC00:02X}›" if 0xDC80 <= code <= 0xDCFF else f"‹U+{code:04X}›"
