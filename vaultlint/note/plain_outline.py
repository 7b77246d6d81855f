"""The outline of a note read line by line, where nothing but its first characters tell a line.

A heading that begins in the first column is in no quote and no list, whatever stands above it. What
can hide it begins a line too: a fence, HTML, a comment, math, a definition. The few notes in which
a line may be the one or the other are left to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.lazy import lazy
from vaultlint.note.outline import Entry, Outline, lines_like_headings

# Every line that begins so, in up to three columns; all others are text, or lie in a container.
_LINE = lazy(
    r"\n( {0,3})(?:(#{1,6})(?=[ \t\n])|(`{3,}+(?=[^`\n]*\n)|~{3,}+)|(%%(?!%)(?![^\n]*%%))"
    r"|(\$\$(?!\$)(?![^\n]*\$\$))|\[\^([^\[\]\s]++)\]:|(\[(?![\[^])(?=[^\n]*\]:))"
    r"|(<[A-Za-z/!?])|(=++|-++)[ \t]*+(?=\n))"
)
_FOOTNOTE = lazy(r"\[\^[^\[\]\s]++\]:")
_COMMENT_END = lazy(r"(?<!%)%%(?!%)")
_BLANK_LINE = lazy(r"\n[ \t\v\f]*+(?=\n)")
_BULLET = lazy(r" {0,3}[-*+][ \t]++[^ \t]")  # ends any paragraph; its own is the item's
_AUTOLINK = lazy(r"<[A-Za-z][A-Za-z0-9+.-]{1,31}:")
# HTML that ends at its own end, and not at a blank line.
_LONG_HTML = lazy(r"<(?:[!?]|(?:pre|script|style|textarea)\b)", re.IGNORECASE)
_BLANKS = " \t\v\f"
_NO_PROSE = frozenset(" \t\v\f-+*_#=>`~<[|:$%0123456789")  # what other blocks begin with


def plain_outline(body: str) -> Outline | None:
    """The outline of a note's body, None if only the parser can tell it.

    body: without properties; its newlines are LF, and one ends it.
    """
    footnotes: list[str] = []
    entries: list[Entry] = []
    try:
        entries.extend(_entries("\n" + body, footnotes))
    except _UnclearError:
        return None
    if "^" in body and "[^" in body and len(_FOOTNOTE.findall(body)) != len(footnotes):
        return None
    return Outline(tuple(entries), tuple(footnotes), certain=True)


class _UnclearError(Exception):
    """Some line may be a heading or none."""


def _entries(text: str, footnotes: list[str]) -> Iterator[Entry]:
    """The headings of a text that begins with a newline; ids of footnotes are added to the list."""
    html_end = at = 0
    behind = -1  # where what other lines begin ends: a heading, a fence, a comment, math
    while match := _LINE.search(text, at):
        start, at = match.span()
        indent, level, fence, comment, math, footnote, definition, html, under = match.groups()
        if html:
            html_end = max(html_end, _end_of_html(text, match.start(8)))
        elif start < html_end:
            raise _UnclearError
        elif level or footnote or fence or comment or math:
            if indent:
                raise _UnclearError  # at the top, or in an item of a list
            if level:
                at = text.find("\n", at)
                yield Entry(_text(text[match.end() : at]), len(level))
            elif footnote:
                footnotes.append(footnote.lower())
            elif fence:
                at = _end_of_fence(text, at, fence)
            else:
                end = _COMMENT_END.search(text, at) if comment else text.find("$$", at)
                at = _end_of_line(text, end if isinstance(end, int) else end and end.end())
                if comment:
                    yield from lines_like_headings(text[start + 1 : at])
            behind = at
        elif definition:
            raise _UnclearError
        elif start != behind and (line := _underlined(text, start, behind)):
            yield Entry(line, 1 if under[0] == "=" else 2)


def _text(line: str) -> str:
    """The text behind the opening # of a heading, without those that close it."""
    line = line.rstrip(" \t")
    opened = line.rstrip("#")
    if not opened or opened[-1] in " \t":
        line = opened
    return line.strip(" \t")


def _end_of_fence(text: str, at: int, fence: str) -> int:
    least = min(len(fence), 999)
    closer = re.compile(rf"\n {{0,3}}{fence[0]}{{{least},}}[ \t]*(?=\n)")
    close = closer.search(text, text.find("\n", at))
    if close is None:
        raise _UnclearError
    return close.end()


def _end_of_line(text: str, at: int | None) -> int:
    if at is None or at < 0:
        raise _UnclearError
    return text.find("\n", at)


def _end_of_html(text: str, at: int) -> int:
    """Where the HTML ends that may begin at `at`, if it is any."""
    line_end = text.find("\n", at)
    if text.startswith("<!--", at) and text.find("-->", at + 4, line_end) > 0:
        return at
    if _LONG_HTML.match(text, at):
        raise _UnclearError
    if _AUTOLINK.match(text, at):
        return at
    blank = _BLANK_LINE.search(text, line_end)
    return blank.start() if blank else len(text)


def _underlined(text: str, start: int, behind: int) -> str:
    """The line of text of which the underline behind the newline at `start` makes a heading."""
    above = text.rfind("\n", 0, start)
    line = text[above + 1 : start]
    if above < 0 or not line.strip(_BLANKS) or (above >= behind and _BULLET.match(line)):
        return ""
    before = text.rfind("\n", 0, above)
    if (
        above < behind
        or line[0] in _NO_PROSE
        or (before >= 0 and text[before + 1 : above].strip(_BLANKS))
    ):
        raise _UnclearError  # several lines of text, or the last one of a list
    return line.strip(" \t")
