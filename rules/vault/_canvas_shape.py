"""Where a canvas is JSON, but not as JSON Canvas wants it (obsidian.md section 9.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from vaultlint.canvas import Canvas
from vaultlint.finding import Finding, Span
from vaultlint.json import JsonList, JsonObject, JsonString, JsonValue, JsonWord

_NUMBERS = ("x", "y", "width", "height")
_CONTENTS = {"text": "text", "file": "file", "link": "url"}  # groups may be without a label
_LONGEST_SHOWN = 60  # characters of an id


def misshapen(canvas: Canvas) -> Iterator[Finding]:
    """What Obsidian cannot show, or loses when it next saves the canvas.

    Keys and kinds that plugins have added are none of it.
    """
    root = canvas.root
    if root is None:
        return
    if not isinstance(root, JsonObject):
        yield Finding(_first(root), "a canvas is an object, in braces, with `nodes` and `edges`")
        return
    for key in ("nodes", "edges"):
        yield from _list(root, key)
    for node in canvas.nodes:
        yield from _lacking(node)
    yield from _repeated(canvas.nodes, "node")
    yield from _repeated(canvas.edges, "edge")
    yield from _dangling(canvas)


def _list(root: JsonObject, key: str) -> Iterator[Finding]:
    listed = root.get(key)
    if listed is None or (isinstance(listed, JsonWord) and listed.value is None):
        return
    if not isinstance(listed, JsonList):
        yield Finding(_first(listed), f"`{key}` is a list, in brackets")
        return
    for item in listed.items:
        if not isinstance(item, JsonObject):
            yield Finding(_first(item), f"what `{key}` holds is an object, in braces")


def _lacking(node: JsonObject) -> Iterator[Finding]:
    """What a node must have: an id, a type, its place and size, and what its type shows."""
    kind = node.string("type")
    wanted = ["id", "type", *_NUMBERS]
    if kind is not None and kind.value in _CONTENTS:
        wanted.append(_CONTENTS[kind.value])
    lacking = [f"`{key}`" for key in wanted if node.get(key) is None]
    if lacking:
        yield Finding(_name(node), f"{_called(node, 'node')} has no {' and no '.join(lacking)}")
    for key in _NUMBERS:
        value = node.get(key)
        if value is not None and not _is_number(value):
            yield Finding(_first(value), f"`{key}` of {_called(node, 'node')} is no number")


def _repeated(objects: Sequence[JsonObject], what: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for each in objects:
        name = each.string("id")
        if name is not None:
            if name.value in seen:
                message = f"another {what} has the id `{_shown(name.value)}`, too"
                yield Finding(name.span, message)
            seen.add(name.value)


def _dangling(canvas: Canvas) -> Iterator[Finding]:
    """The ends of edges that lie at no node."""
    ids = frozenset(_ids(canvas.nodes))
    if any(isinstance(node.get("id"), JsonWord) for node in canvas.nodes):
        return  # nobody knows what Obsidian makes of numbers
    for edge in canvas.edges:
        for key, side, lies in (("fromNode", "from", "begins"), ("toNode", "to", "ends")):
            end = edge.get(key)
            if end is None:
                if not _floats(edge, side):
                    yield Finding(_name(edge), f"{_called(edge, 'edge')} has no `{key}`")
            elif isinstance(end, JsonString) and not _is_node(end.value, ids):
                shown = _shown(end.value)
                message = f"{_called(edge, 'edge')} {lies} at a node `{shown}`, which is missing"
                yield Finding(end.span, message, cause=f"no node {shown}")


def _ids(nodes: Iterable[JsonValue]) -> Iterator[str]:
    """The ids of the nodes, and of what plugins keep within them, as in a collapsed group."""
    rest = [*nodes]
    while rest:
        value = rest.pop()
        if isinstance(value, JsonObject):
            name = value.string("id")
            if name is not None:
                yield name.value
            rest += (content for _, content in value.entries)
        elif isinstance(value, JsonList):
            rest += value.items


def _is_node(name: str, ids: frozenset[str]) -> bool:
    """Whether the id is a node's, or that of one in a canvas that a plugin shows within this one.

    Advanced Canvas calls such a node by both ids with a dash between.
    """
    return name in ids or name.partition("-")[0] in ids or name.rpartition("-")[0] in ids


def _floats(edge: JsonObject, side: str) -> bool:
    """Whether a plugin says in keys of its own where this end lies."""
    known = {f"{side}Node", f"{side}Side", f"{side}End"}
    return any(key.value.startswith(side) and key.value not in known for key, _ in edge.entries)


def _is_number(value: JsonValue) -> bool:
    return isinstance(value, JsonWord) and type(value.value) is float


def _called(each: JsonObject, what: str) -> str:
    name = each.string("id")
    return f"a{'n' * (what == 'edge')} {what}" if name is None else f"{what} `{_shown(name.value)}`"


def _name(each: JsonObject) -> Span:
    """Where the object says its id, or begins."""
    name = each.string("id")
    return _first(each) if name is None else name.span


def _first(value: JsonValue) -> Span:
    """The value, or its bracket where it is long."""
    start, end = value.span
    return Span(start, start + 1) if isinstance(value, JsonList | JsonObject) else Span(start, end)


def _shown(name: str) -> str:
    return name if len(name) <= _LONGEST_SHOWN else name[:_LONGEST_SHOWN] + "…"
