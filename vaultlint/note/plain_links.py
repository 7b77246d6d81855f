"""Wikilinks that are plainly links, whatever the blocks of their note: nothing can hide them.

What could stands before a link: a fence, HTML, a comment or math anywhere in the body; a backtick,
a dollar, an escape or the destination of another link in the same paragraph; an indent. A link
behind none of these is found without parsing the note; all others take the long way.
"""

from __future__ import annotations

import re

from vaultlint.note.foreign import PLACEHOLDER_SIGN, TASK_SIGN
from vaultlint.note.links import WIKILINK, Link, wikilink

# Before a link, anywhere in the body, these may begin what does not end before it. Lone carriage
# returns end lines too, and tabs make columns.
_MAY_REACH_FAR = re.compile(r"[`~$%<\t\r](?:(?<=[<\t\r])|(?<=`)``|(?<=~)~~|(?<=\$)\$|(?<=%)%)")
_MAY_REACH_NEAR = re.compile(r"[`$\\(](?:(?<!\()|(?<=\]\())")
# In a row of a table a pipe ends a cell, and so a link; only such a row has dashes beside pipes.
_TABLE = re.compile(r"[-:] *+\||\| *+[-:]")
_CODE_INDENT = "    "


def plain_links(text: str, body_start: int, wanted: list[bool]) -> list[Link] | None:
    """The wanted ones among the wikilinks of a text, None if one of them is not plainly a link.

    `wanted` says of each match of `WIKILINK` whether it matters. `body_start` is where the
    properties end.
    """
    if "{{" in text or "]:" in text or "excalidraw" in text[:body_start]:
        return None
    reach = _MAY_REACH_FAR.search(text, body_start)
    limit = reach.start() if reach else len(text)
    around = _Around(text, body_start)
    links: list[Link] = []
    for match, matters in zip(WIKILINK.finditer(text), wanted, strict=True):
        if matters:
            start, end = match.span()
            if not body_start <= start < limit or not around.shows(start, end):
                return None
            embed = text[start - 1 : start] == "!" and start > body_start
            links.append(wikilink(text, start, end, embed=embed))
    return links


class _Around:
    """The paragraph and the line around each link, looked at once for all the links they hold.

    Links must be asked for in order. A note may be one line with a hundred thousand of them.
    """

    def __init__(self, text: str, body_start: int) -> None:
        self._text = text
        self._body_start = body_start
        self._paragraph_end = self._line_end = -1
        self._near = 0  # what may hide the links of the paragraph, or makes a table of it
        self._code = 0  # the first indent of the line
        self._tasks = False

    def shows(self, start: int, end: int) -> bool:
        """Whether nothing in its paragraph hides the wikilink text[start:end]."""
        if start >= self._paragraph_end:
            self._enter_paragraph(start)
        if start >= self._line_end:
            self._enter_line(start)
        if start > self._near or start >= self._code + len(_CODE_INDENT) or self._tasks:
            return False
        return not PLACEHOLDER_SIGN.search(self._text, start, end)

    def _enter_paragraph(self, at: int) -> None:
        text = self._text
        begin = max(text.rfind("\n\n", self._body_start, at), self._body_start)
        end = text.find("\n\n", at)
        self._paragraph_end = end = end if end >= 0 else len(text)
        near = _MAY_REACH_NEAR.search(text, begin, end)
        self._near = near.start() if near else end
        if _TABLE.search(text, begin, end):
            self._near = -1

    def _enter_line(self, at: int) -> None:
        text = self._text
        begin = max(text.rfind("\n", self._body_start, at) + 1, self._body_start)
        end = text.find("\n", at)
        self._line_end = end = end if end >= 0 else len(text)
        code = text.find(_CODE_INDENT, begin, end)
        self._code = code if code >= 0 else end
        self._tasks = not text.isascii() and TASK_SIGN.search(text, begin, end) is not None
