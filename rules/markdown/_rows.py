"""The rows of tables: their cells, and which lines may belong to a broken table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from vaultlint.finding import Span
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.links import WIKILINK
from vaultlint.note.tables import DASHED_PIPE

_MAY_BE_DELIMITER = lazy(r"\n[ \t>]*+(?:\|[ \t]*+:?-|:?-++:?[ \t]*+\|)")
_DASHED = lazy(r"\n\|[ \t]*+:?-++:?[ \t]*+\|")  # where a pipe begins each row
_DELIMITER = lazy(r"\|?[ \t]*+:?-++:?[ \t]*+(?>(?:\|[ \t]*+:?-++:?[ \t]*+)*)\|?")
_BORDER = lazy(r"\|(?<!\\\|)")
_HEADING = lazy(r"#{1,6}(?:[ \t]|\Z)")
# No paragraph either, or none that counts: a fence at the start of its line, the title of a
# callout, a remark.
_NO_TEXT = lazy(r"```++[A-Za-z]*+\Z|(?>(?:> )+)\[![^\]]*+\]|.*(?:%%|-->|%>)\Z")
_BLANK_LINE = lazy(r"(?>\r\n?|\n)[ \t]*+(?:[\r\n]|\Z)")
_BLANKS = " \t"


def cells(text: str, row: Span) -> Sequence[Span]:
    """The cells of a row without the blanks around them; an escaped pipe borders none."""
    start, end = _stripped(text, row)
    borders = [match.start() for match in _BORDER.finditer(text, start, end)]
    if not borders or borders[0] != start:
        borders.insert(0, start - 1)
    if borders[-1] != end - 1:
        borders.append(end)
    return [_stripped(text, Span(one + 1, other)) for one, other in pairwise(borders)]


def is_delimiter(text: str, row: Span) -> bool:
    """Whether the row parts a table's header from its other rows."""
    return _DELIMITER.fullmatch(text, *_stripped(text, row)) is not None


def end_of_rows(text: str, header: Span) -> int:
    """Where the next blank line begins, which ends a table in any reading."""
    blank = _BLANK_LINE.search(text, header.end)
    return blank.start() if blank else len(text)


def cut_apart(note: Note) -> Sequence[Span]:
    """The links, code and math, in order, that the row of a table cuts apart at a pipe, or would.

    What is shown as text for now may be read as a table here: its links are looked for by form.
    """
    spans = [link.span for link in note.inline.links]
    spans += (mark.span for mark in note.inline.of("code", "math"))
    spans += (Span(*match.span()) for match in WIKILINK.finditer(note.text, note.body_start))
    return sorted(span for span in spans if _BORDER.search(note.text, *span))


def may_be_broken(text: str, start: int) -> bool:
    """Whether text stands directly above a table, or a row may have more cells than its header.

    Looks from the offset `start` on at lines alone, each once: those around a delimiter row.
    """
    if "\r" in text:
        text, start = text[start:].replace("\r\n", "\n").replace("\r", "\n"), 0
    seen = at = start  # where the last stretch of lines ended, and the last line
    while beside := DASHED_PIPE.search(text, at):
        newline = text.rfind("\n", seen, beside.start())
        if newline < 0 or not _MAY_BE_DELIMITER.match(text, newline):
            end = at = text.find("\n", beside.end())
        else:
            first = max(text.rfind("\n\n", seen, newline + 1), seen)
            end = seen = at = text.find("\n\n", beside.end())
            if _is_suspicious(text[first : end if end >= 0 else len(text)]):
                return True
        if end < 0:
            return False
    return False


def _is_regular(text: str) -> bool:
    """Whether the text is one table, written as most are: pipes around each row, and as many."""
    text = text.strip("\n")
    rows = text.split("\n")
    return (
        len(rows) > 1
        and text.startswith("|")
        and text.endswith("|")
        and text.count("|\n|") == len(rows) - 1
        and len({row.count("|") for row in rows}) == 1
        and len(_DASHED.findall(text)) == 1
        and _DELIMITER.fullmatch(rows[1]) is not None
    )


def _is_suspicious(text: str) -> bool:
    if _is_regular(text):
        return False
    columns, above = 0, list[str]()  # of the table, 0 outside; the lines since the last blank one
    for line in text.split("\n"):
        row = line.lstrip(" \t>").rstrip(_BLANKS)
        if not row:
            columns, above = 0, []
            continue
        if "|" in row:
            count = _count(row)
            if columns and count > columns:
                return True
            if "-" in row and _DELIMITER.fullmatch(row):
                if columns or (len(above) > 1 and _may_be_text(above[-2])):
                    return True
                columns = count
        above.append(line)
    return False


def _count(row: str) -> int:
    """How many cells a row has that no blanks surround, as `cells` finds them."""
    starts, ends = row.startswith("|"), row.endswith("|") and not row.endswith("\\|")
    return row.count("|") - row.count("\\|") + 1 - starts - ends


def _may_be_text(line: str) -> bool:
    """Whether a table below the line may be a table below text."""
    return not (_NO_TEXT.match(line) or _HEADING.match(line.lstrip(" \t>")))


def _stripped(text: str, span: Span) -> Span:
    """The span without the blanks at its ends."""
    written = text[span.start : span.end].rstrip(_BLANKS)
    end = span.start + len(written)
    return Span(end - len(written.lstrip(_BLANKS)), end)
