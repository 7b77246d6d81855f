"""The destinations of Markdown links: how they are written, and what Obsidian makes of them."""

from __future__ import annotations

import re
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import unquote_to_bytes

from vaultlint.finding import Span
from vaultlint.lazy import lazy
from vaultlint.note.tags import WHITESPACE

MAX_PARENTHESES = 32  # nested ones in a destination; without a limit a text of "[](" goes quadratic

_BLANKS = lazy(r"[ \t\r\n]*")
_POINTED = lazy(r"<((?>(?:[^<>\\\r\n]++|\\[^\r\n])*))>")
_PLAIN = lazy(r"[^\x00-\x20\x7f()\\]++|\\[!-/:-@\[-`{-~]?")
_TITLE = lazy(
    r"""\"(?>(?:[^"\\]++|\\.)*)\"|'(?>(?:[^'\\]++|\\.)*)'|\((?>(?:[^()\\]++|\\.)*)\)""",
    re.DOTALL,
)
_LABEL = lazy(r"\[((?>(?:[^\[\]\\]++|\\.){1,999}))\]", re.DOTALL)
_SCHEME = lazy(r"[A-Za-z][A-Za-z0-9+.-]+:|//")
_ESCAPE = lazy(r"\\([!-/:-@\[-`{-~])")
_ENTITY = lazy(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_PERCENT = lazy(r"(?:%[0-9A-Fa-f]{2})+")


class Destination(NamedTuple):
    """A destination as written, without "<>", and where the construct it stands in ends."""

    span: Span
    end: int


class Target(NamedTuple):
    """What Obsidian makes of a destination: path and subpath, or a URL whose path is the whole."""

    path: str
    subpath: str
    external: bool


def parse_inline(text: str, at: int, end: int) -> Destination | None:
    """The destination in the parentheses that open at `at`, None if they make no link.

    The end is the offset behind the closing parenthesis.
    """
    found = _bare(text, _skip_blanks(text, at + 1, end), end)
    if found is None:
        return None
    stop = _skip_title(text, found.end, end)
    stop = _skip_blanks(text, stop, end)
    if stop < end and text[stop] == ")":
        return Destination(found.span, stop + 1)
    return None


def parse_definition(text: str, at: int, end: int) -> tuple[str, Destination] | None:
    """The label and destination of a definition `[label]: dest "title"` that begins at `at`."""
    match = _LABEL.match(text, at, end)
    if match is None or text[match.end() : match.end() + 1] != ":":
        return None
    label = fold_label(match[1])
    found = _bare(text, _skip_blanks(text, match.end() + 1, end), end)
    if not label or found is None or found.end == found.span.start:
        return None
    return label, Destination(found.span, _skip_title(text, found.end, end))


def fold_label(label: str) -> str:
    """The form in which the labels of references and definitions are compared."""
    return " ".join(label.split()).casefold()


def read_label(text: str, at: int, end: int) -> tuple[str, int] | None:
    """The label in the brackets that open at `at`, "" for `[]`, and the offset behind them."""
    if text.startswith("[]", at, end):
        return "", at + 2
    match = _LABEL.match(text, at, end)
    return (fold_label(match[1]), match.end()) if match else None


def is_external(destination: str) -> bool:
    """Whether a destination as written names a scheme or a host, and so no file of the vault."""
    return _SCHEME.match(destination) is not None


def interpret(destination: str) -> Target:
    """What Obsidian makes of a destination as written (section 5.5)."""
    if "\\" in destination:
        destination = _ESCAPE.sub(r"\1", destination)
    if "&" in destination:
        from html import unescape  # its table is large, and entities are rare

        destination = _ENTITY.sub(lambda match: unescape(match[0]), destination)
    if is_external(destination):
        return Target(destination, "", True)
    return Target(*split_target(_decode(destination)), False)


def split_target(target: str) -> tuple[str, str]:
    """Path and subpath of a target, tidied as Obsidian does: NBSP, blanks, NFC (section 5.1)."""
    if not target.isascii():
        target = normalize("NFC", target.replace("\u00a0", " "))
    path, mark, subpath = target.strip(WHITESPACE).partition("#")
    return path.strip(WHITESPACE), mark + subpath


def _decode(destination: str) -> str:
    """Percent-decoded; sequences that are malformed or no UTF-8 stay as they are."""
    if "%" not in destination:
        return destination
    if destination.count("%20") == destination.count("%"):  # most of them
        return destination.replace("%20", " ")
    return _PERCENT.sub(_decode_sequence, destination)


def _decode_sequence(match: re.Match[str]) -> str:
    try:
        return unquote_to_bytes(match[0]).decode()
    except UnicodeDecodeError:
        return match[0]


def _bare(text: str, at: int, end: int) -> Destination | None:
    """The destination that begins at `at`; its end is behind a closing ">"."""
    if text.startswith("<", at, end):
        match = _POINTED.match(text, at, end)
        return Destination(Span(*match.span(1)), match.end()) if match else None
    depth, pos = 0, at
    while pos < end:
        character = text[pos]
        if character == "(":
            depth += 1
            if depth > MAX_PARENTHESES:
                return None
            pos += 1
        elif character == ")":
            if not depth:
                break
            depth -= 1
            pos += 1
        elif match := _PLAIN.match(text, pos, end):
            pos = match.end()
        else:
            break
    return None if depth else Destination(Span(at, pos), pos)


def _skip_title(text: str, at: int, end: int) -> int:
    """Where a title that follows a destination ends; `at` itself where there is none."""
    start = _skip_blanks(text, at, end)
    match = _TITLE.match(text, start, end) if start > at else None
    return match.end() if match else at


def _skip_blanks(text: str, at: int, end: int) -> int:
    match = _BLANKS.match(text, at, end)
    return match.end() if match else at
