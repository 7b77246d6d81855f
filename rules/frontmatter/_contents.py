"""What stands in the value of a property, the names of what is nested in it aside."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.note.frontmatter import ListValue, MapValue, Value


def contents(value: Value) -> Iterator[Value]:
    """The value and all values within it, keys aside, in document order.

    One that is aliased comes once, and nothing here is recursive: `walk` says why.
    """
    seen: set[int] = set()
    rest = [value]
    while rest:
        value = rest.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        yield value
        if isinstance(value, ListValue):
            rest.extend(reversed(value.items))
        elif isinstance(value, MapValue):
            rest.extend(content for _, content in reversed(value.entries))
