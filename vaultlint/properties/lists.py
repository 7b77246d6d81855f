"""Edits of a list that keep its form: brackets, or a line an item, with its indentation."""

from __future__ import annotations

from collections.abc import Sequence

from vaultlint.finding import Edit, Span
from vaultlint.note.values import ListValue, Scalar, Value
from vaultlint.properties.region import line_end, line_start, newline_at, said, says_of
from vaultlint.properties.scalars import scalar_edits
from vaultlint.properties.writing import Content, write_item, write_scalar


def list_edits(text: str, old: ListValue, new: Sequence[Content]) -> list[Edit] | None:
    """The edits that make the items of a list, which is not empty, those of another.

    Items that are in both stay as they are written. None where that cannot be done.
    """
    before = [said(item) for item in old.items]
    after = [says_of(item) for item in new]
    if (dropped := _dropped(before, after)) is not None:
        return removal_edits(text, old, dropped)
    most = min(len(before), len(after))
    head = next((n for n in range(most) if before[n] != after[n]), most)
    tail = next((n for n in range(most - head) if before[-1 - n] != after[-1 - n]), most - head)
    changed = range(head, len(before) - tail)
    wanted = new[head : len(after) - tail]
    edits: list[Edit] = []
    for number, value in zip(changed, wanted, strict=False):
        edits += item_edits(text, old, old.items[number], value)
    if len(changed) > len(wanted):
        rest = removal_edits(text, old, list(changed[len(wanted) :]))
        return None if rest is None else edits + rest
    added = list(wanted[len(changed) :])
    if not added:
        return edits
    more = _insertion(text, old, head + len(changed), added)
    return None if more is None else [*edits, more]


def item_edits(text: str, old: ListValue, item: Value, value: Content) -> list[Edit]:
    """The edits that make one item of a list a scalar."""
    if isinstance(item, Scalar):
        return scalar_edits(text, item, value, flow=old.flow)
    return [Edit(item.span, write_scalar(value, flow=old.flow))]


def removal_edits(text: str, old: ListValue, numbers: Sequence[int]) -> list[Edit] | None:
    """The edits that take away some items, but not all of them; None where that cannot be done."""
    gone = frozenset(numbers)
    if old.flow:
        return _flow_removal(old, gone)
    edits: list[Edit] = []
    for number in sorted(gone):
        dash = _dash(text, old.items[number])
        if dash is None:
            return None
        edits.append(Edit(Span(line_start(text, dash), _behind(text, old.items[number])), ""))
    return edits


def _flow_removal(old: ListValue, gone: frozenset[int]) -> list[Edit]:
    """An item goes with the comma behind it, the last ones with the comma before them."""
    last = max(number for number in range(len(old.items)) if number not in gone)
    edits = [
        Edit(Span(old.items[number].span.start, old.items[number + 1].span.start), "")
        for number in sorted(gone)
        if number < last
    ]
    if last + 1 < len(old.items):
        edits.append(Edit(Span(old.items[last].span.end, old.items[-1].span.end), ""))
    return edits


def _insertion(text: str, old: ListValue, place: int, values: Sequence[Content]) -> Edit | None:
    """The edit that puts items before the one at `place`, or behind the last one."""
    if old.flow:
        written = [write_scalar(value, flow=True) for value in values]
        if place:
            at = old.items[place - 1].span.end
            return Edit(Span(at, at), "".join(f", {each}" for each in written))
        at = old.items[0].span.start
        return Edit(Span(at, at), "".join(f"{each}, " for each in written))
    item = old.items[max(place - 1, 0)]
    dash = _dash(text, item)
    if dash is None:
        return None
    start = line_start(text, dash)
    indent, newline = text[start:dash], newline_at(text, dash)
    lines = [write_item(value, indent=indent, newline=newline) for value in values]
    if not place:
        return Edit(Span(start, start), "".join(line + newline for line in lines))
    end = line_end(text, item.span.end)
    return Edit(Span(end, end), "".join(newline + line for line in lines))


def _dash(text: str, item: Value) -> int | None:
    """Where the dash of an item stands, None unless it is the first thing on its line."""
    start = item.span.start
    before = text[max(0, start - 1000) : start].rstrip(" \t\r\n")
    dash = max(0, start - 1000) + len(before) - 1
    if not before.endswith("-") or text[line_start(text, dash) : dash].strip(" "):
        return None
    return dash


def _behind(text: str, item: Value) -> int:
    """Where the line behind an item begins."""
    return text.find("\n", item.span.end) + 1


def _dropped(before: Sequence[object], after: Sequence[object]) -> list[int] | None:
    """Which items are left out, None if the rest is not just what is wanted, or is nothing."""
    dropped: list[int] = []
    kept = 0
    for number, item in enumerate(before):
        if kept < len(after) and item == after[kept]:
            kept += 1
        else:
            dropped.append(number)
    return dropped if after and kept == len(after) else None
