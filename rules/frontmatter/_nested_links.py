"""Links without quotes, which YAML reads as lists in lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from vaultlint.lazy import lazy
from vaultlint.note.frontmatter import ListValue, MapValue, Scalar, Value

_LINK = lazy(r"\[\[([^\[\]\r\n]+)\]\]")
_PLACEHOLDERS = ("{{", "<%", "${")


class NestedLink(NamedTuple):
    """A list that was meant for a link.

    value: what the link has to replace. link: the link as it should read, brackets included.
    written: it stands there as a link; else it is what remains of one after a program wrote the
    list anew. sure: nobody means anything else by it; else only a note of that name tells.
    """

    value: ListValue
    link: str
    written: bool
    sure: bool


def nested_links(text: str, value: Value) -> Iterator[NestedLink]:
    """The links that stand as lists in the value of a property, in no particular order.

    An alias is not followed a second time.
    """
    seen: set[int] = set()
    rest: list[Value] = [value]
    while rest:
        value = rest.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, MapValue):
            rest += (content for _, content in value.entries)
        elif isinstance(value, ListValue):
            link = _written(text, value)
            if link is not None:
                yield link
                continue
            yield from _remains(text, value)
            rest += value.items


def _written(text: str, value: ListValue) -> NestedLink | None:
    """The link as which the list stands there."""
    match = _LINK.fullmatch(text, *value.span) if value.flow else None
    if match is None or _has_placeholder(match[0]):
        return None
    inner = value.items[0]
    if not isinstance(inner, ListValue) or any(_is_quoted(item) for item in inner.items):
        return None
    return NestedLink(value, match[0], written=True, sure=_is_name(inner))


def _remains(text: str, outer: ListValue) -> Iterator[NestedLink]:
    """What remains of links when a program writes lists in its own way: `- - A`, or `[["A"]]`."""
    for inner in outer.items:
        if not isinstance(inner, ListValue) or len(inner.items) != 1:
            continue
        start = inner.span.start
        if not (
            text.startswith("[[", outer.span.start)
            if inner.flow
            else text.startswith("- - ", start - 2)
        ):
            continue
        item = inner.items[0]
        if not isinstance(item, Scalar) or not isinstance(item.value, str):
            continue
        link = f"[[{item.value}]]"
        if _LINK.fullmatch(link) and not _has_placeholder(link):
            yield NestedLink(inner, link, written=False, sure=False)


def _is_name(inner: ListValue) -> bool:
    """Whether the inner list holds one text, and neither a number nor several values."""
    if len(inner.items) != 1:
        return False
    item = inner.items[0]
    return isinstance(item, Scalar) and isinstance(item.value, str)


def _is_quoted(value: Value) -> bool:
    return isinstance(value, Scalar) and value.style != "plain"


def _has_placeholder(text: str) -> bool:
    return any(sign in text for sign in _PLACEHOLDERS)
