"""Links that are plainly links, whatever the blocks of their note: nothing can hide them.

What could stands before a link: HTML, a comment, open math or an open fence anywhere in the body; a
backtick, a dollar, an escape or the destination of another link in the same paragraph, if it is not
plain where that ends; an indent. A link behind none of these is found without parsing the note; all
others take the long way. So does a Markdown link with more in its text than words, or one that may
stand in a wikilink.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from vaultlint.lazy import lazy
from vaultlint.note.destination import parse_inline
from vaultlint.note.foreign import PLACEHOLDER_SIGN, TASK_SIGN
from vaultlint.note.links import Link, markdown_link, wikilink

# Before a link, anywhere in the body, these may begin what does not end before it. Lone carriage
# returns end lines too, and tabs make columns.
_REACHING_FAR = ("```", "~~~", "$$", "%%", "<", "\t", "\r")
_MAY_REACH_NEAR = lazy(r"[`$\\(](?:(?<!\()|(?<=\]\())")
# In a row of a table a pipe ends a cell, and so a link; only such a row has dashes beside pipes.
# What stands before several blanks and a pipe is not looked at.
_TABLE = lazy(r"\|(?: *+[-:]|(?<=[-:]\|)|(?<=[-:] \|)|(?<=  \|))")
_CODE_INDENT = "    "
# Code in a line, and a link's destination.
_HARMLESS = lazy(r"`(?!`)[^`\[\]\n]*+`(?!`)|\((?<=\]\()[^\s()<>\[\]\\`$|]*+\)")
# In the first column these begin code or math, whatever stands above them. Nearly all fences have
# three signs.
_OPENINGS = lazy(r"```(?=[^`\n]*+\n)|~~~(?=[^~\n][^\n]*+\n|\n)|\$\$(?!\$)(?=[^$\n]*+\n)")
_CLOSINGS = {
    "$$": lazy(r"\$\$[^\n]*+"),
    "```": lazy(r"\n {0,3}```++[ \t]*+(?=\n|\Z)"),
    "~~~": lazy(r"\n {0,3}~~~++[ \t]*+(?=\n|\Z)"),
}


# A Markdown link, and what may begin a wikilink around one.
_MARKDOWN = lazy(r"\[(?!\^)[^\[\]`$\\<%\t\r\n]*+\]\([^\s()<>\[\]\\`$|]++\)")
_MAY_HOLD_LINK = lazy(r"\[\[(?![^\[\]\r\n]*+\]\])")
_LONGEST_TEXT = 500  # characters of a Markdown link's text; one with more is not plain


class _Place(NamedTuple):
    """Where what may be a link stands; of a Markdown link, where its text ends.

    plain: whether it is one if nothing before it hides it.
    """

    start: int
    end: int
    closing: int = 0
    plain: bool = True


def plain_links(
    text: str, signs: str, body_start: int, wanted: Iterable[str], closings: Sequence[int] = ()
) -> list[Link] | None:
    """The wanted ones among the links of a body, None if one of them is not plainly a link.

    `wanted`: in order, how each match of `WIKILINK` that matters is written; what is written
    alike matters too. `closings`: in order, where the text of each Markdown link that matters ends.
    `signs` are those of the note; `body_start` is where the properties end, whose links are left
    out.
    """
    if (
        ("{{" in signs and "{{" in text)
        or ("]:" in signs and "]:" in text)
        or text.find("excalidraw", 0, body_start) >= 0
    ):
        return None
    places = _wikilinks(text, wanted)
    if closings:
        places = iter(sorted([*places, *(_markdown(text, closing) for closing in closings)]))
    stretches = _stretches(text, body_start)
    low, high = next(stretches)
    around = _Around(text, low, high)
    links: list[Link] = []
    for start, end, closing, plain in places:
        if start < body_start:
            continue
        while start >= high:
            stretch = next(stretches, None)
            if stretch is None:
                return None
            low, high = stretch
            around = _Around(text, low, high)
        if start < low:
            continue  # in code or math
        if not (plain and around.shows(start, end)):
            return None
        embed = text[start - 1 : start] == "!" and start > body_start
        if not closing:
            links.append(wikilink(text, start, end, embed=embed))
            continue
        destination = parse_inline(text, closing + 1, end)
        if destination is None or around.may_be_held(start):
            return None
        links.append(markdown_link(text, start, closing, destination, embed=embed))
    return links


def _wikilinks(text: str, wanted: Iterable[str]) -> Iterator[_Place]:
    end = 0
    for written in wanted:
        start = text.index(written, end)
        end = start + len(written)
        yield _Place(start, end)


def _markdown(text: str, closing: int) -> _Place:
    start = text.rfind("[", max(closing - _LONGEST_TEXT, 0), closing)
    match = _MARKDOWN.match(text, start) if start >= 0 else None
    if match is None or text[start - 1 : start] in ("[", "^"):
        return _Place(closing, closing, closing, plain=False)
    return _Place(start, match.end(), closing)


def _stretches(text: str, body_start: int) -> Iterator[tuple[int, int]]:
    """Where the body is no code or math of several lines, up to the first sign that reaches far."""
    # That a text lacks a character is found out in a tenth of the time.
    nearest = {sign: -1 for sign in _REACHING_FAR if sign[0] in text}
    end: int | None = body_start
    while end is not None:
        low, end = end, None
        for sign, at in nearest.items():
            if at < low:
                found = text.find(sign, low)
                nearest[sign] = found if found >= 0 else len(text)
        high = min(nearest.values(), default=len(text))
        yield low, high
        if high < len(text) and (high == body_start or text[high - 1] == "\n"):
            end = _end_of_literal(text, high)


def _end_of_literal(text: str, at: int) -> int | None:
    """Where the code or math ends that begins with a line, None if that is unclear."""
    opening = _OPENINGS.match(text, at)
    closing = _CLOSINGS[opening[0]].search(text, text.find("\n", at)) if opening else None
    if closing is None or text.find("\r", at, closing.end()) >= 0:
        return None
    return closing.end()


class _Around:
    """The paragraph and the line around each link of a stretch, looked at once for all they hold.

    Links must be asked for in order. A note may be one line with a hundred thousand of them.
    """

    def __init__(self, text: str, low: int, high: int) -> None:
        self._text = text
        self._low = low
        self._high = high
        self._paragraph_end = self._line_start = self._line_end = -1
        self._holder = -1  # where what may hold a link begins in the line, once that was asked
        self._near = 0  # what may hide the links of the paragraph, or makes a table of it
        self._code = 0  # the first indent of the line
        self._tasks = False

    def shows(self, start: int, end: int) -> bool:
        """Whether nothing in its paragraph hides the link text[start:end]."""
        if start >= self._paragraph_end:
            self._enter_paragraph(start)
        if start >= self._line_end:
            self._enter_line(start)
        if start > self._near or start >= self._code + len(_CODE_INDENT) or self._tasks:
            return False
        return not PLACEHOLDER_SIGN.search(self._text, start, end)

    def may_be_held(self, start: int) -> bool:
        """Whether a wikilink in its line may hold the link that `shows` was asked of last."""
        if self._holder < 0:
            held = _MAY_HOLD_LINK.search(self._text, self._line_start, self._line_end)
            self._holder = held.start() if held else self._line_end
        return self._holder < start

    def _enter_paragraph(self, at: int) -> None:
        text = self._text
        begin = max(text.rfind("\n\n", self._low, at), self._low)
        end = text.find("\n\n", at, self._high)
        self._paragraph_end = end = end if end >= 0 else self._high
        self._near = -1 if _TABLE.search(text, begin, end) else _first_near(text, begin, end)

    def _enter_line(self, at: int) -> None:
        text = self._text
        begin = max(text.rfind("\n", self._low, at) + 1, self._low)
        end = text.find("\n", at, self._high)
        self._line_start, self._holder = begin, -1
        self._line_end = end = end if end >= 0 else self._high
        code = text.find(_CODE_INDENT, begin, end)
        self._code = code if code >= 0 else end
        self._tasks = not text.isascii() and TASK_SIGN.search(text, begin, end) is not None


def _first_near(text: str, begin: int, end: int) -> int:
    """The first sign in text[begin:end] that may hide a link behind it; `end` if there is none."""
    at = begin
    while near := _MAY_REACH_NEAR.search(text, at, end):
        harmless = _HARMLESS.match(text, near.start(), end)
        if harmless is None:
            return near.start()
        at = harmless.end()
    return end
