"""A wikilink in a table whose `|` is not escaped, so that it ends the cell instead."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.links import WIKILINK
from vaultlint.rule import TABLES, Change, NoOptions, rule

from ..markdown._rows import cut_apart
from ._links import shown
from ._no_note import is_no_name

_PIPE = lazy(r"\|(?<!\\\|)")
_ID = lazy(r"(?<![^ \t\r\n>])\^[A-Za-z0-9-]+\Z")
_OTHER = lazy(r"`|\]\(")  # code or another link: with the pipe escaped it would be none
# A pipe beside a dash or a colon, or behind a blank: found ten times as fast as what may stand
# before it, for it begins with a literal.
_DELIMITER = lazy(r"\|(?:[ \t]*+[-:]|(?<=[-: \t]\|))")
_DELIMITER_LINE = lazy(r"[ \t>|:-]++")
_BLANK_LINE = lazy(r"(?>\r\n?|\n)[ \t]*+(?:[\r\n]|\Z)")
_DELIMITER_ROW = lazy(r"[ \t]*+\|?(?>(?:[ \t]*+:?-++:?[ \t]*+(?:\||\Z))+)[ \t]*+")


@rule(
    level=Level.ERROR,
    preset="recommended",
    fixes=Safety.SAFE,
    changes={Change.LINKS, Change.TAGS, Change.STRUCTURE, Change.WORDS},
    needs=(TABLES,),
)
def check(note: Note, options: NoOptions) -> Iterator[Finding]:
    """Find wikilinks that a table cuts in two; the fix escapes their pipes."""
    if not _PIPE.search(note.wikilink_text) or not _may_be_cut(note):
        return
    headers, rows = _rows(note)
    if not (headers or rows):
        return
    from ._written import Written  # few notes hold any

    piped = list(_piped(note))
    fixes = {span: _escapes(note.text, span) for span in piped if _around(span, rows)}
    after = Written(note, fixes.values())
    unsure = _changed_otherwise(note, fixes.keys())
    for span in piped:
        message = f"`{shown(note.text[slice(*span)])}` has a plain `|`, which ends the table's cell"
        if header := _around(span, headers):
            # With one cell less it would head no table, so there is no fix.
            alone = Note.from_text(note.text[slice(*header)])
            if any(link.span.start + header.start == span.start for link in alone.links):
                yield Finding(span, message)
        elif (
            span in fixes
            and after.link_at(span.start) is not None
            and after.kind_at(span.start) == "table"
        ):
            fix = Fix("escape the pipe", fixes[span], Safety.SAFE)
            yield Finding(span, message, None if _around(span, unsure) else fix)


def _may_be_cut(note: Note) -> bool:
    """Whether such a wikilink stands in the lines around a row of dashes; not parsed."""
    text, at = note.text, note.body_start
    while match := _DELIMITER.search(text, at):
        start = max(text.rfind("\n", 0, match.start()), text.rfind("\r", 0, match.start())) + 1
        line = _DELIMITER_LINE.match(text, start)
        at = match.end()
        if line is None or line.end() < at or text[line.end() : line.end() + 1] not in "\r\n":
            continue
        blank = _BLANK_LINE.search(text, line.end())
        at = blank.start() if blank else len(text)
        before = max(start - 1, 0)
        header = max(text.rfind("\n", 0, before), text.rfind("\r", 0, max(start - 2, 0))) + 1
        if any(_PIPE.search(found) for found in WIKILINK.findall(text, header, at)):
            return True
    return False


def _rows(note: Note) -> tuple[list[Span], list[Span]]:
    """The headers of the tables, and the other rows.

    With a cell too many the header is none, and all is a paragraph: its lines are rows too.
    """
    headers: list[Span] = []
    rows: list[Span] = []
    for block in note.blocks:
        if note.text.find("[[", *block.span) < 0:
            continue
        if block.kind == "table":
            headers.append(block.pieces[0])
            rows += block.pieces[2:]
        elif block.kind == "paragraph":
            lines = block.pieces
            for number in range(1, len(lines)):
                if _DELIMITER_ROW.fullmatch(note.text, *lines[number]):
                    rows += lines[number - 1], *lines[number + 1 :]
                    break
    return headers, rows


def _changed_otherwise(note: Note, fixed: Collection[Span]) -> list[Span]:
    """The paragraphs in which the pipes of something else, too, would end cells in a table.

    Nor would it be only a table that they become where they hold the id of a block.
    """
    ends = {span.end for span in fixed}
    cut = [span for span in cut_apart(note) if span.end not in ends]
    found: list[Span] = []
    for block in note.blocks:
        if block.kind == "paragraph":
            at = bisect_left(cut, block.span)
            is_cut = at < len(cut) and block.span.contains(cut[at])
            if is_cut or any(_ID.search(note.text, *line) for line in block.pieces):
                found.append(block.span)
    return found


def _piped(note: Note) -> Iterator[Span]:
    """What looks like a wikilink with a display text or a size, "!" included."""
    for match in WIKILINK.finditer(note.text, note.body_start):
        start, end = match.span()
        pipe = _PIPE.search(note.text, start + 3, end)
        if pipe is None or "||" in match[0] or _OTHER.search(match[0]):
            continue  # in a shell's [[ $a || $b ]] nothing is displayed
        if not is_no_name(note.text[start + 2 : pipe.start()].strip(" \t")):
            embed = note.text[start - 1 : start] == "!" and start > note.body_start
            yield Span(start - embed, end)


def _around(span: Span, rows: list[Span]) -> Span | None:
    """The row that holds the span, None if none does."""
    at = bisect_right(rows, span.start, key=lambda row: row.start)
    return rows[at - 1] if at and rows[at - 1].contains(span) else None


def _escapes(text: str, span: Span) -> tuple[Edit, ...]:
    pipes = (match.start() for match in _PIPE.finditer(text, *span))
    return tuple(Edit(Span(pipe, pipe), "\\") for pipe in pipes)
