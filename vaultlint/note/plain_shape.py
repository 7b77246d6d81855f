"""What plain properties are like, their values aside: names, and which hold lists.

Most notes of a vault share that with many others, so that it is worked out once for all of them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from vaultlint.finding import Span
from vaultlint.note.plain_yaml import Lines
from vaultlint.note.scalars import TYPED_START, type_plain
from vaultlint.note.values import Scalar, key_name

_MARKS = {"": ":", "[[": ":[["}  # by how the value begins; ":[" for other lists


class Shape(NamedTuple):
    """What the properties of a note are like.

    names: those of the properties that `read_plain` gives, in order. tags: the lines of the first
    property `tags`. may_nest: whether a list may lie within a list.
    """

    names: tuple[str, ...]
    tags: slice
    may_nest: bool


def plain_shape(lines: Lines) -> Shape | None:
    """The shape of the properties in these lines, in a fraction of the time of `read_plain`.

    None where the YAML is unusual, or has no properties.
    """
    return _shape(
        tuple(
            [
                head if source and source[0] != "[" else head + _MARKS.get(source[:2], ":[")
                for head, _, source, _, _ in lines
            ]
        )
    )


@lru_cache(4096)
def _shape(heads: tuple[str, ...]) -> Shape | None:
    """The shape of lines with these heads, one of `_MARKS` behind those that no text follows."""
    names: list[str] = []
    starts: list[int] = []
    takes_items = may_nest = False
    dash = ""
    for number, marked in enumerate(heads):
        head, colon, opening = marked.partition(":")
        if not head:
            continue
        if head[0] in " -":
            if not takes_items or (dash and head != dash):
                return None
            dash = head
            may_nest = may_nest or opening != ""
            continue
        takes_items, dash = colon != "" and not opening, ""
        may_nest = may_nest or opening == "[["
        names.append(head)
        starts.append(number)
    if not names:
        return None
    place = next((place for place, name in enumerate(names) if name.lower() == "tags"), len(names))
    first, behind, *_ = *starts[place:], len(heads), len(heads)
    typed = tuple([_name(head) if head[0] in TYPED_START else head for head in names])
    return Shape(typed, slice(first, behind), may_nest)


def _name(head: str) -> str:
    typed = type_plain(head)
    return typed if isinstance(typed, str) else key_name(Scalar(Span(0, 0), typed))
