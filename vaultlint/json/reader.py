"""Reads JSON as JavaScript's `JSON.parse` does; never raises."""

from __future__ import annotations

from collections.abc import Mapping

from vaultlint.finding import Span
from vaultlint.json.values import (
    ESCAPE,
    JsonError,
    JsonList,
    JsonObject,
    JsonString,
    JsonValue,
    JsonWord,
)
from vaultlint.lazy import lazy

_BLANKS = lazy(r"[ \t\r\n]*+")
_PLAIN = lazy(r'[^"\\\x00-\x1f]*+')
_WORD = lazy(r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?|true|false|null")
_WORD_END = lazy(r"[\w.+-]")
_WORDS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None}
_LETTERS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_MAX_DEPTH = 1000


def read_json(text: str) -> tuple[JsonValue | None, JsonError | None]:
    """The value of a JSON text, or why it has none; both are None where it is blank.

    A byte order mark before it is no part of it (obsidian.md section 1.2).
    """
    start = _BLANKS.match(text, 1 if text.startswith("\ufeff") else 0)
    if start is not None and start.end() == len(text):
        return None, None
    try:
        return _Reader(text).read(), None
    except _RefusedError as refused:
        return None, refused.error


class _RefusedError(Exception):
    def __init__(self, problem: str, offset: int, *, doubtful: bool = False) -> None:
        super().__init__(problem)
        self.error = JsonError(problem, offset, doubtful)


class _Open:
    """A list or an object whose end has not come yet; `keys` is None for a list."""

    def __init__(self, start: int, keys: list[JsonString] | None) -> None:
        self.start = start
        self.keys = keys
        self.values: list[JsonValue] = []

    def closed(self, end: int) -> JsonValue:
        span = Span(self.start, end)
        if self.keys is None:
            return JsonList(span, tuple(self.values))
        return JsonObject(span, tuple(zip(self.keys, self.values, strict=True)))


class _Reader:
    """Goes through the text once, without recursion."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 1 if text.startswith("\ufeff") else 0

    def read(self) -> JsonValue:
        """The value of the whole text."""
        opened: list[_Open] = []
        while True:
            sign, start = self._next(), self._at
            value: JsonValue | None = None
            if sign in ("{", "["):
                if len(opened) == _MAX_DEPTH:
                    problem = f"its values are nested more than {_MAX_DEPTH} deep"
                    raise _RefusedError(problem, start, doubtful=True)
                opened.append(_Open(start, [] if sign == "{" else None))
                self._at += 1
                if self._next() == ("}" if sign == "{" else "]"):
                    self._at += 1
                    value = opened.pop().closed(self._at)
                elif sign == "{":
                    self._key(opened[-1])
            else:
                value = self._string() if sign == '"' else self._word()
            while value is not None:
                if not opened:
                    if self._next():
                        raise _RefusedError("something stands behind its end", self._at)
                    return value
                value = self._into(opened, value)

    def _into(self, opened: list[_Open], value: JsonValue) -> JsonValue | None:
        """Add a value to what it stands in; returns that if it ends here, None if more follows."""
        inner = opened[-1]
        inner.values.append(value)
        sign = self._next()
        if sign == ("]" if inner.keys is None else "}"):
            self._at += 1
            return opened.pop().closed(self._at)
        if sign != ",":
            closing = "`]`" if inner.keys is None else "`}`"
            raise self._refuse(f"a comma or {closing} is missing")
        self._at += 1
        if inner.keys is not None:
            self._next()
            self._key(inner)
        return None

    def _key(self, inner: _Open) -> None:
        if self._next() != '"':
            raise self._refuse("a key in double quotes is missing")
        key = self._string()
        if self._next() != ":":
            raise self._refuse("a colon is missing")
        self._at += 1
        assert inner.keys is not None
        inner.keys.append(key)

    def _next(self) -> str:
        """The next character that is no blank, "" at the end."""
        blanks = _BLANKS.match(self._text, self._at)
        assert blanks is not None
        self._at = blanks.end()
        return self._text[self._at : self._at + 1]

    def _refuse(self, problem: str) -> _RefusedError:
        early = self._at >= len(self._text)
        return _RefusedError("it ends too early" if early else problem, self._at)

    def _why_no_word(self) -> str:
        if self._text[self._at : self._at + 1] in ",:]}":
            return "a value is missing"
        return "this is no value: text needs double quotes"

    def _word(self) -> JsonWord:
        start = self._at
        match = _WORD.match(self._text, start)
        if match is None or _WORD_END.match(self._text, match.end()):
            raise self._refuse(self._why_no_word())
        self._at = match.end()
        word = match[0]
        value = _WORDS[word] if word in _WORDS else float(word)
        return JsonWord(Span(start, self._at), value)

    def _string(self) -> JsonString:
        text, start = self._text, self._at
        at = start + 1
        parts: list[str] = []
        while True:
            plain = _PLAIN.match(text, at)
            assert plain is not None
            parts.append(plain[0])
            at = plain.end()
            sign = text[at : at + 1]
            if sign == '"':
                break
            escape = ESCAPE.match(text, at) if sign == "\\" else None
            if escape is None:
                raise _RefusedError(_why_no_string(sign), start if sign in "\r\n" else at)
            parts.append(_unescaped(escape[0]))
            at = escape.end()
        self._at = at + 1
        return JsonString(Span(start, self._at), "".join(parts))


def _why_no_string(sign: str) -> str:
    if not sign:
        return "a string has no end"
    if sign == "\\":
        return "a backslash in a string escapes nothing: it is written `\\\\`"
    if sign in "\r\n":
        return "a string does not end in its line: a newline in it is written `\\n`"
    return f"a string holds the control character U+{ord(sign):04X}"


def _unescaped(escape: str) -> str:
    if escape[1] != "u":
        return _LETTERS.get(escape[1], escape[1])
    first = int(escape[2:6], 16)
    if len(escape) == 6:
        return chr(first)
    return chr(0x10000 + ((first - 0xD800) << 10) + int(escape[8:], 16) - 0xDC00)
