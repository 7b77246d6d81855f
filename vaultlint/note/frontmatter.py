"""The properties of a note: where its frontmatter lies, and its YAML as values with offsets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from vaultlint.finding import Span
from vaultlint.lazy import lazy
from vaultlint.note.plain_yaml import Lines, plain_lines, read_plain, read_plain_entry
from vaultlint.note.values import (
    ListValue,
    MapValue,
    Scalar,
    ScalarStyle,
    Value,
    YamlError,
    key_name,
    walk,
)

__all__ = [
    "Frontmatter",
    "ListValue",
    "MapValue",
    "Property",
    "Scalar",
    "ScalarStyle",
    "Value",
    "YamlError",
    "read_frontmatter",
]

_TYPED_KEYS = frozenset(("", "null", "true", "false"))  # words that name other properties, or none
# The constructor of a named tuple is written in Python; this is what it calls.
_new: Any = tuple.__new__
_OPENING = lazy(r"\ufeff?---\r?\n")
_CLOSING = lazy(r"\n--- *(?:\r?\n|\Z)")


class Fences(NamedTuple):
    """What lies between the fences of the properties, and where the closing line ends."""

    yaml: Span
    end: int


class Property(NamedTuple):
    """A top-level key and its value. `name` is the key as Obsidian shows it."""

    name: str
    key: Scalar
    value: Value


class Frontmatter(NamedTuple):
    """The properties block of a note.

    span: from the opening fence to the end of the closing line, its newline included. yaml: what
    lies between the fences. properties: the top-level entries in order, duplicates included; empty
    when the YAML is invalid or no mapping. error: set when the YAML cannot be read at all;
    duplicate keys are no `error` here although Obsidian refuses them too: compare the keys. root:
    the whole document, None if empty or invalid.
    """

    span: Span
    yaml: Span
    properties: tuple[Property, ...] = ()
    error: YamlError | None = None
    root: Value | None = None

    def get(self, name: str) -> Property | None:
        """The first property of that name, compared without case as Obsidian does (section 2.2)."""
        folded = name.lower()
        for entry in self.properties:
            if entry.name.lower() == folded:
                return entry
        return None

    def scalars(self) -> Iterator[Scalar]:
        """Every scalar, keys included, in document order; one that is aliased comes once."""
        return (value for value in walk(self.root) if isinstance(value, Scalar))


def read_frontmatter(text: str) -> Frontmatter | None:
    """The frontmatter of a note, None if it has none by Obsidian's rules (section 3.1)."""
    fences = find_fences(text)
    return None if fences is None else read_between(text, fences, plain_lines(text, *fences.yaml))


def read_between(text: str, fences: Fences, lines: Lines | None) -> Frontmatter:
    """The frontmatter between these fences. lines: what `plain_lines` finds there."""
    yaml, end = fences
    start = 1 if text.startswith("\ufeff") else 0
    root, error = _read(text, yaml, lines)
    properties: tuple[Property, ...] = ()
    if isinstance(root, MapValue):
        properties = tuple(
            [
                Property(key_name(key), key, value)
                for key, value in root.entries
                if isinstance(key, Scalar)
            ]
        )
    return Frontmatter(Span(start, end), yaml, properties, error, root)


def read_property(text: str, name: str) -> Value | None:
    """The value of the first property of that name in a note, compared without case.

    As `read_frontmatter` gives it, in a third of the time where the properties are plain.
    """
    fences = find_fences(text)
    if fences is None:
        return None
    if name.lower() not in _TYPED_KEYS:
        plain = read_plain_entry(text, *fences.yaml, name.lower())
        if plain is not None:
            return plain.entries[0][1] if plain.entries else None
    frontmatter = read_frontmatter(text)
    entry = frontmatter.get(name) if frontmatter is not None else None
    return None if entry is None else entry.value


def find_fences(text: str) -> Fences | None:
    """Where a note's properties lie; None without frontmatter."""
    if text.startswith("---\n"):
        line = text.find("\n---", 3)
        if line >= 0 and text.startswith("\n", line + 4):  # nearly always
            found: Fences = _new(Fences, (_new(Span, (4, line + 1)), line + 5))
            return found
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end() - 1) if opening is not None else None
    if opening is None or closing is None:
        return None
    return Fences(Span(opening.end(), closing.start() + 1), closing.end())


def _read(text: str, yaml: Span, lines: Lines | None) -> tuple[Value | None, YamlError | None]:
    """The value of the YAML in a span of the text, or why it has none."""
    plain = None if lines is None else read_plain(lines, yaml.start)
    if plain is not None:
        return plain, None
    from vaultlint.note.yaml import read_yaml  # dear to import, and most vaults' notes are plain

    return read_yaml(text, *yaml)
