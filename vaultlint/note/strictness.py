"""What libyaml accepts and Obsidian's YAML parser refuses; each check looks at one parsed piece."""

from __future__ import annotations

import re

from vaultlint.lazy import lazy
from vaultlint.note.refusal import RefusedError, ends_in_quote

_TAG = lazy(r"!(?:<[^\s>]*>|(?:[\w\-#;/?:@&=+$.!~*'()]|%[0-9A-Fa-f]{2})*)", re.ASCII)
_ANCHOR = lazy(r"&[^ ,\[\]{}\n\r\t]*")
_BETWEEN = lazy(r"(?:[ \t]|\r?\n|(?<=[\s])#[^\n]*)*")
_HEADER = lazy(r"[|>][-+0-9]*")
_LINE = lazy(r"\n( *)([ \t]*)([^\n]?)")


def skip_properties(text: str, start: int, anchor: str | None, *, flow: bool) -> int:
    """Where the value begins behind its tag and anchor, which a blank must end; flow: in brackets.

    libyaml reads `![[image.png]]` as a tag without a value, and takes a comma for a part of a tag.
    """
    at = start
    while text[at : at + 1] in ("!", "&"):
        match = _TAG.match(text, at) if text[at] == "!" else _ANCHOR.match(text, at)
        if match is None or (match[0][0] == "&" and match[0][1:] != anchor):
            raise RefusedError("a text that begins with `&` needs quotes", at, doubtful=True)
        at = match.end()
        is_comma = text[at : at + 1] == ","
        if text[at : at + 1] not in ("", " ", "\t", "\r", "\n") and (
            match[0][0] == "!" or not is_comma
        ):
            problem = f"a text that begins with `{match[0][0]}` needs quotes"
            raise RefusedError(problem, start, doubtful=text[at] in "]}" or (is_comma and flow))
        if between := _BETWEEN.match(text, at):
            at = between.end()
    return at


def check_quoted(text: str, start: int, end: int, indent: int) -> None:
    """Each further line of a quoted text must be indented at least by `indent` spaces."""
    for match in _LINE.finditer(text, start, end):
        blank = not match[2] and match[3] in ("", "\r")
        if not blank and len(match[1]) < indent:
            problem = f"the quote `{text[start]}` that opens its text is not closed"
            raise RefusedError(problem, start, doubtful=ends_in_quote(text, start, match.start()))
    _check_comment(text, end)


def check_brackets(text: str, start: int, end: int, indent: int) -> None:
    """Each further line in brackets needs `indent` spaces, the last bracket alone one less."""
    for match in _LINE.finditer(text, start, end):
        if match[3] in ("", "\r", "#") or len(match[1]) >= indent:
            continue
        if len(match[1]) == indent - 1 and match.end() == end:
            continue
        raise RefusedError(
            f"the lines between `{text[start]}` and `{text[end - 1]}` must be indented",
            match.start(3),
        )
    _check_comment(text, end)


def check_header(text: str, start: int) -> None:
    """A comment behind `|` or `>` must be separated by a blank too."""
    header = _HEADER.match(text, start)
    if header is not None:
        _check_comment(text, header.end())


def _check_comment(text: str, end: int) -> None:
    """A comment must be separated by a blank: `"a"# b` is an error."""
    if text[end : end + 1] == "#":
        raise RefusedError("a blank must stand before the comment `#`", end)
