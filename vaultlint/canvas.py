"""Canvases: their nodes, edges, and the Markdown of their cards (obsidian.md section 9.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from vaultlint.finding import Span
from vaultlint.json import (
    Escapes,
    JsonError,
    JsonList,
    JsonObject,
    JsonString,
    JsonValue,
    read_json,
)
from vaultlint.lazy import lazy
from vaultlint.note import Note

# They stand for half a character; a note would take two of them together for bytes of the file.
_SURROGATES = lazy("[\ud800-\udfff]")


class Card:
    """The text of a text node, as a note of its own that lies where the canvas does."""

    def __init__(self, canvas: Note, text: JsonString) -> None:
        self.text = text
        # Three dashes begin no properties here: there are none in a card.
        self._shift = 1 if text.value.startswith("---") else 0
        markdown = "\n" * self._shift + _SURROGATES.sub("\ufffd", text.value)
        self.note = Note.from_text(markdown, canvas.path, canvas.settings)
        self._escapes = Escapes(canvas.text, text)

    def span(self, span: Span) -> Span:
        """Where a span of the card's note stands in the canvas."""
        return self._escapes.span(span.start - self._shift, span.end - self._shift)

    @property
    def may_link(self) -> bool:
        """Whether the card may hold a link; the others need not be parsed."""
        return any(sign in self.text.value for sign in ("[[", "](", "]:"))


class Canvas:
    """What stands in a canvas; what is not as JSON Canvas wants it is passed over.

    root: its JSON, None where it is blank or has an error, which is `error`.
    """

    root: JsonValue | None
    error: JsonError | None

    def __init__(self, file: Note) -> None:
        self._file = file
        self.root, self.error = read_json(file.text)

    @cached_property
    def nodes(self) -> Sequence[JsonObject]:
        """The nodes, those of kinds that only a plugin knows among them."""
        return tuple(self._objects("nodes"))

    @cached_property
    def edges(self) -> Sequence[JsonObject]:
        """The edges."""
        return tuple(self._objects("edges"))

    @cached_property
    def cards(self) -> Sequence[Card]:
        """The text nodes that may hold a link."""
        cards = (Card(self._file, text) for text in self._strings("text", "text"))
        return tuple(card for card in cards if card.may_link)

    @property
    def files(self) -> Iterator[tuple[JsonString, JsonString | None]]:
        """The vault path that each file node shows, and its subpath, which begins with "#"."""
        for node in self.nodes:
            path = node.string("file")
            if path is not None and _is(node, "file"):
                yield path, node.string("subpath")

    @property
    def backgrounds(self) -> Iterator[JsonString]:
        """The vault paths of the images behind groups."""
        return self._strings("group", "background")

    def _strings(self, kind: str, key: str) -> Iterator[JsonString]:
        for node in self.nodes:
            value = node.string(key)
            if value is not None and _is(node, kind):
                yield value

    def _objects(self, key: str) -> Iterator[JsonObject]:
        listed = self.root.get(key) if isinstance(self.root, JsonObject) else None
        if isinstance(listed, JsonList):
            for item in listed.items:
                if isinstance(item, JsonObject):
                    yield item


def _is(node: JsonObject, kind: str) -> bool:
    found = node.string("type")
    return found is not None and found.value == kind
