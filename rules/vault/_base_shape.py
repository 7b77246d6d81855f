"""Where a base is YAML, but Obsidian refuses to show it (obsidian.md section 9.2)."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.base import Base, entry
from vaultlint.finding import Finding, Span
from vaultlint.note.values import ListValue, MapValue, Scalar, Value

_JOINED = ("and", "or", "not")


def misshapen(base: Base) -> Iterator[Finding]:
    """What Obsidian says it cannot parse; spans count in the base's text.

    Keys that it does not know are left alone: plugins bring views with keys of their own.
    """
    if not isinstance(base.root, MapValue):
        if base.root is not None and not _is_null(base.root):
            message = "a base is written as keys with values: `views`, `filters`, `formulas`"
            yield Finding(_first(base.text, base.root), message)
        return
    yield from _filters(base.text, base.get("filters"))
    yield from _formulas(base.text, base.get("formulas"))
    views = base.get("views")
    if views is None or _is_null(views):
        return
    if not isinstance(views, ListValue):
        yield Finding(_first(base.text, views), "`views` is a list")
        return
    for view in views.items:
        if isinstance(view, MapValue):
            yield from _view(base.text, view)
        else:
            yield Finding(_first(base.text, view), "a view has keys with values: `type`, `name`")


def _view(text: str, view: MapValue) -> Iterator[Finding]:
    lacking = [key for key in ("type", "name") if _is_null(entry(view, key))]
    if lacking:
        name = entry(view, "name")
        called = f"the view `{name.value}`" if isinstance(name, Scalar) and name.value else "a view"
        message = f"{called} has no {' and no '.join(f'`{key}`' for key in lacking)}"
        yield Finding(_first(text, view), message)
    group = entry(view, "groupBy")
    if group is not None and not isinstance(group, MapValue) and not _is_null(group):
        message = "`groupBy` has keys with values: `property` and `direction`"
        yield Finding(_first(text, group), message)
    yield from _filters(text, entry(view, "filters"))


def _filters(text: str, filters: Value | None) -> Iterator[Finding]:
    """A filter is one text, or one of `and`, `or` and `not` with a list of filters."""
    if isinstance(filters, ListValue):
        message = "`filters` is no list: put one of `and`, `or` and `not` before it"
        yield Finding(_first(text, filters), message)
        return
    rest: list[Value | None] = [filters]
    while rest:
        value = rest.pop()
        if not isinstance(value, MapValue):
            continue
        for number, (key, content) in enumerate(value.entries):
            if not isinstance(key, Scalar) or key.value not in _JOINED:
                yield Finding(_first(text, key), "a filter is `and`, `or` or `not`, or a text")
            elif number:
                yield Finding(key.span, "a filter has but one of `and`, `or` and `not`")
            elif isinstance(content, ListValue):
                rest += content.items
            elif not _is_null(content):
                yield Finding(_first(text, content), f"`{key.value}` holds a list of filters")


def _formulas(text: str, formulas: Value | None) -> Iterator[Finding]:
    for key, value in formulas.entries if isinstance(formulas, MapValue) else ():
        if isinstance(value, Scalar) and (isinstance(value.value, str) or _is_null(value)):
            continue
        name = f"`{key.value}`" if isinstance(key, Scalar) else "of this name"
        yield Finding(_first(text, value), f"the formula {name} is no text: it needs quotes")


def _is_null(value: Value | None) -> bool:
    return value is None or (isinstance(value, Scalar) and value.value in (None, ""))


def _first(text: str, value: Value) -> Span:
    """The value's first line, without blanks at its end."""
    start, end = value.span
    line = text[start:end].partition("\n")[0].rstrip()
    return Span(start, start + len(line))
