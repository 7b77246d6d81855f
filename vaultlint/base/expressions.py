"""What the expressions of a base name: notes, files and folders, in strings (section 9.2).

An expression is read as words, strings and signs; only a string that stands alone, as an argument
or in a comparison, says a name. What is put together (`"a" + b`) says none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from vaultlint.finding import Span
from vaultlint.lazy import lazy
from vaultlint.note.destination import split_target
from vaultlint.note.links import WIKILINK

NamedKind = Literal["link", "image", "folder", "path"]

_TOKEN = lazy(
    r"""(?P<string>"(?>(?:[^"\\]++|\\.)*)"|'(?>(?:[^'\\]++|\\.)*)')"""
    r"""|(?P<word>[^\W\d][\w$]*+)|(?P<number>\d[\w.]*+)"""
    r"""|(?P<sign>==|!=|&&|\|\||[<>]=|[^\s"'])""",
    re.DOTALL,
)
_BLANKS = lazy(r"\s*+")
_PATTERN = lazy(r"/(?>(?:[^/\\\r\n]++|\\[^\r\n])+)/[a-z]*+")
_BEFORE_VALUE = frozenset(("", "(", "[", ",", "?", ":", "&&", "||"))
_BEHIND_VALUE = frozenset(("", ")", "]", ",", "?", ":", "&&", "||"))
_GLOBAL: dict[str, NamedKind] = {"link": "link", "file": "link", "image": "image"}
_METHODS: dict[str, NamedKind] = {"hasLink": "link", "linksTo": "link", "inFolder": "folder"}
_FIELDS: dict[str, NamedKind] = {"folder": "folder", "path": "path"}


class Named(NamedTuple):
    """Something of the vault that an expression names.

    kind: a "link" and an "image" are looked up as links are, a "folder" and a "path" are vault
    paths. path and subpath: as a `Link` has them. compared: it is what `file.folder` or `file.path`
    is compared to. span: the string without its quotes, in the expression; written: what it says.
    """

    kind: NamedKind
    path: str
    subpath: str
    compared: bool
    span: Span
    written: str


def named_in(expression: str) -> Iterator[Named]:
    """What an expression names, in order; nothing where a string or a pattern has no end."""
    if '"' not in expression and "'" not in expression:
        return
    tokens = _tokens(expression)
    for at, (text, start) in enumerate(tokens):
        if text[0] not in "\"'" or len(text) < 3 or "\\" in text:
            continue
        kind, compared = _kind(tokens, at)
        inner = text[1:-1]
        whole = WIKILINK.fullmatch(inner.strip().removeprefix("!"))
        if kind is None and (whole is None or "+" in _around(tokens, at)):
            continue
        path, subpath = inner, ""
        if whole is not None:
            kind = "image" if kind == "image" else "link"
            path, subpath = split_target(whole[0][2:-2].partition("|")[0])
        elif kind in ("link", "image"):
            path, subpath = split_target(inner)
        assert kind is not None
        span = Span(start + 1, start + 1 + len(inner))
        yield Named(kind, path, subpath, compared, span, inner)


def _kind(tokens: Sequence[tuple[str, int]], at: int) -> tuple[NamedKind | None, bool]:
    """What the string at this place names by where it stands, and whether it is compared."""
    before, behind = _around(tokens, at)
    if before == "(" and behind in (")", ","):
        function = _text(tokens, at - 2)
        names = _METHODS if _text(tokens, at - 3) == "." else _GLOBAL
        return names.get(function), False
    if before in ("==", "!=") and behind in _BEHIND_VALUE and _is_field(tokens, at - 4):
        return _FIELDS.get(_text(tokens, at - 2)), True
    ends = _text(tokens, at + 5) in _BEHIND_VALUE and before in _BEFORE_VALUE
    if behind in ("==", "!=") and ends and _is_field(tokens, at + 2):
        return _FIELDS.get(_text(tokens, at + 4)), True
    return None, False


def _is_field(tokens: Sequence[tuple[str, int]], at: int) -> bool:
    """Whether `file.` stands there, and nothing before it that makes another value of it."""
    if _text(tokens, at) != "file" or _text(tokens, at + 1) != ".":
        return False
    before = _text(tokens, at - 1)
    if before == "." and _text(tokens, at - 2) == "this":
        before = _text(tokens, at - 3)
    return before in _BEFORE_VALUE or before in ("==", "!=")


def _around(tokens: Sequence[tuple[str, int]], at: int) -> tuple[str, str]:
    return _text(tokens, at - 1), _text(tokens, at + 1)


def _text(tokens: Sequence[tuple[str, int]], at: int) -> str:
    return tokens[at][0] if 0 <= at < len(tokens) else ""


def _tokens(expression: str) -> Sequence[tuple[str, int]]:
    """The words, numbers, strings, patterns and signs, each with its place; none if it breaks."""
    tokens: list[tuple[str, int]] = []
    at = 0
    while True:
        blanks = _BLANKS.match(expression, at)
        at = blanks.end() if blanks is not None else at
        if at == len(expression):
            return tokens
        before = tokens[-1][0] if tokens else ""
        may_be_pattern = expression[at] == "/" and (before in _BEFORE_VALUE or before in "=!<>")
        match = _PATTERN.match(expression, at) if may_be_pattern else _TOKEN.match(expression, at)
        if match is None:
            return ()
        tokens.append((match[0], at))
        at = match.end()
