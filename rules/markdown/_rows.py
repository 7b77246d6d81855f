"""The rows of tables: their cells, and which lines may belong to a broken table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from vaultlint.finding import Span
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.links import WIKILINK

_MAY_BE_DELIMITER = lazy(r"\n[ \t>]*+(?:\|[ \t]*+:?-|:?-++:?[ \t]*+\|)")
_DELIMITER = lazy(r"\|?[ \t]*+:?-++:?[ \t]*+(?>(?:\|[ \t]*+:?-++:?[ \t]*+)*)\|?")
_BORDER = lazy(r"(?<!\\)\|")
_HEADING = lazy(r"#{1,6}(?:[ \t]|\Z)")
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
    seen = start
    for match in _MAY_BE_DELIMITER.finditer(text, start):
        if match.start() >= seen:
            first = max(text.rfind("\n\n", seen, match.start() + 1), seen)
            last = text.find("\n\n", match.end())
            seen = len(text) if last < 0 else last
            if _is_suspicious(text[first:seen]):
                return True
    return False


def _is_regular(text: str) -> bool:
    """Whether the text is one table, written as most are: pipes around each row, and as many."""
    text = text.strip("\n")
    lines = text.count("\n")
    if not lines or not text.startswith("|") or not text.count("\n|") == text.count("|\n") == lines:
        return False
    rows = text.split("\n")
    return (
        rows[-1].endswith("|")
        and len({row.count("|") for row in rows}) == 1
        and len(_MAY_BE_DELIMITER.findall("\n" + text)) == 1
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
            count = row.count("|") + 1 - row.startswith("|") - row.endswith("|")
            if columns and count > columns:
                return True
            if "-" in row and _DELIMITER.fullmatch(row):
                if columns or (len(above) > 1 and not _HEADING.match(above[-2])):
                    return True
                columns = count
        above.append(row)
    return False


def _stripped(text: str, span: Span) -> Span:
    """The span without the blanks at its ends."""
    written = text[span.start : span.end].rstrip(_BLANKS)
    end = span.start + len(written)
    return Span(end - len(written.lstrip(_BLANKS)), end)
