"""The rules of the blocks that hold no others, and what interrupts a paragraph."""

from __future__ import annotations

import re
from re import Match
from typing import ClassVar

from mistune.block_parser import BlockParser
from mistune.core import BlockState
from mistune.helpers import BLOCK_TAGS, PRE_TAGS, parse_link_href, parse_link_title

from vaultlint.lazy import lazy
from vaultlint.note.placed import PlacedParser, PlacedState

# Blanks that make no line end: what mistune takes for a blank line.
BLANK_LINES = lazy(r"(?>(?:[ \t\v\f]*+\n)+)")
THEMATIC_BREAK = r" {0,3}(?>(?:-[ \t]*+){3,}|(?:_[ \t]*+){3,}|(?:\*[ \t]*+){3,})$"
LIST_MARKER = r" {0,3}(?:[*+-]|[0-9]{1,9}[.)])(?=[ \t\n])"
FOOTNOTE = r" {0,3}\[\^[^\[\]\s]++\]:"
COMMENT = r" {0,3}%%(?!%)(?![^\n]*%%)"
MATH = r" {0,3}\$\$(?!\$)(?![^\n]*\$\$)"
_FENCE = r"(?: {0,3})(?:`{3,}(?=[^`\n]*$)|~{3,})"
_HEADING = r" {0,3}#{1,6}(?=[ \t\n])"

# What ends a paragraph without a blank line, so no line that begins so continues one lazily.
INTERRUPTS = lazy(
    r"(?=[ \t\v\f]*\n| {0,3}[-+*_#>`~<\[$%0-9])"
    rf"(?:[ \t\v\f]*\n|{THEMATIC_BREAK}|{_FENCE}|{_HEADING}| {{0,3}}>|{FOOTNOTE}|{COMMENT}|{MATH}"
    r"| {0,3}(?:[*+-]|0{0,8}1[.)])[ \t]+[^ \t\n]"
    rf"| {{0,3}}<(?i:/?(?:{'|'.join(BLOCK_TAGS)})(?=[ \t\n>]|/>)"
    rf"|(?:{'|'.join(PRE_TAGS)})(?=[ \t\n>])|!--|\?|![A-Z]|!\[CDATA\[))",
    re.M,
)
_INDENTED = lazy(r"(?>(?: {4}[^\n]*+\n| *+\n)+)")
_REST_OF_LINE_BLANK = lazy(r"[ \t]*+\n")
_COMMENT_END = lazy(r"(?<!%)%%(?!%)")
_MATH_END = lazy(r"\$\$")
_ITEM = lazy(LIST_MARKER)
_CELL_BORDER = lazy(r"(?<!\\)(?>(?:\\\\)*)\|")


class LeafParser(PlacedParser):
    """The rules of the blocks that hold no others."""

    SPECIFICATION: ClassVar[dict[str, str]] = {
        "blank_line": r"(?>(?:[ \t\v\f]*+\n)+)",
        "fenced_code": r"^(?P<fence_1> {0,3})(?P<fence_2>`{3,}+(?=[^`\n]*$)|~{3,}+)",
        "indent_code": r"^ {4,}+(?=[^\n])",
        "atx_heading": r"^ {0,3}(?P<atx_1>#{1,6})(?=[ \t\n])",
        "comment": "^" + COMMENT,
        "math": "^" + MATH,
        "setex_heading": r"^ {0,3}(?:=++|-++)[ \t]*+$",
        "thematic_break": "^" + THEMATIC_BREAK,
        "ref_link": r"^ {0,3}\[(?!\^)(?=[^\]\n]*[^\]\s])(?>(?:[^\\\[\]\n]|\\.)+)\]:",
        "table": r"^ {0,3}(?=[^\n]*[|:])\|?+(?>(?:[ \t]*+:?-++:?[ \t]*+(?:\||$))+)[ \t]*+$",
        "raw_html": BlockParser.RAW_HTML,
    }

    def parse_fenced_code(self, m: Match[str], state: BlockState) -> int:
        """A code block between fences, or from a fence to the end of its container."""
        marker = m.group("fence_2")
        begin = state.find_line_end()
        fence = re.compile(rf"^ {{0,3}}{marker[0]}{{{min(len(marker), 999)},}}[ \t]*$", re.M)
        close = fence.search(state.src, begin)
        inner_end = close.start() if close else state.cursor_max
        end = min(close.end() + 1, state.cursor_max) if close else state.cursor_max
        state.tokens.append({
            "type": "code", "start": m.start(), "end": end, "marker": marker,
            "info": state.src[m.end() : begin - 1].strip(" \t"),
            "inner": (begin, inner_end), "indent": len(m.group("fence_1")), "closed": bool(close),
        })  # fmt: skip
        return end

    def parse_indent_code(self, m: Match[str], state: BlockState) -> int:
        """Code by an indent of four columns; within a paragraph such a line is text."""
        if end := state.append_paragraph():
            return end
        run = _INDENTED.match(state.src, m.start())
        assert run is not None
        code = run.group()
        end = m.start() + len(code.rstrip(" \t\n"))
        end = state.find_line_end_at(end)
        state.tokens.append({
            "type": "code", "start": m.start(), "end": end, "marker": "",
            "inner": (m.start(), end), "indent": 4,
        })  # fmt: skip
        return end

    def parse_atx_heading(self, m: Match[str], state: BlockState) -> int:
        """A heading of one line behind one to six #."""
        end = state.find_line_end()
        state.tokens.append({
            "type": "heading", "start": m.start(), "end": end,
            "marker": "#", "level": len(m.group("atx_1")), "text": m.end("atx_1"),
        })  # fmt: skip
        return end

    def parse_setex_heading(self, m: Match[str], state: BlockState) -> int | None:
        """An underline that makes the open paragraph a heading, else a break, a list or text."""
        assert isinstance(state, PlacedState)
        token = state.paragraph()
        if token is not None and m.start() not in state.lazy_line_starts:
            marker = m.group().lstrip(" ")[0]
            token.update(type="heading", marker=marker, level=1 if marker == "=" else 2)
            token["inner"] = (token["start"], m.start())
            token["end"] = state.find_line_end()
            end: int = token["end"]
            return end
        rules = [rule for rule in state.rules if rule in {"thematic_break", "list"}]
        other = self.compile_sc(rules).match(state.src, m.start())
        return self.parse_method(other, state) if other else None

    def parse_thematic_break(self, m: Match[str], state: BlockState) -> int:
        """A line of three or more -, _ or *."""
        state.append_token({"type": "thematic_break"})
        return m.end() + 1

    def parse_comment(self, m: Match[str], state: BlockState) -> int:
        """An Obsidian comment of several lines (obsidian.md section 8)."""
        return self._until(_COMMENT_END, "comment", m, state)

    def parse_math(self, m: Match[str], state: BlockState) -> int:
        """Display math of several lines (obsidian.md section 8)."""
        return self._until(_MATH_END, "math", m, state)

    def _until(self, closer: re.Pattern[str], kind: str, m: Match[str], state: BlockState) -> int:
        """A block up to the line that holds the closer, else up to the end of its container."""
        close = closer.search(state.src, m.end())
        end = state.find_line_end_at(close.end()) if close else state.cursor_max
        inner_end = close.start() if close else end
        state.tokens.append({
            "type": kind, "start": m.start(), "end": end, "closed": bool(close),
            "inner": (m.end(), inner_end), "after": close.end() if close else inner_end,
        })  # fmt: skip
        return end

    def parse_table(self, m: Match[str], state: BlockState) -> int | None:
        """A delimiter row: the paragraph's last line is a table's header if it has as many cells.

        As in GitHub's dialect the rows below may have any number of cells; a blank line or another
        block ends them.
        """
        assert isinstance(state, PlacedState)
        token = state.paragraph()
        if token is None or m.start() in state.lazy_line_starts:
            return None
        src = state.src
        start = src.rfind("\n", token["start"], m.start() - 1) + 1 or token["start"]
        header = src[start : m.start() - 1]
        if "|" not in header + m.group() or count_cells(header) != count_cells(m.group()):
            return None
        if start == token["start"]:
            state.tokens.pop()
        else:
            token["end"] = start
        end = m.end() + 1
        while end < state.cursor_max and end not in state.lazy_line_starts:
            if INTERRUPTS.match(src, end) or _ITEM.match(src, end):
                break
            end = state.find_line_end_at(end)
        state.tokens.append({"type": "table", "start": start, "end": end})
        return end

    def parse_ref_link(self, m: Match[str], state: BlockState) -> int | None:
        """A link reference definition; mistune's own method cannot stand lone surrogates."""
        if end := state.append_paragraph():
            return end
        src = state.src
        _, href_end = parse_link_href(src, m.end(), block=True)
        if href_end is None:
            return None
        _, title_end = parse_link_title(src, href_end, len(src))
        line_end = _REST_OF_LINE_BLANK.match(src, title_end) if title_end else None
        line_end = line_end or _REST_OF_LINE_BLANK.match(src, href_end)
        if line_end is None:
            return None
        state.append_token({"type": "definition"})
        return line_end.end()


def count_cells(row: str) -> int:
    """How many cells a table row has; a pipe behind a backslash borders none."""
    row = row.strip(" \t")
    borders = [match.end() for match in _CELL_BORDER.finditer(row)]
    cells = len(borders) + 1
    if row.startswith("|"):
        cells -= 1
    if len(row) > 1 and borders and borders[-1] == len(row):
        cells -= 1
    return cells
