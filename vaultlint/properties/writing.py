"""Values as Obsidian writes them: block lists, and quotes only where needed (obsidian.md 3.2).

Obsidian hands a note's properties to the npm library `yaml`, without a line width. The tests hold
what is written here against what that library wrote.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Sequence

from vaultlint.lazy import lazy
from vaultlint.note.scalars import type_plain

Content = str | int | float | bool | None
"""What one scalar may hold."""

INDENT = "  "
"""By how much Obsidian indents the items of a list, and a text of several lines."""

# An indicator in front; ": ", " #" or a blank at a newline within; a blank or ":" at the end.
_NEEDS_QUOTES = lazy(
    r"[\n\t ,\[\]{}#&*!|>'\"%@`]|[?-](?:[ \t]|\Z)"
    r"|(?s:.)*?(?:[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]\Z)"
)
_FLOW_MARKS = lazy(r"[\[\]{},]")
# Controls, and lone surrogates. U+DC80 to U+DCFF are no such: they stand for bytes of the note that
# are no UTF-8, and stay those bytes.
_ESCAPED = lazy(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udc7f\udd00-\udfff]")
_MARKER = lazy(r"%|---|\.\.\.")
_ONLY_QUOTED = lazy(r"\n[\t ]+\Z|\A[\s\ufeff]*\Z")
_NEWLINES = lazy(r"\n+")
_SHORT_ESCAPES = {"\\u0000": "\\0", "\\u0007": "\\a", "\\u000b": "\\v", "\\u001b": "\\e"}
_LONG_ESCAPE = lazy(r"(?<!\\)((?:\\\\)*)(\\u[0-9a-f]{4})")
_LONE_SURROGATE = lazy(r"[\ud800-\udc7f\udd00-\udfff]")


def write_scalar(
    value: Content, *, flow: bool = False, indent: str = INDENT, newline: str = "\n"
) -> str:
    """The YAML of a scalar; nothing for None, which Obsidian writes as `key:`.

    A text of several lines becomes a block text whose lines begin with `indent` and end in
    `newline`. With `flow` the value stands in brackets: there it is one line, and None is `null`.
    """
    if value is None:
        return "null" if flow else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return _number(value)
    if _ESCAPED.search(value):
        return double_quoted(value)
    if "\n" in value:
        quoted = flow or _ONLY_QUOTED.search(value)
        return double_quoted(value) if quoted else _literal(value, indent, newline)
    needed = not value or _NEEDS_QUOTES.match(value) or not isinstance(type_plain(value), str)
    return _quoted(value) if needed or (flow and _FLOW_MARKS.search(value)) else value


def write_list(
    items: Iterable[Content], *, flow: bool = False, indent: str = INDENT, newline: str = "\n"
) -> str:
    """The YAML of a list: an item a line, each behind `indent`, or all in brackets with `flow`.

    A list without items is `[]`, which stands on the line of its key. There is no newline at the
    end.
    """
    if flow:
        return f"[{', '.join(write_scalar(item, flow=True) for item in items)}]"
    lines = [write_item(item, indent=indent, newline=newline) for item in items]
    return newline.join(lines) if lines else "[]"


def write_item(value: Content, *, indent: str = INDENT, newline: str = "\n") -> str:
    """A line of a block list, or several for a text of several lines, no newline at the end."""
    written = write_scalar(value, indent=indent + INDENT, newline=newline)
    return f"{indent}- {written}" if written else f"{indent}-"


def write_key(name: str) -> str:
    """The YAML of a property's name, which is always one line."""
    if "\n" in name or _ESCAPED.search(name):
        return double_quoted(name)
    return _quoted(name) if _MARKER.match(name) else write_scalar(name)


def write_entry(name: str, value: Content | Sequence[Content], *, newline: str = "\n") -> str:
    """A property as Obsidian writes it, no newline at the end."""
    key = write_key(name)
    if value is None:
        return f"{key}:"
    if isinstance(value, (str, int, float)):
        return f"{key}: {write_scalar(value, newline=newline)}"
    if not value:
        return f"{key}: []"
    return f"{key}:{newline}{write_list(value, newline=newline)}"


def double_quoted(text: str) -> str:
    """The text in double quotes on one line, escaped as the library does it."""
    written = json.dumps(text, ensure_ascii=False)
    if "\\u" in written:
        written = _LONG_ESCAPE.sub(_shortened, written)
    written = _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", written)
    return re.sub(r" (?=\\n)", r"\\ ", written)


def single_quoted(text: str) -> str:
    """The text in single quotes; it must be one line without controls."""
    return "'" + text.replace("'", "''") + "'"


def _quoted(text: str) -> str:
    """A line in double quotes, or in single ones where that spares escapes."""
    return single_quoted(text) if '"' in text and "'" not in text else double_quoted(text)


def _shortened(match: re.Match[str]) -> str:
    """An escape of JSON as YAML has it shorter."""
    escape = match[2]
    short = _SHORT_ESCAPES.get(escape)
    if short is None:
        short = f"\\x{escape[4:]}" if escape.startswith("\\u00") else escape
    return match[1] + short


def _literal(text: str, indent: str, newline: str) -> str:
    """The text as a block, its marks for leading blanks and trailing newlines included."""
    end = len(text.rstrip("\n\t "))
    tail = text[end:]
    chomp = "-" if "\n" not in tail else "" if tail.index("\n") == len(tail) - 1 else "+"
    body = text[:end]
    first = body.lstrip("\n ")
    leading = body[: len(body) - len(first)]
    size = str(len(INDENT)) if " " in leading else ""
    start = leading[: leading.rfind("\n") + 1]
    body = _NEWLINES.sub(lambda match: match[0] + indent, body[len(start) :])
    start = _NEWLINES.sub(lambda match: match[0] + indent, start)
    if tail.endswith("\n"):
        tail = tail[:-1]
    tail = re.sub(r"\n+(?!\n|\Z)", lambda match: match[0] + indent, tail)
    return f"|{size}{chomp}\n{indent}{start}{body}{tail}".replace("\n", newline)


def _number(value: int | float) -> str:
    """A number as JavaScript writes it: `1.0` is 1, and 1e16 has no exponent."""
    if isinstance(value, int):
        return str(value)
    if not math.isfinite(value):
        return ".nan" if math.isnan(value) else ".inf" if value > 0 else "-.inf"
    if value.is_integer() and abs(value) < 1e21:
        return str(int(value))
    written = repr(value)
    digits, exponent, power = written.partition("e")
    if exponent:
        sign, size = power[0], power[1:].lstrip("0")
        if sign == "-" and int(size) < 7:  # JavaScript writes 0.00001 in full
            point = digits.replace(".", "").replace("-", "")
            return f"{'-' if value < 0 else ''}0.{'0' * (int(size) - 1)}{point}"
        written = f"{digits}e{sign}{size}"
    return written
