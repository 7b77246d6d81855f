"""From bytes to text and back, and from offsets to lines."""

from __future__ import annotations

import re
from bisect import bisect_right

from vaultlint.finding import Span

_LINE_END = re.compile(r"\r\n|\n|\r")
_BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
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
    """The lines of a text: LF, CRLF and a lone CR end one, as in CommonMark; nothing else does."""

    def __init__(self, text: str) -> None:
        self.starts = [0]
        self.ends: list[int] = []
        for match in _LINE_END.finditer(text):
            self.ends.append(match.start())
            self.starts.append(match.end())
        self.ends.append(len(text))

    def __len__(self) -> int:
        return len(self.starts)

    def number_at(self, offset: int) -> int:
        """The number, from 0, of the line that holds the offset."""
        return bisect_right(self.starts, offset) - 1

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1, columns in characters."""
        number = self.number_at(offset)
        return number + 1, offset - self.starts[number] + 1

    def span(self, number: int) -> Span:
        """The characters of a line, numbered from 0, without its newline."""
        return Span(self.starts[number], self.ends[number])
