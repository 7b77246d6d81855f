"""What a property's value was most likely meant to be, where YAML cannot read it as it stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from vaultlint.finding import Safety
from vaultlint.lazy import lazy

LINK = r"\[\[[^\[\]\n]+\]\]"
_LINKS = lazy(rf"{LINK}(?:, *{LINK})+")
_LOOSE_LINKS = lazy(rf"{LINK}(?:(?: *[,;&/|] *| +and +| +){LINK})+")
_QUOTED = r"(?:\"[^\"\\]*\"|'[^']*')"
_QUOTED_LIST = lazy(rf"{_QUOTED}(?:, *{_QUOTED})+")
_HASH_LIST = lazy(r"\[ *#?[^\s#,\[\]{}'\"]+(?:, *#?[^\s#,\[\]{}'\"]+)* *\]")
_BARE_LIST = lazy(r"\[ *([^\s,\[\]{}'\"#][^,\[\]{}'\"#]*(?:, *[^\s,\[\]{}'\"#][^,\[\]{}'\"#]*)*)\]")
_PATH = lazy(r"\"(?P<path>[^\"'\\]*\\[^\"']*)\"")
_ONE_TOO_MANY = lazy(r"(?P<text>\"[^\"\\]+\"|'[^']+'|\[[^\[\]]*\])(?: ?[\"'\],;])")
_UNCLOSED = lazy(r"\"[^\"'\\]+|'[^\"']+|\[[^\[\]{}:\"'#]+")
_OTHER_QUOTE = lazy(r"\"[^\"'\\]+'|'[^\"'\\]+\"")
_TEXT_BEHIND_QUOTES = lazy(rf"{_QUOTED}[ \t]+(?!//)[^\"':,;#\s][^\"',]*")
_TEXT_BEHIND_LINK = lazy(rf"(?:!?{LINK}|!?\[[^\[\]]*\]\([^()\s]*\))(?:[^\[\]{{}},#]|{LINK})*")
_TEXT_BEHIND_BRACKETS = lazy(r"(?:\[[^\[\]{}\"'#]*\]|\{[^\[\]{}\"'#]*\})[ \t]+[^\[\]{}\"'#,]+")
_INDICATOR = lazy(r"[-?:](?:[ \t]|$)")
_RESERVED = lazy(r"[@`%*&!|>]")
_LISTS = frozenset(("tags", "aliases", "cssclasses"))


class ValueRepair(NamedTuple):
    """How a value is to be written, what it then says, and how far that may be trusted."""

    written: str
    says: str | list[str]
    title: str
    safety: Safety = Safety.SAFE


def repair_value(value: str, key: str) -> ValueRepair | None:
    """The repair of a value; `key` is the property's name in lower case, "" for a list item."""
    if (within := _within_quotes(value)) is not None:
        doubled = within[0] == within[-1] == value[0]  # ""a"" may have been meant for "a"
        safety = Safety.UNSAFE if doubled else Safety.SAFE
        return ValueRepair(quote(within), within, "put it in other quotes", safety)
    if key == "tags" and "#" in value and _HASH_LIST.fullmatch(value):
        bare = value.replace("#", "")
        return ValueRepair(bare, re.findall(r"[^\s,\[\]]+", bare), "remove the # before the tags")
    if re.search(r"(?:^|[ \t])#", value):
        return None  # a comment, or part of the text?
    return next((found for way in _WAYS if (found := way(value, key)) is not None), None)


def links_in(value: str) -> list[str]:
    """The links that a value consists of, but for commas and the like; none if there is more."""
    return re.findall(LINK, value) if _LOOSE_LINKS.fullmatch(value) else []


def quote(text: str) -> str:
    """The text as a YAML string in quotes, double ones where nothing needs an escape."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _within_quotes(value: str) -> str | None:
    """The text between the outer quotes, if those are that, and others lie within.

    A quote opens behind a blank, and closes before one; between letters it is an apostrophe. The
    outer ones are a pair if no other closes what the first of them opens.
    """
    mark = value[0]
    if mark not in "\"'" or len(value) < 3 or value[-1] != mark or "\\" in value:
        return None
    inner = value[1:-1]
    others = [at for at, character in enumerate(inner) if character == mark]
    depth = 0
    for at in others:
        before, behind = inner[at - 1 : at], inner[at + 1 : at + 2]
        if before.isalnum() and behind.isalnum() and mark == "'":
            continue
        opens = before in ("", " ", "(") and behind not in ("", " ")
        closes = before not in ("", " ", "(") and not behind.isalnum()
        if opens == closes:
            return None
        depth += 1 if opens else -1
        if depth < 0:
            return None
    return inner if others and depth == 0 else None


def _path(value: str, key: str) -> ValueRepair | None:
    if not (path := _PATH.fullmatch(value)):
        return None
    title = "put it in single quotes"
    return ValueRepair(f"'{path['path']}'", path["path"], title, Safety.UNSAFE)


def _several(value: str, key: str) -> ValueRepair | None:
    if not key:
        return None
    if links := links_in(value):
        safety = Safety.SAFE if _LINKS.fullmatch(value) else Safety.UNSAFE
        written = f"[{', '.join(map(quote, links))}]"
        return ValueRepair(written, links, "make it a list of quoted links", safety)
    if _QUOTED_LIST.fullmatch(value):
        texts = [text[1:-1] for text in re.findall(_QUOTED, value)]
        return ValueRepair(f"[{value}]", texts, "make it a list")
    return None


def _reserved_in_list(value: str, key: str) -> ValueRepair | None:
    if not (found := _BARE_LIST.fullmatch(value)) or re.search(r":(?: |,|$)", found[1]):
        return None
    items = [item.strip(" ") for item in found[1].split(",")]
    written = ", ".join(quote(item) if _RESERVED.match(item) else item for item in items)
    if written == ", ".join(items):
        return None
    return ValueRepair(f"[{written}]", items, "quote what needs it")


def _one_too_many(value: str, key: str) -> ValueRepair | None:
    title = "remove the last character"
    if re.fullmatch(rf"{LINK}\]", value):
        return ValueRepair(quote(value[:-1]), value[:-1], "quote the link", Safety.UNSAFE)
    if not (found := _ONE_TOO_MANY.fullmatch(value)) or (value[-1] in "\"'" and value[0] == "["):
        return None
    text = found["text"]
    if text[0] != "[":
        return ValueRepair(text, text[1:-1], title, Safety.UNSAFE) if value[-1] != "]" else None
    items = _plain_items(text[1:-1])
    return ValueRepair(text, items, title, Safety.UNSAFE) if items else None


def _unclosed(value: str, key: str) -> ValueRepair | None:
    if re.fullmatch(r"\[\[[^\[\],]+\]", value):
        return ValueRepair(quote(value + "]"), value + "]", "close the link", Safety.UNSAFE)
    if _OTHER_QUOTE.fullmatch(value):
        written = value[:-1] + value[0]
        return ValueRepair(written, value[1:-1], "close it with the same quote", Safety.UNSAFE)
    if not _UNCLOSED.fullmatch(value):
        return None
    if value[0] != "[":
        return ValueRepair(value + value[0], value[1:], "close the quote", Safety.UNSAFE)
    items = _plain_items(value[1:])
    return ValueRepair(value + "]", items, "close the bracket", Safety.UNSAFE) if items else None


def _one_text(value: str, key: str) -> ValueRepair | None:
    """The whole of it in quotes, if that is one text, quotes and brackets in it included."""
    safety = Safety.SAFE
    if value[0] in "\"'":
        if not _TEXT_BEHIND_QUOTES.fullmatch(value):
            return None
    elif value[0] in "[{" or value.startswith("!["):
        if not _TEXT_BEHIND_LINK.fullmatch(value):
            safety = Safety.UNSAFE
            if key in _LISTS or not _TEXT_BEHIND_BRACKETS.fullmatch(value):
                return None
    elif value[0] in "!&#" or (_INDICATOR.match(value) and value[0] != "?"):
        return None
    elif value[0] in "}],?" or value[-1] == ":":
        safety = Safety.UNSAFE
    if key in _LISTS and "," in value:
        return None
    return ValueRepair(quote(value), value, "put it in quotes", safety)


def _plain_items(inner: str) -> list[str]:
    """The items between brackets; none unless each is surely a text without quotes."""
    items = [item.strip(" ") for item in inner.split(",")]
    return items if all(re.fullmatch(r"[^\W\d][\w /\-]*", item) for item in items) else []


_WAYS: tuple[Callable[[str, str], ValueRepair | None], ...] = (
    _path,
    _several,
    _reserved_in_list,
    _one_too_many,
    _unclosed,
    _one_text,
)
