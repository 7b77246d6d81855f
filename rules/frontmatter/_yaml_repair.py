"""Repairs a line of YAML that Obsidian cannot read: its blanks, its place, or its value."""

from __future__ import annotations

import re
from typing import NamedTuple

from vaultlint.finding import Edit, Safety, Span
from vaultlint.lazy import lazy

from ._hasty import HASTY_NAME, NAME
from ._value_repair import links_in, quote, repair_value
from ._yaml_proof import BLANK, Repair, said_by

_LINE = lazy(
    r"(?P<head>(?P<indent>[ \t]*)(?P<dash>- +)?"
    r"(?:(?P<key>[^\s:#\-?\[\]{},&*!|>'\"%@`][^:#{}\[\]\"]*?|\"[^\"\\]*\"|'[^']*'):[ \t]+)?)"
    r"(?P<value>[^ \t].*)"
)
_HASTY_ITEM = lazy(r"(?P<head> *-)(?P<value>(?:[^\W\d]|[\"'\[]).*)")
_ODD_INDENT = lazy(rf"(?=\s*[^\S \t])(?P<indent>\s+)(?P<head>- |{NAME}: )(?P<value>\S.*)")
_DASH = lazy(r"-[ \t]+(?P<item>[^\s\-](?:(?! - ).)*)")


class Line(NamedTuple):
    """A line without the blanks at its end, the nearest above it with a text, and the next."""

    span: Span
    text: str
    newline: str = "\n"
    above: Line | None = None
    below: str = ""


def repair_line(line: Line) -> Repair | None:
    """The repair of a line, None if there is none, or nobody knows which."""
    if odd := _ODD_INDENT.fullmatch(line.text):
        head = " " * len(odd["indent"]) + odd["head"]
        return _rewritten(line.span, head, odd["value"], "indent with spaces", Safety.SAFE)
    if hasty := _HASTY_ITEM.fullmatch(line.text):
        title = "put a blank behind the dash"
        return _rewritten(line.span, hasty["head"] + " ", hasty["value"], title, Safety.SAFE)
    if hasty := HASTY_NAME.fullmatch(line.text):
        title = "put a blank behind the colon"
        return _rewritten(line.span, hasty["name"] + ": ", hasty["value"], title, Safety.UNSAFE)
    match = _LINE.fullmatch(line.text)
    if match is None or not (match["dash"] or match["key"]):
        return None
    if moved := _moved(line, match):
        return moved
    if match["dash"] and match["key"]:
        return None
    if match["key"] and (item := _DASH.fullmatch(match["value"])):
        return _on_own_line(line, match, item["item"])
    span = Span(line.span.start + match.start("value"), line.span.end)
    if match["dash"] and (links := links_in(match["value"])):
        between = line.newline + match["head"]
        written, blank = between.join(map(quote, links)), between.join([BLANK] * len(links))
        title = "make each link an item"
        return Repair(Edit(span, written), Edit(span, blank), tuple(links), title, Safety.UNSAFE)
    repaired = repair_value(match["value"], (match["key"] or "").strip("\"'").lower())
    if repaired is None:
        return None
    written, says, title, safety = repaired
    return Repair(Edit(span, written), Edit(span, BLANK), (says,), title, safety)


def _rewritten(span: Span, head: str, value: str, title: str, safety: Safety) -> Repair | None:
    """What stands before a value is written anew."""
    says = said_by(value)
    if not says:
        return None
    return Repair(Edit(span, head + value), Edit(span, head + BLANK), says, title, safety)


def _moved(line: Line, match: re.Match[str]) -> Repair | None:
    """What stands below a property that has a value: a property too, or more for a list."""
    above = line.above and _LINE.fullmatch(line.above.text)
    if not line.above or not above or above["dash"] or not above["key"]:
        return None
    if match["key"] and not match["dash"] and len(match["indent"]) > len(above["indent"]):
        head = above["indent"] + match["head"][len(match["indent"]) :]
        title = "indent it as the property above"
        return _rewritten(line.span, head, match["value"], title, Safety.UNSAFE)
    if match["dash"] and not match["key"] and above["value"][0] not in "[{|>&*!#":
        span = Span(line.above.span.start + above.end("key") + 1, line.above.span.end)
        head = line.newline + match["head"]
        return _rewritten(span, head, above["value"], "make it a list", Safety.UNSAFE)
    return None


def _on_own_line(line: Line, match: re.Match[str], item: str) -> Repair | None:
    """A list that begins behind the name, as it goes on below, if it does."""
    further = re.match(r" *- ", line.below)
    head = further[0] if further else match["indent"] + "  - "
    span = Span(line.span.start + match.end("key") + 1, line.span.end)
    safety = Safety.SAFE if further else Safety.UNSAFE
    return _rewritten(span, line.newline + head, item, "begin the list below", safety)
