"""The source line of a finding with a line of carets under it, as a terminal shows it."""

from __future__ import annotations

from vaultlint.lint import Located
from vaultlint.report.visible import visible, visible_blanks, width

_ELLIPSIS = "..."


def excerpt(located: Located, columns: int) -> tuple[str, str]:
    """The line and its carets, both cut around what is marked so that they fit into `columns`.

    Hidden characters are drawn, inside the mark the odd blanks as well; a tab is drawn as two
    blanks. A finding that goes on in a later line is marked up to the end of its first one.
    """
    line = located.excerpt
    first = located.excerpt_column
    start = min(located.column - first, len(line))
    end = located.end_column - first if located.end_line == located.line else len(line)
    end = min(max(end, start), len(line))
    room = max(columns, 20)
    # Only so much of a line can be shown; never draw a line of a million characters.
    marked = _draw(line[start : start + room], blanks=True)
    if end - start < room:
        marked = _draw(line[start:end], blanks=True)
    marked, cut = _take(marked, room * 2 // 3)
    left = room - max(width(marked), 1)
    after, after_cut = _take(_draw(line[end : end + room]) if not cut else "", left * 2 // 3)
    before, before_cut = _take_last(_draw(line[max(0, start - room) : start]), left - width(after))
    opening = _ELLIPSIS if before_cut or start > room or first > 1 else ""
    closing = _ELLIPSIS if cut or after_cut or end + room < len(line) else ""
    carets = " " * width(opening + before) + "^" * max(1, width(marked))
    return f"{opening}{before}{marked}{after}{closing}", carets


def _draw(text: str, blanks: bool = False) -> str:
    return "  ".join(map(visible_blanks if blanks else visible, text.split("\t")))


def _take(text: str, room: int) -> tuple[str, bool]:
    """As much of the text's start as fits, and whether something was left out."""
    used = 0
    for index, character in enumerate(text):
        used += width(character)
        if used > room:
            return text[:index], True
    return text, False


def _take_last(text: str, room: int) -> tuple[str, bool]:
    """As much of the text's end as fits, and whether something was left out."""
    used = 0
    for index in range(len(text) - 1, -1, -1):
        used += width(text[index])
        if used > room:
            return text[index + 1 :], True
    return text, False
