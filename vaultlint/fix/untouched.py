"""What a pass must leave of the properties: whatever none of its edits touches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from vaultlint.finding import Edit, Span
from vaultlint.fix.comments import comment_spans
from vaultlint.fix.moves import Moves
from vaultlint.note import Note
from vaultlint.note.frontmatter import Frontmatter, ListValue, MapValue, Scalar, Value
from vaultlint.note.values import key_name


def strays(before: Note, edits: Sequence[Edit], after: Note) -> tuple[str, ...]:
    """What changed of the properties though no edit touches it, in words such as "property up".

    before: the note that the edits belong to. after: what they made of it. A property that no edit
    touches keeps its key, its value and its place, and so does each part of a list or mapping; what
    is new stands in what an edit wrote; and comments stay comments. Properties that could not be
    read are not compared, for nothing says what they were.
    """
    old, new = before.frontmatter, after.frontmatter
    if old is None or new is None or not any(edit.span.start < old.span.end for edit in edits):
        return ()
    if old.error is not None or new.error is not None or before.encoding or after.encoding:
        return ()
    moves = Moves(before.text, edits)
    found = dict.fromkeys(_Comparison(before.text, moves).strays(old, new))
    if _comments_stray(before, after, moves):
        found["comments of the properties"] = None
    return tuple(found)


class _Part(NamedTuple):
    """An entry of a mapping or an item of a list. span: up to where the next one begins."""

    span: Span
    name: Value | None
    value: Value

    @property
    def begins(self) -> Span:
        """What tells it from the others: its name, or where its value begins."""
        return self.name.span if self.name is not None else self.value.span


class _Comparison:
    """The properties before and after one pass, compared part by part."""

    def __init__(self, text: str, moves: Moves) -> None:
        self._text = text
        self._moves = moves
        self._same: set[tuple[int, int]] = set()

    def strays(self, old: Frontmatter, new: Frontmatter) -> Iterator[str]:
        """The names of what changed though no edit touches it."""
        nothing = MapValue(old.yaml, (), False)
        rest = [(old.root or nothing, new.root or nothing, old.yaml.end, "")]
        while rest:
            before, after, end, name = rest.pop()
            parts, others = self._parts(before, end), self._parts(after, -1)
            if parts is None or others is None or type(before) is not type(after):
                continue
            there = {part.begins.start: part for part in others}
            bounds = [*(part.span.start for part in parts), end]
            for part in parts:
                called = name or _called(part)
                place = self._moves.place(part.begins.start)
                now = None if place is None else there.pop(place, None)
                if self._changed(part, now, bounds):
                    yield called
                elif now is not None and _may_hold_others(part, now):
                    rest.append((part.value, now.value, part.span.end, called))
            yield from (
                name or _called(part)
                for part in there.values()
                if not self._moves.wrote(part.begins)
            )

    def _changed(self, part: _Part, now: _Part | None, bounds: Sequence[int]) -> bool:
        """Whether a part is not what it has to be after the pass."""
        if not self._moves.touches(part.span, bounds):
            return now is None or not (
                self._alike(part.value, now.value) and self._named_alike(part, now)
            )
        if part.name is None or self._moves.touches_text(part.name.span):
            return False
        return now is None or not self._named_alike(part, now)

    def _named_alike(self, part: _Part, now: _Part) -> bool:
        if part.name is None or now.name is None:
            return part.name is now.name
        return self._alike(part.name, now.name)

    def _alike(self, one: Value, other: Value) -> bool:
        """Whether two values say the same; each pair is compared once, however often aliased."""
        rest = [(one, other)]
        while rest:
            one, other = rest.pop()
            if (id(one), id(other)) in self._same:
                continue
            self._same.add((id(one), id(other)))
            if type(one) is not type(other):
                return False
            if isinstance(one, Scalar) and isinstance(other, Scalar):
                alike = type(one.value) is type(other.value)
                if not alike or repr(one.value) != repr(other.value):  # NaN is written alike
                    return False
                continue
            parts, others = _contents(one), _contents(other)
            if len(parts) != len(others):
                return False
            rest += zip(parts, others, strict=True)
        return True

    def _parts(self, value: Value, end: int) -> list[_Part] | None:
        """The parts of a list or mapping up to `end`; None if it is neither, or an alias is one."""
        if isinstance(value, ListValue):
            held: list[tuple[Value | None, Value]] = [(None, item) for item in value.items]
        elif isinstance(value, MapValue):
            held = list(value.entries)
        else:
            return None
        begins = [(item if name is None else name).span.start for name, item in held]
        if any(one >= following for one, following in pairwise(begins)):
            return None
        if begins and begins[0] < value.span.start:
            return None
        starts: list[int] = []
        for at in begins:
            line = self._text.rfind("\n", 0, at) + 1 if end >= 0 else at
            blank = not self._text[line:at].strip(" \t-?") and line >= (starts or [0])[-1]
            starts.append(line if blank else at)
        ends = [*starts[1:], end] if starts else []
        return [
            _Part(Span(*span), *one)
            for span, one in zip(zip(starts, ends, strict=True), held, strict=True)
        ]


def _may_hold_others(part: _Part, now: _Part) -> bool:
    """Whether the parts of both values may be compared: what an alias stands for, is elsewhere."""
    return part.span.contains(part.value.span) and now.value.span.start >= now.begins.start


def _contents(value: Value) -> list[Value]:
    if isinstance(value, ListValue):
        return list(value.items)
    if isinstance(value, MapValue):
        return [each for entry in value.entries for each in entry]
    return []


def _called(part: _Part) -> str:
    if isinstance(part.name, Scalar):
        return f"property {' '.join(key_name(part.name).split())[:60]}"
    return "properties"


def _comments_stray(before: Note, after: Note, moves: Moves) -> bool:
    """Whether what was no comment has become one, or the reverse, with no edit beside it."""
    was, now = (
        [span.start for span in comment_spans(note.text, note.frontmatter)]
        if note.frontmatter is not None
        else []
        for note in (before, after)
    )
    # What tells a comment is its first sign: behind that, it may be changed and stays one.
    left = {moves.place(at) for at in was if not moves.touches_text(Span(at, at))}
    moved = {moves.place(at) for at in was}
    return not left - {None} <= set(now) or any(
        at not in moved and not moves.wrote(Span(at, at)) for at in now
    )
