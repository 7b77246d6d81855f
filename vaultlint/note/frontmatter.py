"""The properties of a note: where its frontmatter lies, and its YAML as nodes with exact offsets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from vaultlint.finding import Span

ScalarStyle = Literal["plain", "single", "double", "literal", "folded"]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar: its value typed by YAML 1.2 core (dates stay strings), its span with quotes, its style.

    An empty value (`key:`) is None with an empty span where the value would stand: right behind
    the colon.
    """

    span: Span
    value: str | int | float | bool | None
    style: ScalarStyle = "plain"


@dataclass(frozen=True, slots=True)
class ListValue:
    """A list, in brackets (flow) or one item a line (block)."""

    span: Span
    items: tuple[Value, ...]
    flow: bool


@dataclass(frozen=True, slots=True)
class MapValue:
    """A mapping; keys may be any value."""

    span: Span
    entries: tuple[tuple[Value, Value], ...]
    flow: bool


Value = Scalar | ListValue | MapValue


@dataclass(frozen=True, slots=True)
class Property:
    """A top-level key and its value. `name` is the key as Obsidian shows it."""

    name: str
    key: Scalar
    value: Value


@dataclass(frozen=True, slots=True)
class YamlError:
    """Why Obsidian cannot read the frontmatter: what the parser says, and where it stumbled."""

    problem: str
    offset: int


@dataclass(frozen=True, slots=True)
class Frontmatter:
    """The properties block of a note.

    span: from the opening fence to the end of the closing line, its newline included. yaml: what lies
    between the fences. properties: the top-level entries in order, duplicates included; empty when
    the YAML is invalid or no mapping. error: set when the YAML cannot be read at all; duplicate keys
    are no `error` here although Obsidian refuses them too: compare the names. root: the whole
    document, None if empty or invalid.
    """

    span: Span
    yaml: Span
    properties: tuple[Property, ...] = ()
    error: YamlError | None = None
    root: Value | None = None

    def get(self, name: str) -> Property | None:
        """The first property of that name, compared without case as Obsidian does (section 2.2)."""
        folded = name.lower()
        return next((p for p in self.properties if p.name.lower() == folded), None)

    def scalars(self) -> Iterator[Scalar]:
        """Every scalar, keys included, in document order; one that is aliased comes once."""
        raise NotImplementedError


def read_frontmatter(text: str) -> Frontmatter | None:
    """The frontmatter of a note, None if it has none by Obsidian's rules (section 3.1)."""
    raise NotImplementedError
