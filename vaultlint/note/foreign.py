"""What plugins read in a text: Dataview fields, templates, Tasks (obsidian.md section 8.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from vaultlint.finding import Span
from vaultlint.lazy import lazy

# What a program may put another text for; a path that holds it is no path yet.
PLACEHOLDER_SIGN = lazy(r"\{\{|\}\}|<%|%>|\$\{")
PLACEHOLDER = lazy(r"\{\{[^{}\r\n]*+\}\}")

_LINE_END = lazy(r"[\r\n]")
_BRACKET = lazy(r"[()\[\]\r\n]")
_OPENING = {")": "(", "]": "["}
# A key on a line of its own may be led by list and task markers and wrapped in emphasis, as
# Dataview reads it; beyond ASCII nearly everything is a key's character, emoji among them. Python
# takes 3 ms for a class that ends at \U0010ffff, so these name the ASCII characters alone.
_SIGNS = r"\x00-/:-@\\-^`{-\x7f"  # all but letters, digits, "_" and "["
_NO_KEY = r"\x00-\x08\x0e-\x1b!-,.:-@\[-^`{-\x7f"  # all but letters, digits, "_", blanks, "/", "-"
_LINE_KEY = lazy(rf"(?>(?:[{_SIGNS}]*+\[.\]\s++)?)[{_SIGNS}\[]*+[^{_NO_KEY}]++[*~`]*+")
_KEY = lazy(r"[^()\[\]:\r\n]*[^()\[\]:\s][^()\[\]:\r\n]*")

TASK_SIGN = lazy("[📅⏳🛫✅❌➕🔁🔺⏫🔼🔽⏬🆔⛔🏁]")
_TASK_LINE = lazy(r"[ \t>]*+(?:[-*+]|[0-9]{1,9}[.)])[ \t]++\[[^\r\n]\][ \t]")
_TASK_FIELDS = lazy(
    r"(?>(?:(?:[📅⏳🛫✅❌➕]\ufe0f?+[ \t]*+[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"|🔁\ufe0f?+[ \t]*+[A-Za-z0-9, !]++|[🔺⏫🔼🔽⏬]\ufe0f?+"
    r"|[🆔⛔]\ufe0f?+[ \t]*+[A-Za-z0-9_-]++(?>(?:[ \t]*+,[ \t]*+[A-Za-z0-9_-]++)*)"
    r"|🏁\ufe0f?+[ \t]*+[A-Za-z]++|\#[^\s\#]++)[ \t]*+)+)"
)
_BLOCK_ID = lazy(r"(?:\^[A-Za-z0-9-]++)?[ \t]*+(?=[\r\n]|\Z)")


class Field(NamedTuple):
    """A Dataview field: all of it, and its value."""

    span: Span
    value: Span


class Fields:
    """Finds the Dataview fields around each "::" of a stretch of text, from left to right."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._start = start
        self._end = end
        self._last = start  # nothing before it belongs to the key of a later field
        self._line_end = start
        self._closers: dict[int, int] | None = None

    def at(self, pos: int) -> Field | None:
        """The field whose key ends at the "::" at `pos`, None if that is none."""
        text, low = self._text, self._last
        first = pos >= self._line_end
        self._last = pos + 2
        low = max(low, text.rfind("\n", low, pos) + 1, text.rfind("\r", low, pos) + 1)
        if first:
            match = _LINE_END.search(text, pos, self._end)
            self._line_end = match.start() if match else self._end
        opening = max(text.rfind("(", low, pos), text.rfind("[", low, pos))
        if opening >= 0 and _KEY.fullmatch(text, opening + 1, pos):
            close = self._closer(opening)
            if close > pos:
                return Field(Span(opening, close + 1), Span(pos + 2, close))
        if first and _LINE_KEY.fullmatch(text, low, pos):
            return Field(Span(low, self._line_end), Span(pos + 2, self._line_end))
        return None

    def _closer(self, opening: int) -> int:
        """Where the bracket that opens at `opening` closes on the same line, -1 if nowhere."""
        if self._closers is None:
            self._closers = dict(self._pairs())
        return self._closers.get(opening, -1)

    def _pairs(self) -> Iterator[tuple[int, int]]:
        open_at: dict[str, list[int]] = {"(": [], "[": []}
        for match in _BRACKET.finditer(self._text, self._start, self._end):
            character = match[0]
            if character in open_at:
                open_at[character].append(match.start())
            elif character in _OPENING:
                stack = open_at[_OPENING[character]]
                if stack:
                    yield stack.pop(), match.start()
            else:
                for stack in open_at.values():
                    stack.clear()


def templates(text: str) -> Iterator[Span]:
    """The Templater tags `<% … %>` of a text, over lines and wherever they stand."""
    at = text.find("<%")
    while at >= 0:
        close = text.find("%>", at + 2)
        if close < 0:
            return
        yield Span(at, close + 2)
        at = text.find("<%", close + 2)


def placeholders(text: str) -> Iterator[Span]:
    """The placeholders `{{…}}` of a text."""
    if "{{" in text:
        for match in PLACEHOLDER.finditer(text):
            yield Span(*match.span())


def task_fields(text: str, start: int, end: int) -> Iterator[Span]:
    """The emoji fields at the ends of task lines, the block id behind them included."""
    pos = start
    while match := TASK_SIGN.search(text, pos, end):
        at = match.start()
        low = max(start, text.rfind("\n", start, at) + 1)
        low = max(low, text.rfind("\r", low, at) + 1)
        line_end = _LINE_END.search(text, at, end)
        pos = line_end.start() if line_end else end
        if _TASK_LINE.match(text, low, at):
            found = _trailing_fields(text, at, pos)
            if found is not None:
                yield found


def _trailing_fields(text: str, at: int, line_end: int) -> Span | None:
    """The fields at the end of a line whose first sign stands at `at`.

    What a failed attempt read is not read again: between its start and its end stand only fields,
    which lead from anywhere to the same end.
    """
    while match := TASK_SIGN.search(text, at, line_end):
        fields = _TASK_FIELDS.match(text, match.start(), line_end)
        at = fields.end() if fields else match.end()
        if fields and (tail := _BLOCK_ID.match(text, at, line_end)) and tail.end() == line_end:
            return Span(match.start(), line_end)
    return None
