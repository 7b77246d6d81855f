"""Why a block of properties is none to Obsidian (obsidian.md section 3.1), and its repair."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span, apply_edits
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.frontmatter import read_frontmatter

from ._stray_properties import (
    are_likely,
    are_surely_meant,
    closed_below,
    properties_run,
    read_as_properties,
    works_as_text,
)

_END = lazy(r"(?>(?:[ \t]*+\r?\n)*)(?P<indent>[ \t]*+)(?P<mark>-{3,}+|\.\.\.)(?P<behind>[^\r\n]*+)")
_LONG_END = lazy(r"^----++(?=[ \t]*+(?:\r?\n|\Z))", re.MULTILINE)
_IGNORED = "these properties are plain text to Obsidian"
_NOT_FIRST = f"{_IGNORED}, which reads only those at the very start of a note"


def find_misplaced(note: Note, opening: re.Match[str]) -> Finding | None:
    """What is wrong with the block that an opening fence begins, None if that may be no such."""
    fence = Span(*opening.span("dashes"))
    if opening["heading"] or note.body_start > 1:
        return _below_something(note, opening, fence)
    if len(opening["dashes"]) > 3:
        return _between_longer_lines(note, opening, fence)
    if opening["above"] or opening["blanks"]:
        return _among_blanks(note, opening, fence)
    return _badly_ended(note, opening.end())


def _below_something(note: Note, opening: re.Match[str], fence: Span) -> Finding | None:
    closed = closed_below(note.text, opening.end())
    if len(opening["dashes"]) > 3 or closed is None:
        return None
    yaml, end = closed
    properties = read_as_properties(note.text, yaml)
    # Two blocks that touch are two of properties: a line of dashes would have been enough.
    if not (are_surely_meant if opening["above"] else are_likely)(properties):
        return None
    if note.body_start > 1:
        return Finding(fence, _NOT_FIRST, level=Level.WARNING)
    block = f"---{note.newline}{note.text[slice(*yaml)]}---{note.newline}"
    edits = Edit(Span(note.body_start, note.body_start), block), Edit(Span(fence.start, end), "")
    fix = _proven(note, edits, "move them to the start", Safety.UNSAFE)
    return Finding(fence, _NOT_FIRST, fix)


def _between_longer_lines(note: Note, opening: re.Match[str], fence: Span) -> Finding | None:
    """Fences of four dashes or more: believed to be none, but nobody has written so."""
    run = properties_run(note.text, opening.end())
    end = _LONG_END.match(note.text, run.end)
    if opening["above"] or end is None or not are_likely(read_as_properties(note.text, run)):
        return None
    edits = Edit(Span(fence.start, opening.end("blanks")), "---"), Edit(Span(*end.span()), "---")
    fix = _proven(note, edits, "leave three dashes", Safety.UNSAFE)
    message = f"{_IGNORED} as far as is known: the lines around them must have three dashes"
    return Finding(fence, message, fix, Level.WARNING)


def _among_blanks(note: Note, opening: re.Match[str], fence: Span) -> Finding | None:
    closed = closed_below(note.text, opening.end())
    if closed is None or not are_likely(read_as_properties(note.text, closed[0])):
        return None
    edits = [Edit(Span(*opening.span(name)), "") for name in ("above", "blanks") if opening[name]]
    fix = _proven(note, edits, "remove the blanks", Safety.SAFE)
    if not opening["above"]:
        message = (
            "these properties may be plain text to Obsidian: blanks follow the `---` above them"
        )
        return Finding(fence, message, fix, Level.WARNING)
    return Finding(fence, _NOT_FIRST, fix)


def _badly_ended(note: Note, start: int) -> Finding | None:
    """Properties below a fence, and behind them a line that nearly ends them."""
    run = properties_run(note.text, start)
    end = _END.match(note.text, run.end)
    if end is None or not are_likely(read_as_properties(note.text, run)):
        return None
    mark, indent = Span(*end.span("mark")), Span(*end.span("indent"))
    written, behind = end["mark"], end["behind"]
    if written == "---" and behind.strip(" \t"):
        if end["indent"] or "|" in behind:
            return None
        blanks = Span(mark.end, mark.end + len(behind) - len(behind.lstrip(" \t")))
        fix = _proven(note, (Edit(blanks, note.newline),), "part the two", Safety.UNSAFE)
        return Finding(mark, f"{_IGNORED}, because a text stands behind the `---` below them", fix)
    if behind.strip(" \t"):
        return None
    if written == "---":
        if not end["indent"]:
            return None  # a tab behind the dashes: nobody knows
        fix = _proven(note, (Edit(indent, ""),), "remove the blanks", Safety.SAFE)
        return Finding(mark, f"{_IGNORED}, because blanks stand before the `---` below them", fix)
    edit = Edit(Span(indent.start, mark.end), "---")
    fix = _proven(note, (edit,), "end them with `---`", Safety.UNSAFE)
    message = f"{_IGNORED} as far as is known: `---` must end them, and not `{written}`"
    return Finding(mark, message, fix, Level.WARNING)


def _proven(note: Note, edits: Sequence[Edit], title: str, safety: Safety) -> Fix | None:
    """The fix, if the note has properties after it that Obsidian reads, and no link is lost."""
    text = apply_edits(note.text, edits)
    after = read_frontmatter(text)
    if after is None or not after.properties or works_as_text(text, after.yaml):
        return None
    return Fix(title, tuple(edits), safety)
