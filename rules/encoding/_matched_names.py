"""What is matched by its text in a note: headings, tags, properties, the targets of links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from vaultlint.finding import Span
from vaultlint.lazy import lazy
from vaultlint.note import Link, Note
from vaultlint.note.values import MapValue, Scalar, walk

_LONGEST_VALUE = 200  # characters; nobody looks for a longer one as a whole
# Whoever reads a path or a URL from a property wants it as it is on the disk or the server.
_PLACE = lazy(r"/|\n|\[\[|\]\(|\.\w{1,5}\s*\Z")


class Name(NamedTuple):
    """A stretch that is matched as a whole. rivals: the names that it must not become."""

    kind: str
    span: Span
    rivals: frozenset[object] = frozenset()


def matched_names(note: Note) -> Iterator[Name]:
    """All but the targets of links; what lies within another one comes behind it."""
    yield from (Name("heading", heading.span) for heading in note.headings)
    yield from (Name("tag", tag.span) for tag in note.tags)
    root = note.frontmatter and note.frontmatter.root
    names: set[int] = set()
    for value in walk(root or None):
        if isinstance(value, MapValue):
            keys = [key for key, _ in value.entries if isinstance(key, Scalar)]
            rivals = frozenset(key.value for key in keys)
            yield from (Name("property name", key.span, rivals) for key in keys)
            names.update(map(id, keys))
    for value in walk(root or None):
        if isinstance(value, Scalar) and id(value) not in names and _is_matched(value.value):
            yield Name("value", value.span)


def _is_matched(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_VALUE and not _PLACE.search(value)


def path_of(note: Note, link: Link) -> Span:
    """Where the path of a link to a file is written; empty where it is not written as such."""
    start, end = link.target
    if link.external or len(link.parts) < 2:  # a property with escapes
        return Span(start, start)
    subpath = note.text.find("#", start, end)
    return Span(start, end if subpath < 0 else subpath)
