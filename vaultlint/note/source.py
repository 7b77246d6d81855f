"""From bytes to text and back, and from offsets to lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from vaultlint.finding import Span
from vaultlint.lazy import lazy

_LINE_END = lazy(r"\r\n|\n|\r")
_BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
SIGNS = frozenset("[](|!#^%$`~<{:")
"""The signs that begin, part and end Markdown, and stand in few places of a text besides."""
_SIGNS = "".join(sorted(SIGNS)).encode()
_USUAL = bytes(range(0x20, 0x7F)) + b"\t\n\r"
_COMMON = _USUAL.translate(None, _SIGNS)
_BEYOND_ASCII = bytes(range(0x80, 0x100))
_UNUSUAL = lazy(r"[^\x20-\x7e\t\n\r]+")
_SHORT = 100_000  # characters in which to count lines is quicker than to find them all
_SAMPLE = 4096  # bytes looked at for NULs: a text in another encoding shows itself at once


def decode(data: bytes) -> str:
    """The text of the bytes, every byte that is not UTF-8 a lone surrogate; newlines untouched."""
    return data.decode("utf-8", "surrogateescape")


def encode(text: str) -> bytes:
    """The bytes of a text that `decode` gave; surrogates that stand for no byte become "?"."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udc7f\udd00-\udfff]", "?", text).encode("utf-8", "surrogateescape")


def is_usual(character: str) -> bool:
    """Whether it is printable ASCII, a tab or part of a newline."""
    return _UNUSUAL.match(character) is None


def without_common(data: bytes) -> bytes:
    """The bytes without those of the characters that are neither a sign nor unusual."""
    return data.translate(None, _COMMON)


def signs_in(rare: bytes) -> str:
    """The signs among what `without_common` gave, in order, and perhaps control characters."""
    return (rare if rare.isascii() else rare.translate(None, _BEYOND_ASCII)).decode()


def unusual_characters(rare: bytes, text: str, *, is_utf8: bool) -> str:
    """All characters but usual ones of the text that `without_common` gave `rare` for, in order."""
    if is_utf8:  # then no byte of one character is like another character
        return rare.translate(None, _SIGNS).decode()
    return "".join(_UNUSUAL.findall(text))


def foreign_encoding(data: bytes) -> str | None:
    """The encoding of a file that is plainly no UTF-8 text, None for any other.

    "utf-16-le", "utf-16-be", "utf-32-le" and "utf-32-be" by byte order mark or by where the NUL
    bytes fall; "binary" for a file that is full of NULs in no such order. One stray NUL in a note
    is text.
    """
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return name
    sample = data[:_SAMPLE]
    nuls = sample.count(0)
    if nuls * 20 < len(sample) or not nuls:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > even * 10 and odd * 5 > len(sample):
        return "utf-16-le"
    if even > odd * 10 and even * 5 > len(sample):
        return "utf-16-be"
    return "binary" if nuls * 3 > len(sample) else None


class Lines:
    """The lines of a text: LF, CRLF and a lone CR end one, as in CommonMark; nothing else does.

    They are found when the first one is asked for by its number.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _borders(self) -> tuple[list[int], list[int]]:
        starts, ends = [0], list[int]()
        for match in _LINE_END.finditer(self._text):
            ends.append(match.start())
            starts.append(match.end())
        ends.append(len(self._text))
        return starts, ends

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins."""
        return self._borders[0]

    @cached_property
    def ends(self) -> list[int]:
        """Where each line ends, without its newline."""
        return self._borders[1]

    def __len__(self) -> int:
        return len(self.starts)

    def number_at(self, offset: int) -> int:
        """The number, from 0, of the line that holds the offset."""
        return bisect_right(self.starts, offset) - 1

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1, columns in characters."""
        if "\r" not in self._text and "_borders" not in vars(self) and len(self._text) < _SHORT:
            line_start = self._text.rfind("\n", 0, offset) + 1
            return self._text.count("\n", 0, line_start) + 1, offset - line_start + 1
        number = self.number_at(offset)
        return number + 1, offset - self.starts[number] + 1

    def around(self, offset: int) -> Span:
        """The line that holds the offset, without its newline."""
        if "\r" not in self._text and "_borders" not in vars(self) and len(self._text) < _SHORT:
            end = self._text.find("\n", offset)
            start = self._text.rfind("\n", 0, offset) + 1
            return Span(start, end if end >= 0 else len(self._text))
        return self.span(self.number_at(offset))

    def span(self, number: int) -> Span:
        """The characters of a line, numbered from 0, without its newline."""
        return Span(self.starts[number], self.ends[number])
