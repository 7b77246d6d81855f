"""The marker of a callout where Obsidian sees none, and shows it as text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.lazy import lazy
from vaultlint.note import Block, Note
from vaultlint.note.zones import lies_in
from vaultlint.rule import Change, NoOptions, rule

from ._callout_look import may_be_broken
from ._drawings import is_drawing

# The types that Obsidian knows (obsidian.md section 8); any other word is a type too.
_KNOWN = (
    "note|abstract|summary|tldr|info|todo|tip|hint|important|success|check|done|question|help|faq|"
    "warning|caution|attention|failure|fail|missing|danger|error|bug|example|quote|cite"
)
_WHOLE = lazy(r"\[!\w[\w-]++(?:\|[^\[\]]*+)?\](?=[+-]?(?:[ \t]|\Z))")
_GLUED = lazy(rf"\[!(?:{_KNOWN})\](?P<fold>[+-]?)(?=[\w*\"']|[^\x00-\x7f\s])", re.I)
_OPEN = lazy(rf"\[!(?:{_KNOWN})(?=[ \t+-]|\Z)(?=[^\]]*+\Z)", re.I)
_CONTENT = frozenset({"paragraph", "heading", "list", "quote", "code", "math", "table", "break"})


@rule(
    level=Level.WARNING,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.WORDS},
    needs=("[!",),
)
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find markers of callouts in and outside quotes that make none (obsidian.md section 8)."""
    if not may_be_broken(note.text, note.body_start) or is_drawing(note):
        return
    begun: set[int | None] = set()  # the quotes that hold something above the block
    prose = note.outside("code", "math", "comment", "html")
    for block in note.blocks:
        if block.kind == "paragraph" and note.text.find("[!", *block.span) >= 0:
            for finding in _of(note, block, block.parent in begun):
                if lies_in(finding.span, prose):
                    yield finding
        if block.kind in _CONTENT:
            begun.add(block.parent)


def _of(note: Note, paragraph: Block, late: bool) -> Iterator[Finding]:
    """The markers that begin lines of a paragraph; `late` where its quote begins above it."""
    first, *others = paragraph.pieces
    if paragraph.parent is None:
        yield from _whole(note, first, "no `>` stands before it")
        return
    quote = note.blocks[paragraph.parent]
    if quote.kind != "quote":
        return
    if late:
        others = [first, *others]
    elif note.lines.number_at(quote.span.start) == note.lines.number_at(first.start):
        yield from _misspelt(note, first)
    for line in others:
        yield from _whole(note, line, "its quote begins above it")


def _whole(note: Note, line: Span, reason: str) -> Iterator[Finding]:
    """A marker as it should be, where it makes no callout."""
    if match := _WHOLE.match(note.text[line.start : line.end]):
        span = Span(line.start, line.start + match.end())
        yield Finding(span, f"`{match[0]}` makes no callout, because {reason}")


def _misspelt(note: Note, line: Span) -> Iterator[Finding]:
    """A marker in the first line of a quote that is not written as Obsidian reads it."""
    text = note.text[line.start : line.end]
    if match := _GLUED.match(text):
        end = line.start + match.end()
        # Whether the sign folds the callout or belongs to the title is for a person to say.
        safety = Safety.UNSAFE if match["fold"] else Safety.SAFE
        fix = Fix("put a space behind it", (Edit(Span(end, end), " "),), safety)
        message = f"`{match[0]}` makes no callout, because no space stands behind it"
        yield Finding(Span(line.start, end), message, fix)
    elif match := _OPEN.match(text):
        end = line.start + match.end()
        fix = None
        if match.end() == len(text):
            fix = Fix("close the bracket", (Edit(Span(end, end), "]"),), Safety.SAFE)
        message = f"`{match[0]}` makes no callout, because its bracket is not closed"
        yield Finding(Span(line.start, end), message, fix)
