"""Reads the YAML that most properties are written in without a parser, and exactly as that does.

That is: `key: value` lines, `key:` with `- item` lines below, texts without quotes or quoted on one
line, and lists in brackets on one line. Whatever else there is, and whatever might be read in two
ways, is left to the parser in yaml.py; the tests hold the two together.
"""

from __future__ import annotations

from typing import Any

from vaultlint.finding import Span
from vaultlint.lazy import lazy
from vaultlint.note.scalars import TYPED_START, type_plain
from vaultlint.note.values import ListValue, MapValue, Scalar, Value

# Controls, tabs and all that libyaml refuses or takes for a newline, a lone CR among them. Looked
# for by itself: in each set below it would make the pattern take four times as long to compile.
_REFUSED = lazy(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff](?:(?<!\r)|(?!\n))"
)
_NEWLINE = r"\r\n"
# What no text without quotes begins with, but for a dash before a letter, a digit or a dot.
_MARKS = rf"{_NEWLINE} \-?:,\[\]{{}}#&*!|>'\"%@`"
# Behind its first character a text may hold ":" before a non-blank, and "#" behind one.
_FIRST = rf"(?:[^{_MARKS}]|-(?=[\w.]))"
_PLAIN = rf"{_FIRST}[^{_NEWLINE}:#]*+(?>(?:(?::(?=[^{_NEWLINE} ])|(?<! )#)[^{_NEWLINE}:#]*+)*)"
_SINGLE = rf"'(?>(?:[^{_NEWLINE}']+|'')*)'"
_DOUBLE = rf'"(?>(?:[^{_NEWLINE}"\\]+|\\["\\])*)"'
_ITEM = rf"(?:{_FIRST}[^{_NEWLINE},\[\]{{}}:#?]*+|{_SINGLE}|{_DOUBLE})"
_LIST = rf"\[(?> *+(?:{_ITEM} *+(?:, *+{_ITEM} *+)*(?:, *+)?)?)\]"
_VALUE = rf"{_PLAIN}|{_SINGLE}|{_DOUBLE}|{_LIST}|\[{_LIST}\]|"
_KEY = rf"[^{_MARKS}.][^{_NEWLINE}:#]{{0,200}}+(?<! )(?=:)"
# Groups of a line: its key, or its dash with the indent; what parts it from its value; the value,
# with the blanks behind it if it has no quotes; the rest. Or else: all from an unusual line on.
_LINES = lazy(
    rf"(?:({_KEY}| *+-(?!:))(:?+(?: ++|(?=\r?\n)))({_VALUE}))?"
    rf"( *+(?:\r?\n|(?<![^ \n])#[^{_NEWLINE}]*+\r?\n))"
    r"|([\s\S]+)"
)
_NUMBERS = frozenset(("", *"~+-.0123456789"))  # what keys begin with whose names may differ
_ESCAPED = lazy(r"\\(.)")
_ITEMS = lazy(r" *, *")
_ITEMS = lazy(rf"({_ITEM})((?: *+,)? *+)")
Lines = list[tuple[str, str, str, str, str]]
"""Of each line what `_LINES` parts it into."""
# The constructor of a named tuple is written in Python; this is what it calls.
_new: Any = tuple.__new__


def plain_lines(text: str, start: int, end: int) -> Lines | None:
    """The lines of the YAML in `text[start:end]`, each in its parts; None if one is unusual."""
    if _REFUSED.search(text, start, end):
        return None
    lines: Lines = _LINES.findall(text, start, end)
    return None if not lines or lines[-1][4] else lines


def read_plain(lines: Lines, start: int) -> MapValue | None:
    """The value of YAML in these lines, the first of which begins at `start`; None if unusual."""
    entries: list[tuple[Value, Value]] = []
    key: Scalar | None = None  # as long as nothing stands behind its colon
    items: list[Value] = []  # below that key
    dash = ""
    began = 0
    at = start
    for head, gap, source, rest, _ in lines:
        begin = at
        behind = begin + len(head)
        place = behind + len(gap)
        at = place + len(source) + len(rest)
        value: Value
        if not source:
            if not head:
                continue
            value = _new(Scalar, (_new(Span, (behind, behind)), None, "plain"))
        elif source[0] in "'\"[":
            value = _list(source, place) if source[0] == "[" else _quoted(source, place)
        else:
            if source[-1] == " ":
                source = source.rstrip(" ")
            typed = source if source[0] not in TYPED_START else type_plain(source)
            value = _new(Scalar, (_new(Span, (place, place + len(source))), typed, "plain"))
        if head[0] in " -":
            if key is None or (items and head != dash):
                return None
            if not items:
                dash = head
                began = behind - 1
            items.append(value)
            continue
        if key is not None:
            entries.append((key, _below(key, items, began)))
            items = []
        typed = head if head[0] not in TYPED_START else type_plain(head)
        key = _new(Scalar, (_new(Span, (begin, behind)), typed, "plain"))
        if source:
            entries.append((key, value))
            key = None
    if key is not None:
        entries.append((key, _below(key, items, began)))
    if not entries:
        return None
    span = Span(entries[0][0].span.start, entries[-1][1].span.end)
    return MapValue(span, tuple(entries), flow=False)


def read_plain_entry(text: str, start: int, end: int, name: str) -> MapValue | None:
    """What `read_plain` gives, less all entries but the first of that key (in lower case).

    It has no entry where there is no such key. None if the YAML is unusual.
    """
    lines = None if name[:1] in _NUMBERS else plain_lines(text, start, end)
    if lines is None:
        return None
    began = first = stop = -1
    takes_items = False
    dash = ""
    at = start
    for number, (head, gap, source, rest, _) in enumerate(lines):
        begin = at
        at += len(head) + len(gap) + len(source) + len(rest)
        if not head:
            continue
        if head[0] in " -":
            if not takes_items or (dash and head != dash):
                return None
            dash = head
            continue
        takes_items, dash = not source, ""
        if began >= 0:
            stop = number if stop < 0 else stop
        elif head.lower() == name:
            began, first = begin, number
    if began < 0:
        return MapValue(Span(start, start), (), flow=False)
    return read_plain(lines[first : len(lines) if stop < 0 else stop], began)


def _below(key: Scalar, items: list[Value], began: int) -> Value:
    """The value of a key with nothing behind its colon: the items below it, or none."""
    if items:
        return ListValue(Span(began, items[-1].span.end), tuple(items), flow=False)
    behind = key.span.end + 1
    return Scalar(Span(behind, behind), None)


def _quoted(source: str, place: int) -> Scalar:
    """The text between quotes on one line, with no escapes but those of quote and backslash."""
    span = _new(Span, (place, place + len(source)))
    if source[0] == '"':
        inner = source[1:-1]
        if "\\" in inner:
            inner = _ESCAPED.sub(r"\1", inner)
        quoted: Scalar = _new(Scalar, (span, inner, "double"))
    else:
        quoted = _new(Scalar, (span, source[1:-1].replace("''", "'"), "single"))
    return quoted


def _list(source: str, place: int) -> ListValue:
    """The list in brackets."""
    span = _new(Span, (place, place + len(source)))
    if source == "[]":
        return ListValue(span, (), flow=True)
    if source[1] == "[":  # meant for a link
        return ListValue(span, (_list(source[1:-1], place + 1),), flow=True)
    items: list[Value] = []
    at = len(source) - len(source[1:].lstrip(" "))
    for item, rest in _ITEMS.findall(source, at):
        if item[0] in "'\"":
            items.append(_quoted(item, place + at))
        else:
            word = item.rstrip(" ")
            inner = _new(Span, (place + at, place + at + len(word)))
            items.append(_new(Scalar, (inner, type_plain(word), "plain")))
        at += len(item) + len(rest)
    return ListValue(span, tuple(items), flow=True)
