"""What JSON holds: strings, words, lists and objects, each with its exact place in the text."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

from vaultlint.finding import Span
from vaultlint.lazy import lazy

ESCAPE = lazy(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[\"\\/bfnrt])"
)
"""One escape within a string; two that are one character are one."""


class JsonString(NamedTuple):
    """A string; the span includes its quotes, `inner` is what lies between them."""

    span: Span
    value: str

    @property
    def inner(self) -> Span:
        """The span without the quotes."""
        return Span(self.span.start + 1, self.span.end - 1)


class JsonWord(NamedTuple):
    """A number, or true, false, null."""

    span: Span
    value: float | bool | None


class JsonList(NamedTuple):
    """A list, in brackets."""

    span: Span
    items: tuple[JsonValue, ...]


class JsonObject(NamedTuple):
    """An object, in braces; `entries` holds every key, also one that stands there twice."""

    span: Span
    entries: tuple[tuple[JsonString, JsonValue], ...]

    def get(self, key: str) -> JsonValue | None:
        """The value of a key, None if it has none; of equal keys the last one counts."""
        return next((value for name, value in reversed(self.entries) if name.value == key), None)

    def string(self, key: str) -> JsonString | None:
        """The same where the value is a string, None for any other."""
        value = self.get(key)
        return value if isinstance(value, JsonString) else None


JsonValue = JsonString | JsonWord | JsonList | JsonObject


class JsonError(NamedTuple):
    """Why a text is no JSON, in words, and where. doubtful: another reader may read it."""

    problem: str
    offset: int
    doubtful: bool = False


class Escapes:
    """Where the characters of a string's value stand in the text that holds it."""

    def __init__(self, text: str, string: JsonString) -> None:
        self._text = text
        self._string = string

    def span(self, start: int, end: int) -> Span:
        """The place in the text of the characters `value[start:end]`."""
        return Span(self._offset(start), self._offset(end))

    def _offset(self, index: int) -> int:
        values, sources = self._borders
        number = bisect_right(values, index) - 1
        return sources[number] + index - values[number]

    @cached_property
    def _borders(self) -> tuple[list[int], list[int]]:
        """Where plain text begins again behind each escape: in the value, and in the text."""
        start = self._string.span.start + 1
        values, sources = [0], [start]
        for match in ESCAPE.finditer(self._text, start, self._string.span.end - 1):
            values.append(values[-1] + match.start() - sources[-1] + 1)
            sources.append(match.end())
        return values, sources
