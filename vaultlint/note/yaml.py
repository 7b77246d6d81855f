"""Reads YAML as Obsidian does (YAML 1.2 core), into values with exact places; never raises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from vaultlint.finding import Span
from vaultlint.note.scalars import type_plain, type_tagged
from vaultlint.note.stand_ins import StandIns
from vaultlint.note.values import ListValue, MapValue, Scalar, ScalarStyle, Value, YamlError

try:
    from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]
except ImportError:  # an interpreter without the compiled parser: slower, otherwise equal
    CParser = None

MAX_DEPTH = 200
_MAX_ALIASES = 100
_STYLES: dict[str | None, ScalarStyle] = {
    "'": "single",
    '"': "double",
    "|": "literal",
    ">": "folded",
}
_PROPERTIES = re.compile(r"(?:[!&][^\s]*(?:[ \t]|\r?\n|\Z)(?:[ \t]|\r?\n|#[^\n]*)*)*")


class _RefusedError(Exception):
    """The YAML cannot be read: the cause in words, and the offset in the parser's text."""

    def __init__(self, problem: str, offset: int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.offset = offset


def read_yaml(text: str, start: int, end: int) -> tuple[Value | None, YamlError | None]:
    """The value of the YAML in `text[start:end]`, spans counted in `text`, or why it has none.

    Both are None when the YAML is empty or holds nothing but comments.
    """
    stand_ins = StandIns(text[start:end])
    try:
        return _Builder(stand_ins, start).build(), None
    except _RefusedError as refused:
        return None, YamlError(refused.problem, min(start + refused.offset, end))


def _events(source: str) -> Iterator[Any]:
    """The parser's events up to the end of the stream."""
    try:
        if CParser is None:
            yield from YAML(typ="safe", pure=True).parse(source)
            return
        parser = CParser(source)
        while (event := parser.get_event()) is not None:
            yield event
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _RefusedError(
            f"{error.context}: {error.problem}", mark.index if mark else 0
        ) from None
    except YAMLError as error:
        raise _RefusedError(str(error), getattr(error, "position", 0) or 0) from None


@dataclass(slots=True)
class _Open:
    """A collection whose end has not come yet."""

    start: int
    flow: bool
    mapping: bool
    anchor: str | None
    children: list[Value] = field(default_factory=list)
    weight: int = 0


@dataclass(slots=True)
class _Anchor:
    """A value that aliases may repeat, and how often they do."""

    value: Value
    weight: int
    uses: int = 0


class _Builder:
    """Turns the parser's events into values without recursion."""

    def __init__(self, stand_ins: StandIns, start: int) -> None:
        self._stand_ins = stand_ins
        self._start = start
        self._anchors: dict[str, _Anchor] = {}
        self._open: list[_Open] = []
        self._root: Value | None = None
        self._documents = 0

    def build(self) -> Value | None:
        """The one document's value."""
        for event in _events(self._stand_ins.text):
            kind = type(event)
            if kind is ScalarEvent:
                value = self._scalar(event)
                self._add(value, event.anchor, 1)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self._begin(event, kind is MappingStartEvent)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self._end(event)
            elif kind is AliasEvent:
                self._alias(event)
            elif kind is DocumentStartEvent:
                self._documents += 1
                if self._documents > 1:
                    raise _RefusedError(
                        "a second YAML document begins here", event.start_mark.index
                    )
        return self._root

    def _scalar(self, event: Any) -> Scalar:
        start, end = event.start_mark.index, event.end_mark.index
        style = _STYLES.get(event.style, "plain")
        if event.anchor or event.tag:
            match = _PROPERTIES.match(self._stand_ins.text, start, end)
            start = match.end() if match else start
        if style in ("literal", "folded"):
            end = start + len(self._stand_ins.text[start:end].rstrip("\r\n \t"))
        text = self._stand_ins.restore(event.value)
        value: str | int | float | bool | None = text
        if event.tag:
            value = type_tagged(text, event.tag)
        elif style == "plain":
            value = type_plain(text)
        return Scalar(Span(self._start + start, self._start + end), value, style)

    def _begin(self, event: Any, mapping: bool) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise _RefusedError(f"lists nested more than {MAX_DEPTH} deep", event.start_mark.index)
        start = event.start_mark.index
        if event.anchor or event.tag:
            match = _PROPERTIES.match(self._stand_ins.text, start)
            start = match.end() if match else start
        self._open.append(_Open(start, bool(event.flow_style), mapping, event.anchor))

    def _end(self, event: Any) -> None:
        done = self._open.pop()
        children = done.children
        start = self._start + done.start
        if done.flow or not children:
            end = self._start + event.end_mark.index
        else:
            end = max(start, children[-1].span.end)
        span = Span(start, end)
        if done.mapping:
            entries = tuple(zip(children[::2], children[1::2], strict=True))
            self._add(MapValue(span, entries, done.flow), done.anchor, done.weight)
        else:
            self._add(ListValue(span, tuple(children), done.flow), done.anchor, done.weight)

    def _alias(self, event: Any) -> None:
        offset = event.start_mark.index
        anchor = self._anchors.get(event.anchor)
        if anchor is None:
            raise _RefusedError(
                f"`*{event.anchor}` repeats something that has no name `&{event.anchor}` before it",
                offset,
            )
        anchor.uses += 1
        if anchor.uses * anchor.weight > _MAX_ALIASES:
            raise _RefusedError("repeated too often", offset)
        self._add(anchor.value, None, anchor.uses * anchor.weight)

    def _add(self, value: Value, anchor: str | None, weight: int) -> None:
        if anchor is not None:
            self._anchors[anchor] = _Anchor(value, weight)
        if self._open:
            parent = self._open[-1]
            parent.children.append(value)
            parent.weight = max(parent.weight, weight)
        else:
            self._root = value
