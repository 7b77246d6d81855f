"""Gives a YAML scalar its type by YAML 1.2 core, as Obsidian does (obsidian.md section 3.2)."""

from __future__ import annotations

import re

_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_BOOLEAN = {
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_SPECIAL_FLOAT = {
    sign + "." + word: float(("-" if sign == "-" else "") + "inf")
    for sign in ("", "+", "-")
    for word in ("inf", "Inf", "INF")
} | {"." + word: float("nan") for word in ("nan", "NaN", "NAN")}
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_TYPED_START = frozenset("~nNtTfF+-.0123456789")
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
    if not text:
        return None
    if text[0] not in _TYPED_START:
        return text
    if text in _NULL:
        return None
    if text in _BOOLEAN:
        return _BOOLEAN[text]
    if _FLOAT.fullmatch(text):
        if _INTEGER.fullmatch(text) and len(text) < _LONGEST_INTEGER:
            return int(text)
        return float(text)
    if _OCTAL.fullmatch(text):
        return int(text[2:], 8)
    if _HEXADECIMAL.fullmatch(text):
        return int(text[2:], 16)
    return _SPECIAL_FLOAT.get(text, text)


def type_tagged(text: str, tag: str) -> str | int | float | bool | None:
    """The value of a scalar with a tag: typed where the tag is a core type that fits it."""
    value = type_plain(text)
    return value if type(value) is _TAGGED_TYPES.get(tag) else text
