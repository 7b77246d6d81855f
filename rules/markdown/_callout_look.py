"""A first look for markers of callouts that may make none, over lines alone."""

from __future__ import annotations

from vaultlint.lazy import lazy

from ._line_starts import MARKERS, at_line_starts

_MARKER = lazy(r"\[!(?=\w)(?P<whole>[^\[\]\r\n]*+\][+-]?+(?=[ \t\r\n]|\Z))?")
_NO_TEXT = lazy(r"#{1,6}[ \t\r\n]|\[!")
_FURTHEST = 2000  # characters above a marker that are looked at: this keeps it linear


def may_be_broken(text: str, start: int) -> bool:
    """Whether some marker may be none: not whole, or not in the first line of a quote."""
    for line_start, match in at_line_starts(_MARKER, text, start):
        depth = text.count(">", line_start, match.start())
        if not depth:
            if match["whole"] and not text[line_start : match.start()].strip(" \t"):
                return True  # in a list it is left alone
        elif match["whole"] is None or _continues(text, start, line_start, depth):
            return True
    return False


def _continues(text: str, start: int, line_start: int, depth: int) -> bool:
    """Whether a quote that deep may go on in this line from those above it.

    Text continues the paragraph of a quote also without its marker, up to a blank line.
    """
    low = max(start, line_start - _FURTHEST)
    while line_start > low:
        end = line_start - (2 if text.startswith("\r\n", line_start - 2) else 1)
        line_start = max(text.rfind("\n", low, end), text.rfind("\r", low, end)) + 1 or low
        prefix = MARKERS.match(text, line_start, end)
        begin = prefix.end() if prefix else line_start
        if text.count(">", line_start, begin) >= depth:
            return True
        if begin == end or _NO_TEXT.match(text, begin):
            return False
    return low > start
