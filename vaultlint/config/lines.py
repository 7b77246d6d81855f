"""Where in a TOML source each key and list item stands, which `tomllib` does not say."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from vaultlint.lazy import lazy

KeyPath = tuple[str | int, ...]

_BLANK = lazy(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING = lazy(
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}' r"|'''(?:[^']|'(?!''))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"' r"|'[^'\n]*'",
    re.DOTALL,
)  # fmt: skip
_BARE_KEY = lazy(r"[A-Za-z0-9_-]+")
_DOT = lazy(r"[ \t]*\.[ \t]*")
_BARE_VALUE = lazy(r"[^,\]}#\n]*")


def key_lines(source: str) -> dict[KeyPath, int]:
    """The line, counted from 1, of each key and list item of a TOML source that `tomllib` accepts.

    A path holds keys and, for items of lists and of arrays of tables, numbers from 0:
    `("overrides", 0, "paths", 1)`. A table gets the line where it is first mentioned.
    """
    return _Scan(source).lines


class _Scan:
    """One walk over the source; being valid TOML, it needs no checks."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines: dict[KeyPath, int] = {}
        self.at = 0
        self._newlines = [match.start() for match in re.finditer("\n", source)]
        self._tables: dict[KeyPath, int] = {}  # arrays of tables: how many items so far
        prefix: KeyPath = ()
        self._skip(_BLANK.match)
        while self.at < len(source):
            start = self.at
            if source[start] == "[":
                prefix = self._header()
            else:
                self._entry(prefix)
            self._skip(_BLANK.match)
            if self.at == start:  # no TOML after all
                return

    def _skip(self, match: Callable[[str, int], re.Match[str] | None]) -> str:
        found = match(self.source, self.at)
        if found is None:
            return ""
        self.at = found.end()
        return found[0]

    def _note(self, path: KeyPath, at: int) -> None:
        self.lines.setdefault(path, bisect_right(self._newlines, at - 1) + 1)

    def _key(self) -> list[str]:
        import tomllib  # lines are wanted only where something is wrong

        parts = []
        while True:
            quoted = self._skip(_STRING.match)
            if quoted:
                parts.append(str(tomllib.loads(f"key = {quoted}")["key"]))
            else:
                parts.append(self._skip(_BARE_KEY.match))
            if not self._skip(_DOT.match):
                return parts

    def _header(self) -> KeyPath:
        start = self.at
        many = self.source.startswith("[[", start)
        self.at += 2 if many else 1
        self._skip(_BLANK.match)
        path: KeyPath = ()
        parts = self._key()
        for number, part in enumerate(parts, 1):
            path = (*path, part)
            self._note(path, start)
            if many and number == len(parts):
                self._tables[path] = self._tables.get(path, 0) + 1
            if path in self._tables:
                path = (*path, self._tables[path] - 1)
                self._note(path, start)
        self._skip(_BLANK.match)
        self.at += 2 if many else 1
        return path

    def _entry(self, prefix: KeyPath) -> None:
        start = self.at
        path = prefix
        for part in self._key():
            path = (*path, part)
            self._note(path, start)
        self._skip(_BLANK.match)
        self.at += 1  # the equals sign
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        self._skip(_BLANK.match)
        opening = self.source[self.at : self.at + 1]
        if opening not in ("[", "{") or not opening:
            if not self._skip(_STRING.match):
                self._skip(_BARE_VALUE.match)
            return
        closing = "]" if opening == "[" else "}"
        self.at += 1
        self._skip(_BLANK.match)
        number = 0
        while self.at < len(self.source) and self.source[self.at] != closing:
            start = self.at
            if opening == "[":
                self._note((*path, number), start)
                self._value((*path, number))
            else:
                self._entry(path)
            number += 1
            self._skip(_BLANK.match)
            if self.source[self.at : self.at + 1] == ",":
                self.at += 1
                self._skip(_BLANK.match)
            if self.at == start:  # no TOML after all
                return
        self.at += 1
