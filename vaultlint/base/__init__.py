"""Bases, in files of their own or in notes: their YAML, and what it names (section 9.2).

`expressions` reads what filters and formulas name, `fences` finds the bases in a note.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from vaultlint.base.expressions import Named, named_in
from vaultlint.finding import Span
from vaultlint.note import Note
from vaultlint.note.values import ListValue, MapValue, Scalar, Value, YamlError, key_name, walk

__all__ = ["Base", "Named", "base_views"]


class Base:
    """One base. `text` is its YAML, and spans count in it; `place` finds them in the file.

    root: the YAML's value, None where it is empty or has an error, which is `error`.
    """

    root: Value | None
    error: YamlError | None

    def __init__(self, file: Note, lines: Sequence[Span] | None = None) -> None:
        """The base that a file is; or the one on these lines of a note, behind any prefix."""
        self._lines = [Span(0, len(file.text))] if lines is None else lines
        self.text = "\n".join(file.text[start:end] for start, end in self._lines)
        self._starts = [0]
        for start, end in self._lines[:-1]:
            self._starts.append(self._starts[-1] + end - start + 1)
        from vaultlint.note.yaml import read_yaml  # with a parser that few files need

        self.root, self.error = read_yaml(self.text, 0, len(self.text))

    def place(self, span: Span) -> Span:
        """Where a span of the base's text stands in the file."""
        return Span(self._offset(span.start), self._offset(span.end))

    def get(self, key: str) -> Value | None:
        """The value of a key at the top, None if there is none."""
        return entry(self.root, key)

    @property
    def views(self) -> Sequence[MapValue]:
        """The views, as they are written."""
        views = self.get("views")
        items = views.items if isinstance(views, ListValue) else ()
        return tuple(item for item in items if isinstance(item, MapValue))

    @property
    def view_names(self) -> Sequence[str]:
        """The names of the views that have one, in order."""
        names = (entry(view, "name") for view in self.views)
        return tuple(key_name(name) for name in names if isinstance(name, Scalar))

    @cached_property
    def names(self) -> Sequence[tuple[Named, Span]]:
        """What the filters, formulas and summaries name, and where that stands in the file."""
        return tuple(
            (named, self.place(span))
            for scalar in self._expressions()
            for named, span in _placed(self.text, scalar)
        )

    def _expressions(self) -> Iterator[Scalar]:
        places = [self.get("filters"), self.get("formulas"), self.get("summaries")]
        places += (entry(view, "filters") for view in self.views)
        for place in places:
            for value in walk(place):
                if isinstance(value, Scalar) and isinstance(value.value, str):
                    yield value

    def _offset(self, offset: int) -> int:
        number = bisect_right(self._starts, offset) - 1
        return self._lines[number].start + offset - self._starts[number]


def base_views(file: Note) -> tuple[str, ...] | None:
    """The names of the views of a `.base` file; None where it is empty or cannot be read."""
    base = Base(file)
    return tuple(base.view_names) if isinstance(base.root, MapValue) else None


def entry(value: Value | None, key: str) -> Value | None:
    """The value of a key in a mapping, None in anything else."""
    if isinstance(value, MapValue):
        for name, content in value.entries:
            if isinstance(name, Scalar) and name.value == key:
                return content
    return None


def _placed(text: str, scalar: Scalar) -> Iterator[tuple[Named, Span]]:
    """What an expression names, and where; the whole expression where YAML writes it otherwise."""
    assert isinstance(scalar.value, str)
    start, end = scalar.inner
    literal = text[start:end] == scalar.value
    at = start
    for named in named_in(scalar.value):
        if literal:
            yield named, Span(start + named.span.start, start + named.span.end)
            continue
        # The lines of a long text are indented, quotes doubled; its strings keep their order.
        quote = scalar.value[named.span.start - 1]
        found = text.find(quote + named.written, at, end) if at >= 0 else -1
        at = found + 1 + len(named.written) if found >= 0 else -1
        yield named, Span(found + 1, at) if found >= 0 else scalar.span
