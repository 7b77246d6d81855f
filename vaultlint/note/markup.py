"""What begins with "<": HTML tags and comments, autolinks, Templater tags."""

from __future__ import annotations

import re
from typing import NamedTuple

from vaultlint.lazy import lazy
from vaultlint.note.marks import MarkKind

# An opening tag up to its ">", which is looked at apart so that failures can be counted.
_OPENING_TAG = lazy(
    r"""<[A-Za-z][A-Za-z0-9-]*+
    (?>(?:[ \t\r\n]++[A-Za-z_:][A-Za-z0-9_.:-]*+
       (?>(?:[ \t\r\n]*+=[ \t\r\n]*+(?:[^ \t\r\n"'=<>`]++|'[^']*+'|"[^"]*+"))?)
    )*)[ \t\r\n]*+/?+""",
    re.VERBOSE,
)
_CLOSING_TAG = lazy(r"</[A-Za-z][A-Za-z0-9-]*+[ \t\r\n]*+>")
_AUTOLINK = lazy(
    r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}+:[^\s<>\x00-\x1f]*+"
    r"|[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]++@[A-Za-z0-9][A-Za-z0-9.-]*+)>"
)
_DECLARATIONS = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">"))


class Markup(NamedTuple):
    """A construct in pointed brackets: its kind, its end, and the span of what it holds."""

    kind: MarkKind
    end: int
    inner_start: int
    inner_end: int


class PointedBrackets:
    """Finds what begins with "<" in a stretch of text, from left to right, in linear time."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._end = end
        self._next: dict[str, int] = {}
        # Tags that come to nothing may read as far as they like until this is used up: a hostile
        # text of attributes could make each of its "<" read it to the end.
        self._patience = 8 * (end - start) + 10_000

    def at(self, pos: int) -> Markup | None:
        """What begins with the "<" at `pos`, None if nothing does."""
        text, end = self._text, self._end
        following = text[pos + 1 : pos + 2]
        if following == "%":
            close = self._find("%>", pos + 2)
            return Markup("template", close + 2, pos + 2, close) if close >= 0 else None
        if following == "!" or following == "?":
            return self._declaration(pos)
        if following == "/":
            match = _CLOSING_TAG.match(text, pos, end)
            return Markup("html", match.end(), pos + 1, match.end() - 1) if match else None
        if match := _AUTOLINK.match(text, pos, end):
            return Markup("autolink", match.end(), pos + 1, match.end() - 1)
        return self._opening_tag(pos) if following.isalpha() else None

    def _opening_tag(self, pos: int) -> Markup | None:
        match = _OPENING_TAG.match(self._text, pos, self._end) if self._patience > 0 else None
        if match is None:
            return None
        close = match.end()
        if close < self._end and self._text[close] == ">":
            return Markup("html", close + 1, pos + 1, close)
        self._patience -= close - pos
        return None

    def _declaration(self, pos: int) -> Markup | None:
        text = self._text
        for opener in ("<!-->", "<!--->"):
            if text.startswith(opener, pos, self._end):
                return Markup("html", pos + len(opener), pos + 4, pos + 4)
        for opener, closer in _DECLARATIONS:
            if text.startswith(opener, pos, self._end):
                if opener == "<!" and not text[pos + 2 : pos + 3].isalpha():
                    return None
                close = self._find(closer, pos + len(opener))
                if close < 0:
                    return None
                return Markup("html", close + len(closer), pos + len(opener), close)
        return None

    def _find(self, closer: str, pos: int) -> int:
        """Where the closer next stands, -1 if nowhere; what is known is not searched again."""
        known = self._next.get(closer, -2)
        if known == -1 or known >= pos:
            return known
        self._next[closer] = found = self._text.find(closer, pos, self._end)
        return found
