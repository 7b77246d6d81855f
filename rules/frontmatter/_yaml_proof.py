"""Proves that a repair of the frontmatter says what it should, and leaves all else as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vaultlint.finding import Edit, Safety, apply_edits
from vaultlint.note.frontmatter import ListValue, MapValue, Scalar, Value, read_frontmatter

Data = str | int | float | bool | None | Sequence["Data"]

BLANK = "\ue000blank\ue000"


class Repair(NamedTuple):
    """A repair, and what proves it.

    blank: the same edit with `BLANK` in place of each value that is repaired; says: what those
    values are to be, in their order.
    """

    edit: Edit
    blank: Edit
    says: tuple[Data, ...]
    title: str
    safety: Safety = Safety.SAFE


def only_repaired(before: str, after: str, repairs: Sequence[Repair]) -> bool:
    """Whether the repaired values say what they should, and all else what it said without them."""
    blank = apply_edits(before, [repair.blank for repair in repairs])
    says = iter([value for repair in repairs for value in repair.says])
    root = root_of(after)
    return isinstance(root, MapValue) and _same(root_of(blank), root, says) and not list(says)


def root_of(text: str) -> Value | None:
    """The value of a note's whole frontmatter."""
    read = read_frontmatter(text)
    return read.root if read is not None else None


def said_by(value: str) -> tuple[Data, ...]:
    """What a text says as the value of a property, alone in a tuple; nothing if it is invalid."""
    root = root_of(f"---\na: {value}\n---\n")
    if not isinstance(root, MapValue) or len(root.entries) != 1:
        return ()
    written = root.entries[0][1]
    return () if isinstance(written, MapValue) else (_data(written),)


def _data(value: Value) -> Data:
    """A value without its place; a mapping as nothing that could be expected."""
    if isinstance(value, Scalar):
        return value.value
    return [_data(item) for item in value.items] if isinstance(value, ListValue) else (value.span,)


def _same(blank: Value | None, after: Value | None, says: Iterator[Data]) -> bool:
    """Whether the two are equal, where each blank in the first stands for the next of `says`."""
    if isinstance(blank, Scalar) and blank.value == BLANK:
        return after is not None and repr(_data(after)) == repr(next(says, ()))
    if isinstance(blank, Scalar) and isinstance(after, Scalar):
        return repr(blank.value) == repr(after.value)
    if isinstance(blank, ListValue) and isinstance(after, ListValue):
        return len(blank.items) == len(after.items) and all(
            _same(one, other, says) for one, other in zip(blank.items, after.items, strict=True)
        )
    if isinstance(blank, MapValue) and isinstance(after, MapValue):
        return len(blank.entries) == len(after.entries) and all(
            _same(one[0], other[0], says) and _same(one[1], other[1], says)
            for one, other in zip(blank.entries, after.entries, strict=True)
        )
    return False
