"""Gives a YAML scalar its type by YAML 1.2 core, as Obsidian does (obsidian.md section 3.2)."""

from __future__ import annotations

import math

from vaultlint.lazy import lazy

_WORDS: dict[str, float | bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **{sign + word: math.inf for sign in ("", "+") for word in (".inf", ".Inf", ".INF")},
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -math.inf),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
}
_INTEGER = lazy(r"[-+]?[0-9]+")
_OCTAL = lazy(r"0o[0-7]+")
_HEXADECIMAL = lazy(r"0x[0-9a-fA-F]+")
_FLOAT = lazy(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
# What a text must begin with to be anything but a string; an empty one begins with nothing.
TYPED_START = frozenset(("", *"~nNtTfF+-.0123456789"))
_LONGEST_INTEGER = 4000  # digits; Python refuses to read more than 4300, JavaScript reads infinity
_CORE = "tag:yaml.org,2002:"
_TAGGED_TYPES: dict[str, type] = {
    _CORE + "null": type(None),
    _CORE + "bool": bool,
    _CORE + "int": int,
    _CORE + "float": float,
}


def type_plain(text: str) -> str | int | float | bool | None:
    """The value of a plain scalar without a tag: `yes` and `1_000` are strings, `010` is 10."""
    if text[:1] not in TYPED_START:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if text[0] > "9" or (text[4:5] == "-" and text[3] not in "eE"):  # most of all: a date
        return text
    if text.isdecimal() and text.isascii() and len(text) < _LONGEST_INTEGER:
        return int(text)
    if _FLOAT.fullmatch(text):
        if _INTEGER.fullmatch(text) and len(text) < _LONGEST_INTEGER:
            return int(text)
        return float(text)
    if text[0] == "0":
        if _OCTAL.fullmatch(text):
            return int(text[2:], 8)
        if _HEXADECIMAL.fullmatch(text):
            return int(text[2:], 16)
    return text


def type_tagged(text: str, tag: str) -> str | int | float | bool | None:
    """The value of a scalar with a tag: typed where the tag is a core type that fits it."""
    value = type_plain(text)
    return value if type(value) is _TAGGED_TYPES.get(tag) else text
