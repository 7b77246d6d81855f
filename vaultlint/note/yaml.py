"""Reads YAML as Obsidian does (YAML 1.2 core), into values with exact places; never raises."""

from __future__ import annotations

from collections.abc import Iterator
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
from vaultlint.note.refusal import RefusedError, explain
from vaultlint.note.scalars import type_plain, type_tagged
from vaultlint.note.stand_ins import StandIns
from vaultlint.note.strictness import check_brackets, check_header, check_quoted, skip_properties
from vaultlint.note.values import ListValue, MapValue, Scalar, ScalarStyle, Value, YamlError
from vaultlint.note.yaml_cause import name_cause

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


def read_yaml(text: str, start: int, end: int) -> tuple[Value | None, YamlError | None]:
    """The value of the YAML in `text[start:end]`, spans counted in `text`, or why it has none.

    Both are None when the YAML is empty or holds nothing but comments.
    """
    if text.startswith("\ufeff", start, end):
        start += 1
    source = text[start:end]
    stand_ins = StandIns(source)
    try:
        return _Builder(stand_ins, start).build(), None
    except RefusedError as refused:
        first = refused
    stand_ins.relax()
    try:
        return _Builder(stand_ins, start).build(), None
    except RefusedError as refused:
        problem, at = name_cause(source, refused)
        doubtful = first.doubtful or refused.doubtful or stand_ins.lone_return
        return None, YamlError(stand_ins.restore(problem), min(start + at, end), doubtful)


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
        raise explain(error, source) from None
    except YAMLError as error:
        offset = getattr(error, "position", 0) or 0
        raise RefusedError(f"it is no valid YAML ({error})", offset, doubtful=True) from None


class _Open:
    """A collection whose end has not come yet."""

    def __init__(
        self, start: int, column: int, flow: bool, mapping: bool, anchor: str | None
    ) -> None:
        self.start = start
        self.column = column
        self.flow = flow
        self.mapping = mapping
        self.anchor = anchor
        self.children: list[Value] = []
        self.weight = self.height = self.end = 0

    @property
    def takes_value_in_brackets(self) -> bool:
        """Whether what comes next in these brackets is an item or a value, and no key."""
        return self.flow and (not self.mapping or len(self.children) % 2 == 1)


class _Anchor:
    """A value that aliases may repeat, and how often they do."""

    def __init__(self, value: Value, weight: int, height: int) -> None:
        self.value = value
        self.weight = weight
        self.height = height
        self.uses = 0


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
                self._add(value, value.span.end, event.anchor, 1, 0)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self._begin(event, kind is MappingStartEvent)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self._end(event)
            elif kind is AliasEvent:
                self._alias(event)
            elif kind is DocumentStartEvent:
                self._documents += 1
                if self._documents > 1:
                    raise RefusedError("it begins a second YAML document", event.start_mark.index)
        return self._root

    def _scalar(self, event: Any) -> Value:
        source = self._stand_ins.text
        start, end = event.start_mark.index, event.end_mark.index
        style = _STYLES.get(event.style, "plain")
        if event.anchor or event.tag:
            flow = bool(self._open) and self._open[-1].flow
            start = min(end, skip_properties(source, start, event.anchor, flow=flow))
        if style in ("literal", "folded"):
            check_header(source, start)
            end = start + len(source[start:end].rstrip("\r\n \t"))
        elif style != "plain":
            check_quoted(source, start, end, self._indent())
        elif event.value == "-" and self._open and self._open[-1].takes_value_in_brackets:
            raise RefusedError("a dash in brackets needs quotes", start)
        span = Span(self._start + start, self._start + end)
        if self._stand_ins.lone_dash and event.value == self._stand_ins.lone_dash:
            return ListValue(span, (Scalar(Span(span.end, span.end), None),), flow=False)
        text = self._stand_ins.restore(event.value)
        if event.tag:
            return Scalar(span, type_tagged(text, event.tag), style)
        return Scalar(span, type_plain(text) if style == "plain" else text, style)

    def _indent(self) -> int:
        """How many spaces a further line of a value needs here: one more than its collection."""
        for collection in reversed(self._open):
            if not collection.flow:
                return collection.column + 1
        return 0

    def _begin(self, event: Any, mapping: bool) -> None:
        start = event.start_mark.index
        self._check_depth(1, start)
        if event.anchor or event.tag:
            within = bool(self._open) and self._open[-1].flow
            start = skip_properties(self._stand_ins.text, start, event.anchor, flow=within)
        flow = bool(event.flow_style)
        column = event.start_mark.column
        self._open.append(_Open(start, column, flow, mapping, event.anchor))

    def _end(self, event: Any) -> None:
        done = self._open.pop()
        children = done.children
        start = self._start + done.start
        if done.flow:
            end = self._start + event.end_mark.index
            if not any(collection.flow for collection in self._open[-1:]):
                source = self._stand_ins.text
                check_brackets(source, done.start, event.end_mark.index, self._indent())
        else:
            end = max(start, done.end)
        span = Span(start, end)
        value: Value
        if done.mapping:
            entries = tuple(zip(children[::2], children[1::2], strict=True))
            value = MapValue(span, entries, done.flow)
        else:
            value = ListValue(span, tuple(children), done.flow)
        self._add(value, end, done.anchor, done.weight, done.height + 1)

    def _alias(self, event: Any) -> None:
        offset = event.start_mark.index
        anchor = self._anchors.get(event.anchor)
        if anchor is None:
            problem = "a text that begins with `*` needs quotes"
            own = any(collection.anchor == event.anchor for collection in self._open)
            raise RefusedError(problem, offset, doubtful=own)
        anchor.uses += 1
        if anchor.uses * anchor.weight > _MAX_ALIASES:
            raise RefusedError(f"`*{event.anchor}` repeats more than Obsidian allows", offset)
        self._check_depth(anchor.height, offset)
        end = self._start + event.end_mark.index
        self._add(anchor.value, end, None, anchor.uses * anchor.weight, anchor.height)

    def _check_depth(self, height: int, offset: int) -> None:
        """Nothing may be nested so deep that reading it by recursion could fail."""
        if len(self._open) + height > MAX_DEPTH:
            problem = f"its values are nested more than {MAX_DEPTH} deep"
            raise RefusedError(problem, offset, doubtful=True)

    def _add(self, value: Value, end: int, anchor: str | None, weight: int, height: int) -> None:
        if anchor is not None:
            self._anchors[anchor] = _Anchor(value, weight, height)
        if self._open:
            parent = self._open[-1]
            parent.children.append(value)
            parent.end = end
            parent.weight = max(parent.weight, weight)
            parent.height = max(parent.height, height)
        else:
            self._root = value
