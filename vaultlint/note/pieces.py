"""Where the lines of a parsed text lie in the file, whose container prefixes the text has lost."""

from __future__ import annotations

from vaultlint.finding import Span
from vaultlint.note.source import Lines

_BLANKS = " \t"


class Pieces:
    """Finds lines again by their ends: but for leading blanks a line is the end of its source line.

    Every method takes the text `src` of a state, the source line that the offset `start` of it lies
    on, and offsets in it. `stop` lies behind a newline if `start` is not `stop`.
    """

    def __init__(self, text: str, lines: Lines) -> None:
        self.text = text
        self.starts = lines.starts
        self.ends = lines.ends

    def content(self, src: str, line: int, start: int) -> int:
        """Where the first character of a line stands that is no blank."""
        row = src[start : src.find("\n", start)]
        return self.ends[line] - len(row.lstrip(_BLANKS))

    def prose(self, src: str, line: int, start: int, stop: int) -> tuple[Span, ...]:
        """Lines whose leading blanks mean nothing and are left out."""
        ends = self.ends
        return tuple(
            Span(ends[number] - len(row.lstrip(_BLANKS)), ends[number])
            for number, row in enumerate(src[start : stop - 1].split("\n"), line)
        )

    def verbatim(
        self, src: str, line: int, start: int, stop: int, *, indent: int = 0
    ) -> tuple[Span, ...]:
        """Lines with their leading blanks, but for up to `indent` columns of them."""
        rows = src[start:stop].split("\n")[:-1]
        return tuple(self._verbatim(row, number, indent) for number, row in enumerate(rows, line))

    def _verbatim(self, row: str, line: int, indent: int) -> Span:
        end = self.ends[line]
        length = len(row.lstrip(_BLANKS))
        kept = len(row) - length - indent
        start = end - length
        if kept <= 0:
            return Span(start, end)
        if self.text.startswith(" " * kept, start - kept):
            return Span(start - kept, end)
        # Tabs: begin with the first character that stands in a column which is kept. One that
        # begins before it and reaches into it is left out.
        before = self.text[self.starts[line] : start]
        first_blank = len(before.rstrip(_BLANKS))
        wanted = len(before.expandtabs(4)) - kept
        column = 0
        for index, character in enumerate(before):
            if column >= wanted and index >= first_blank:
                return Span(self.starts[line] + index, end)
            column += 4 - column % 4 if character == "\t" else 1
        return Span(start, end)

    def heading(self, src: str, line: int, start: int, stop: int) -> Span:
        """The text of an ATX heading without the # that close it; `stop` is its newline."""
        text = src[start:stop].rstrip(_BLANKS)
        opened = text.rstrip("#")
        if not opened or opened[-1] in _BLANKS:
            text = opened.rstrip(_BLANKS)
        end = self.ends[line] - (stop - start - len(text))
        return Span(end - len(text.lstrip(_BLANKS)), end)

    def between(
        self, src: str, line: int, start: int, stop: int, *, after: int
    ) -> tuple[Span, ...]:
        """The lines between two delimiters, and what stands behind the second one on its line.

        What stands beside a delimiter on its line counts as a line unless it is blank.
        """
        first_end = src.find("\n", start)
        last_start = src.rfind("\n", start, stop) + 1
        spans: list[Span | None] = [self._beside(src, line, start, first_end)]
        spans += self.verbatim(src, line + 1, first_end + 1, last_start)
        if after > stop:
            last = line + src.count("\n", start, stop)
            spans.append(self._beside(src, last, last_start, stop))
            spans.append(self._beside(src, last, after, src.find("\n", after)))
        return tuple(span for span in spans if span is not None)

    def _beside(self, src: str, line: int, start: int, stop: int) -> Span | None:
        """A part of a line without the blanks around it, None if it is blank."""
        text = src[start:stop]
        length = len(text.strip(_BLANKS))
        end = self.ends[line] - (src.find("\n", stop) - start - len(text.rstrip(_BLANKS)))
        return Span(end - length, end) if length else None
