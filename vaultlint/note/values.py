"""What a note's YAML holds: scalars, lists and mappings, each with its exact place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from vaultlint.finding import Span

ScalarStyle = Literal["plain", "single", "double", "literal", "folded"]


class Scalar(NamedTuple):
    """A scalar: its value typed by YAML 1.2 core (dates stay strings), its style, and its span.

    The span includes quotes, and leaves out tag and anchor. An empty value (`key:`) is None with an
    empty span where the value would stand: right behind the colon.
    """

    span: Span
    value: str | int | float | bool | None
    style: ScalarStyle = "plain"

    @property
    def inner(self) -> Span:
        """The span without the quotes; the whole of it where there are none."""
        start, end = self.span
        if self.style in ("single", "double") and end - start >= 2:
            return Span(start + 1, end - 1)
        return self.span


class ListValue(NamedTuple):
    """A list, in brackets (flow) or one item a line (block)."""

    span: Span
    items: tuple[Value, ...]
    flow: bool


class MapValue(NamedTuple):
    """A mapping; keys may be any value."""

    span: Span
    entries: tuple[tuple[Value, Value], ...]
    flow: bool


Value = Scalar | ListValue | MapValue


class YamlError(NamedTuple):
    """Why Obsidian cannot read the frontmatter, and where it stumbles.

    problem: the cause in words, about the line that holds the offset ("a text that holds `: ` needs
    quotes"). doubtful: our parser cannot read it, but Obsidian's may: nothing should be reported.
    """

    problem: str
    offset: int
    doubtful: bool = False


def walk(root: Value | None) -> Iterator[Value]:
    """Every value below and including `root` in document order; one that is aliased comes once.

    Written without recursion and with a memory of what it has seen, so that neither deep nesting
    nor a bomb of aliases (`b: [*a, *a]`, `c: [*b, *b]` …) costs more than the text is long.
    """
    seen: set[int] = set()
    rest: list[Value] = [] if root is None else [root]
    while rest:
        value = rest.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        yield value
        if isinstance(value, ListValue):
            rest.extend(reversed(value.items))
        elif isinstance(value, MapValue):
            for key, content in reversed(value.entries):
                rest += content, key


def key_name(key: Scalar) -> str:
    """The name that a key has as a property: JavaScript's text of it (`1.0` is "1")."""
    value = key.value
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e21:
        return str(int(value))
    return str(value)
