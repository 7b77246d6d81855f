"""The lines of a text that look like the fences of code, whatever contains them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from vaultlint.lazy import lazy

from ._line_starts import at_line_starts

_BACKTICKS, _TILDES = lazy("```++"), lazy("~~~++")
_NO_BACKTICKS, _ANY = lazy(r"[^`\r\n]*+(?=[\r\n]|\Z)"), lazy(r"[^\r\n]*+")

# Three backticks: a fence behind few blanks or in a quote, as nearly all are, and the text behind
# it; or anything else. What begins with a literal is found soonest.
_BEFORE = ("", *(" " * n for n in range(1, 9)), "\t", "\t\t", ">", "> ", ">> ", "> > ", "> > > ")
_BEHIND_THEM = "|".join(f"(?<=\n{before}```)" for before in _BEFORE)
_PLAIN = lazy(f"```(?:(?:{_BEHIND_THEM})(?!`)([^`\r\n]*+)(?![^\n])|(?<=(`)))")


class Fence(NamedTuple):
    """A fence: where it begins and its line ends, its characters, and the text behind them."""

    start: int
    end: int
    marker: str
    info: str

    def closes(self, opener: Fence) -> bool:
        """Whether the fence may close a block that the other one opens."""
        return self.marker.startswith(opener.marker) and not self.info


def fences(text: str, start: int) -> list[Fence]:
    """The fences of a text from the offset on, in order."""
    found = [*_of(_BACKTICKS, _NO_BACKTICKS, text, start), *_of(_TILDES, _ANY, text, start)]
    found.sort()
    return found


def left_open(text: str, start: int) -> Fence | None:
    """The fence that no later line closes, None if there is none."""
    if _are_plainly_closed(text, start):
        return None
    opener: Fence | None = None
    for fence in fences(text, start):
        if opener is None:
            opener = fence
        elif fence.closes(opener):
            opener = None
    return opener


def _are_plainly_closed(text: str, start: int) -> bool:
    """Whether all fences are three backticks behind blanks or in a quote, and none is left open."""
    if "~" in text and "~~~" in text:
        return False
    is_open = False
    for behind, other in _PLAIN.findall(text, start):
        if other:
            return False
        is_open = not is_open or bool(behind.strip())
    return not is_open


def _of(run: re.Pattern[str], rest: re.Pattern[str], text: str, start: int) -> Iterator[Fence]:
    """The fences that begin with such a run of characters, and have such a text behind it."""
    for _, match in at_line_starts(run, text, start):
        info = rest.match(text, match.end())
        if info is not None:
            yield Fence(match.start(), info.end(), match[0], info[0].strip())
