"""Quotes, lists and footnotes: which lines they hold, and a state for the text of each.

mistune's own methods let any line continue a quote or an item lazily that begins none of a few
blocks, a heading below a quote among them. Here a line does so only where CommonMark lets it: it
must not begin a block, and the line before it must belong to a paragraph.
"""

from __future__ import annotations

import re
from re import Match
from typing import Any, ClassVar

from mistune.core import BlockState

from vaultlint.note.leaves import (
    BLANK_LINES,
    FOOTNOTE,
    INTERRUPTS,
    LIST_MARKER,
    THEMATIC_BREAK,
    LeafParser,
)
from vaultlint.note.placed import PlacedState

_QUOTED_LINES = re.compile(r"(?>(?: {0,3}>[^\n]*+\n)+)")
_QUOTE_MARKER = re.compile(r"^ {0,3}> ?", re.M)
_QUOTE_MARKER_AND_TAB = re.compile(r"^( {0,3}>)( *\t[ \t]*)", re.M)
_LIST_MARKER = re.compile(r"( {0,3})([*+-]|[0-9]{1,9}[.)])(?=[ \t\n])")
_THEMATIC_BREAK = re.compile(THEMATIC_BREAK, re.M)
_INDENT = re.compile(r" *+")
_CONTAINER_MARKERS = re.compile(r"(?>(?: *+(?:>|(?:[-*+]|[0-9]{1,9}[.)])(?=[ \t])))*)[ \t]*+")
_FENCE = re.compile(r"(`{3,}+(?=[^`\n]*$)|~{3,}+)[ \t]*+([^\n]*)")
# What begins no paragraph behind the markers of containers; `<https://…>` is no tag, but text.
_NO_PARAGRAPH = re.compile(
    r"$|#{1,6}(?:[ \t]|$)|\||<!--|(?:</?[A-Za-z][A-Za-z0-9-]*+(?=[\s/>])[^>]*>|\$\$|%%)[ \t]*$"
)


class Gathered:
    """The lines of a container, its prefix removed, and which of them continue it lazily."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self._lazy: list[int] = []
        self._seen = 0
        self._fence = ""
        self._in_paragraph = False

    def in_paragraph(self) -> bool:
        """Whether the last line leaves a paragraph open, as far as lines alone can tell."""
        while self._seen < len(self.lines):
            self._look_at(self.lines[self._seen])
            self._seen += 1
        return self._in_paragraph

    def _look_at(self, line: str) -> None:
        prefix = _CONTAINER_MARKERS.match(line)
        begin = prefix.end() if prefix else 0
        if "```" in line or "~~~" in line:
            fence = _FENCE.match(line, begin)
            if fence and not self._fence:
                self._fence = fence[1]
            elif fence and fence[1].startswith(self._fence) and not fence[2]:
                self._fence = ""
                self._in_paragraph = False
                return
        if self._fence:
            self._in_paragraph = False
            return
        markers = line[:begin].rstrip(" \t")
        indent = columns(line[:begin]) - columns(markers) - bool(markers)
        if line.startswith("    "):
            indent = 4  # what looks like a marker behind it is none
        if indent < 4 or not self._in_paragraph:
            rest = line[begin:]
            self._in_paragraph = indent < 4 and not (
                _NO_PARAGRAPH.match(rest) or _THEMATIC_BREAK.match(rest)
            )

    def add_lazily(self, line: str) -> None:
        """Add a line that continues the open paragraph without the container's prefix."""
        self._lazy.append(len(self.lines))
        self.lines.append(line.lstrip(" \t"))

    def state(self, parent: PlacedState, first_line: int) -> PlacedState:
        """A state over the lines, the first of which is this line of the source."""
        child = PlacedState(parent)
        child.process("\n".join(self.lines) + "\n" if self.lines else "")
        child.first_line = first_line
        if self._lazy:
            offset, starts = 0, []
            for line in self.lines:
                starts.append(offset)
                offset += len(line) + 1
            child.lazy_line_starts = {starts[number] for number in self._lazy}
        return child


class NoteParser(LeafParser):
    """The block parser of notes: CommonMark by mistune, and what Obsidian adds to it."""

    SPECIFICATION: ClassVar[dict[str, str]] = {
        **LeafParser.SPECIFICATION,
        "block_quote": r"^ {0,3}>",
        "list": "^" + LIST_MARKER,
        "footnote": "^" + FOOTNOTE,
    }

    def __init__(self) -> None:
        super().__init__()
        self._leaf_rules = [
            "blank_line", "setex_heading", "thematic_break", "fenced_code", "indent_code",
            "atx_heading", "comment", "math", "ref_link", "table", "raw_html",
        ]  # fmt: skip
        self.rules = [*self._leaf_rules[:3], "list", "block_quote", "footnote"]
        self.rules += self._leaf_rules[3:]

    def _parse_child(self, child: PlacedState) -> None:
        deep = child.nesting >= self.max_nested_level
        self.parse(child, self._leaf_rules if deep else self.rules)

    def parse_block_quote(self, m: Match[str], state: BlockState) -> int:
        """A quote or a callout: the lines behind >, and those that continue its paragraph."""
        assert isinstance(state, PlacedState)
        src, end = state.src, m.start()
        gathered = Gathered([])
        while end < state.cursor_max:
            if run := _QUOTED_LINES.match(src, end):
                gathered.lines += _unquote(run.group()).split("\n")[:-1]
                end = run.end()
                continue
            line_end = state.find_line_end_at(end)
            if INTERRUPTS.match(src, end) or not gathered.in_paragraph():
                break
            gathered.add_lazily(src[end : line_end - 1])
            end = line_end
        child = gathered.state(state, state.line_at(m.start()))
        self._parse_child(child)
        state.tokens.append({
            "type": "quote", "start": m.start(), "end": end, "child": child,
            "lines": len(gathered.lines),
        })  # fmt: skip
        return end

    def parse_list(self, m: Match[str], state: BlockState) -> int:
        """A list: the items that follow one another with the same kind of marker."""
        assert isinstance(state, PlacedState)
        src, start = state.src, m.start()
        marker = _LIST_MARKER.match(src, start)
        assert marker is not None
        if state.paragraph() is not None:
            # CommonMark: an empty item, or a number other than 1, does not interrupt a paragraph.
            line_end = state.find_line_end()
            empty = not src[marker.end() : line_end].strip(" \t\n")
            if empty or (len(marker[2]) > 1 and int(marker[2][:-1]) != 1):
                state.append_paragraph()
                return line_end
        items: list[dict[str, Any]] = []
        line = state.line_at(start)
        end = start
        while marker is not None:
            item: dict[str, Any] = {"marker": marker[2], "start": marker.start(2), "line": line}
            item["child"], end, line = _gather_item(state, marker, line)
            self._parse_child(item["child"])
            items.append(item)
            following = _LIST_MARKER.match(src, end)
            same = following and following[2][-1] == marker[2][-1]
            marker = following if same and not _THEMATIC_BREAK.match(src, end) else None
        state.tokens.append({"type": "list", "start": start, "end": end, "items": items})
        return end

    def parse_footnote(self, m: Match[str], state: BlockState) -> int:
        """A footnote's definition; lines indented by two columns or more belong to it."""
        assert isinstance(state, PlacedState)
        src, end = state.src, state.find_line_end()
        first_line = state.line_at(m.start())
        text = src[m.end() : end - 1].lstrip(" \t")
        gathered = Gathered([text] if text else [])
        while end < state.cursor_max:
            blank = BLANK_LINES.match(src, end)
            begin = blank.end() if blank else end
            if not src.startswith("  ", begin):
                break
            gathered.lines += [""] * src.count("\n", end, begin)
            end = state.find_line_end_at(begin)
            indent = _INDENT.match(src, begin, begin + 4)
            gathered.lines.append(src[indent.end() if indent else begin : end - 1])
        child = gathered.state(state, first_line + (not text))
        self._parse_child(child)
        state.tokens.append({
            "type": "footnote", "start": m.start(), "end": end, "child": child,
            "lines": 1, "info": m.group().strip(" ")[2:-2],
        })  # fmt: skip
        return end


def _unquote(run: str) -> str:
    """The lines of a quote without their markers; one blank behind a marker belongs to it."""
    if "\t" in run:
        run = _QUOTE_MARKER_AND_TAB.sub(
            lambda m: m[1] + " " * (columns(m[1] + m[2]) - len(m[1])), run
        )
    return _QUOTE_MARKER.sub("", run)


def columns(text: str) -> int:
    """The columns that a text takes, tabs reaching to the next multiple of four."""
    return len(text.expandtabs(4))


def _gather_item(state: PlacedState, marker: Match[str], line: int) -> tuple[PlacedState, int, int]:
    """A state over an item's text; where the lines behind it begin, and on which source line."""
    src = state.src
    newline = src.find("\n", marker.end())
    width = marker.end() - marker.start()
    text = src[marker.end() : newline]
    content = text.lstrip(" \t")
    gathered = Gathered([])
    if content:
        blanks = text[: len(text) - len(content)]
        indent = columns(marker[0] + blanks) - width if "\t" in blanks else len(blanks)
        # Five columns and more are one behind the marker, and indented code.
        width += 1 if indent > 4 else indent
        gathered.lines.append(" " * (indent - 1) + content if indent > 4 else content)
    else:
        width += 1
    child_line = line if content else line + 1
    end, line = newline + 1, line + 1
    prefix = " " * width
    while end < state.cursor_max:
        blank = BLANK_LINES.match(src, end)
        begin = blank.end() if blank else end
        if begin == state.cursor_max:
            break
        empty = src.count("\n", end, begin) if blank else 0
        if src.startswith(prefix, begin) and (gathered.lines or not empty):
            gathered.lines += [""] * empty
            end = state.find_line_end_at(begin)
            gathered.lines.append(src[begin + width : end - 1])
        elif empty or INTERRUPTS.match(src, begin) or _LIST_MARKER.match(src, begin):
            end, line = begin, line + empty
            break
        elif gathered.in_paragraph():
            end = state.find_line_end_at(begin)
            gathered.add_lazily(src[begin : end - 1])
        else:
            break
        line += empty + 1
    return gathered.state(state, child_line), end, line
