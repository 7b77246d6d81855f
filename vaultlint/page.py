"""A rule's page: prose for people, and `##` sections whose blocks are the rule's tests.

In a section, `~~~~note` is the note that the rule runs on, with a line of carets and a message
below each line that has a finding; `~~~~fixed` is what `--fix` makes of it, `~~~~fixed unsafe`
what `--unsafe-fixes` does; `~~~~toml` gives options; `~~~~file path=Other.md` is another file of
the vault. Characters that nobody sees are drawn: ␉, ␍, ␠ at a line's end, ‹U+00A0›, ‹0x92› for a
byte that is no UTF-8, and ‹EOF› where the last line has no newline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from vaultlint.finding import Finding, Level
from vaultlint.lazy import lazy
from vaultlint.note.source import Lines

_FENCE = lazy(r"^~~~~(?P<kind>note|fixed|toml|file)(?: +(?P<argument>\S(?:.*\S)?))? *$")
_DRAWN = lazy(r"‹U\+(?P<code>[0-9A-F]{4,6})›|‹0x(?P<byte>[0-9A-F]{2})›|[␉␍␠]")
_MARK = lazy(r"^ *(?P<carets>\^+)(?:⋯(?P<end>\d+:\d+))?(?: (?P<message>.*))?$")
_HIDDEN = lazy(
    "[\x00-\x09\x0b-\x1f\x7f-\xa0\xad\u0300-\u036f\u061c\u1100-\u11ff\u17b4\u17b5\u180b-\u180e\u2000-\u200f"
    "\u2028-\u202f\u205f-\u206f\u3000\u3099\u309a\ufe00-\ufe0f\ufeff\ud800-\udfff\ufff9-\ufffc\U000e0000-\U000e007f]"
)
_SIGNS = {"\t": "␉", "\r": "␍"}
_CHARACTERS = {"␉": "\t", "␍": "\r", "␠": " "}
_NO_NEWLINE = "‹EOF›"


@dataclass(slots=True)
class Block:
    """A fenced block of a case: where its content lies in the page's lines, and the content as
    drawn.
    """

    kind: str
    argument: str
    first: int
    lines: list[str]


@dataclass(slots=True)
class Case:
    """One section of a page that has a `note` block: one test."""

    title: str
    blocks: list[Block] = field(default_factory=list)

    def block(self, kind: str, argument: str = "") -> Block | None:
        """The first block of that kind and argument."""
        return next(
            (
                b
                for b in self.blocks
                if b.kind == kind and (kind == "note" or b.argument == argument)
            ),
            None,
        )

    @property
    def note(self) -> Block:
        """The block with the note that the rule runs on."""
        block = self.block("note")
        assert block is not None
        return block

    @property
    def path(self) -> str:
        """The vault path of the note: `path=` of its block, or Note.md."""
        return self.note.argument.removeprefix("path=") or "Note.md"

    @property
    def text(self) -> str:
        """The note's text, without its caret lines."""
        return undraw([line for line in self.note.lines if not _is_mark(line)])

    @property
    def positive(self) -> bool:
        """Whether the case expects a finding."""
        return any(map(_is_mark, self.note.lines))

    def fixed(self, unsafe: bool = False) -> str | None:
        """The text expected after fixing, None if the page expects no change."""
        block = self.block("fixed", "unsafe" if unsafe else "")
        return None if block is None else undraw(block.lines)

    @property
    def options(self) -> str:
        """The options in TOML, "" if there are none."""
        block = self.block("toml")
        return "" if block is None else "\n".join(block.lines)

    @property
    def files(self) -> dict[str, str]:
        """The vault's other files: path to text."""
        return {
            block.argument.removeprefix("path="): undraw(block.lines)
            for block in self.blocks
            if block.kind == "file" or (block.kind == "note" and block is not self.note)
        }


def read_cases(page: str) -> list[Case]:
    """The cases of a page, in order."""
    cases: list[Case] = []
    lines = page.split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.startswith("## "):
            cases.append(Case(line.removeprefix("## ").strip()))
        elif (match := _FENCE.match(line)) and cases:
            end = lines.index("~~~~", at + 1)
            argument = match["argument"] or ""
            cases[-1].blocks.append(Block(match["kind"], argument, at + 1, lines[at + 1 : end]))
            at = end
        at += 1
    return [case for case in cases if case.block("note")]


def rewrite(page: str, contents: Iterable[tuple[Block, Sequence[str]]]) -> str:
    """The page with other content in the given blocks, each a list of drawn lines."""
    lines = page.split("\n")
    for block, content in sorted(contents, key=lambda item: -item[0].first):
        lines[block.first : block.first + len(block.lines)] = content
    return "\n".join(lines)


def draw(text: str) -> list[str]:
    """The text as the lines of a block, hidden characters drawn."""
    lines = [_draw_line(line) for line in text.split("\n")]
    if lines[-1]:
        lines[-1] += _NO_NEWLINE
        return lines
    return lines[:-1]


def undraw(lines: Sequence[str]) -> str:
    """The text that the lines of a block stand for; the reverse of `draw`."""
    text = "".join(_DRAWN.sub(_character, line) + "\n" for line in lines)
    return text.removesuffix(_NO_NEWLINE + "\n") if text.endswith(_NO_NEWLINE + "\n") else text


def draw_findings(text: str, findings: Iterable[Finding], level: Level) -> list[str]:
    """The text as the lines of a block, with a line of carets and a message below each finding's
    line.

    A finding that ends in a later line has that line and column, counted from 1, behind its carets;
    one whose level differs from `level`, the rule's own, has its level before the message.
    """
    marks: dict[int, list[str]] = {}
    lines = Lines(text)
    # A note in a page has "\n" or "␍\n" lines; a lone CR would make line numbers differ.
    sources = text.split("\n")
    for finding in sorted(findings, key=lambda finding: finding.span):
        start, end = finding.span
        number = text.count("\n", 0, start)
        line_start = text.rfind("\n", 0, start) + 1
        source = sources[number]
        last = min(end - line_start, len(source))
        before = len(_draw_line(source[: start - line_start], at_end=False))
        through = len(_draw_line(source[:last], at_end=last == len(source)))
        carets = "^" * max(1, through - before)
        if end > line_start + len(source):
            carets += "⋯{}:{}".format(*lines.position(end))
        if finding.level is not None and finding.level != level:
            carets += f" {finding.level.name.lower()}:"
        marks.setdefault(number, []).append(" " * before + carets + " " + finding.message)
    drawn = draw(text)
    return [
        line
        for number in range(max(len(drawn), *(n + 1 for n in marks), 0) if marks else len(drawn))
        for line in (*drawn[number : number + 1], *marks.get(number, ()))
    ]


def _is_mark(line: str) -> bool:
    """Whether a line of a block marks a finding; a block id on a line of its own does not."""
    match = _MARK.match(line)
    return match is not None and (match["message"] is not None or match["end"] is not None)


def _draw_line(line: str, at_end: bool = True) -> str:
    body = line.rstrip(" ") if at_end else line
    return _HIDDEN.sub(_sign, body) + "␠" * (len(line) - len(body))


def _sign(match: re.Match[str]) -> str:
    character = match[0]
    if "\udc80" <= character <= "\udcff":
        return f"‹0x{ord(character) - 0xDC00:02X}›"
    return _SIGNS.get(character) or f"‹U+{ord(character):04X}›"


def _character(match: re.Match[str]) -> str:
    if match["code"]:
        return chr(int(match["code"], 16))
    if match["byte"]:
        return chr(0xDC00 + int(match["byte"], 16))
    return _CHARACTERS[match[0]]
