"""Brackets that are one too many or too few, or of both styles at once, so that a link fails."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from re import Match
from typing import NamedTuple

from vaultlint.finding import Edit, Level, Safety, Span
from vaultlint.lazy import lazy
from vaultlint.note import Block, Note
from vaultlint.note.destination import interpret, is_external, split_target
from vaultlint.note.zones import lies_in
from vaultlint.vault import Vault

from ._no_note import is_no_name

# What may stand before a bracket is asked behind it: a pattern that begins with a literal is found
# ten times as fast. "Alone" is a bracket that is no index and not escaped.
_ONE = r"\[(?<![\[\\]\[)"
_ONE_ALONE = r"\[(?<![A-Za-z0-9_\[\]\\)}$]\[)"
_TWO = r"\[\[(?<![\[\\]\[\[)"
_INNER = r"([^\[\]\r\n]+)"
_LAST = r"(?![\]({]|\[(?!\^))"
_DESTINATION = r"\((?:<([^<>\r\n]++)>|([^()<\s]++(?:\([^()\s]*+\)[^()\s]*+)?))\)"
_UNCLOSED = lazy(rf"{_TWO}(?![!:^]){_INNER}\]{_LAST}")
_UNOPENED = lazy(rf"{_ONE_ALONE}(?![@^]){_INNER}\]\]{_LAST}")
_CLOSED_TWICE = lazy(rf"{_ONE}(?!\^)([^\[\]\r\n]*)\]\]{_DESTINATION}")
_OPENED_TWICE = lazy(rf"{_TWO}(?!\^)([^\[\]\r\n]*)\]{_DESTINATION}(?P<closing>\](?!\]))?")
_BOTH_STYLES = lazy(rf"(?<![\[\\])!?\[([^\[\]\r\n]*)\]\([ \t]*+!?\[\[{_INNER}\]\][ \t]*+\)")
_THREE = lazy(rf"(?<![\[\\])(\[?)\[\[(?!\[){_INNER}\]\](\]?)(?![\](])")
_WORDS = lazy(r"[^\W\d_][\w'’-]*+(?>(?: ++[\w'’-]++)+)")
_WORD = lazy(r"[^\W\d_]{3}")
_LONGEST_WORDS = 100  # characters
_MARKUP = lazy(r"[*_~=$`<\\]|:\w")
_BRACKET = lazy(r"\\.|[\[\]]", re.DOTALL)


class Problem(NamedTuple):
    """What is wrong, and the edits that would make a link of it, which then begins at `link`.

    safety: of the edits as a fix; None where there may be other ways to mend it. odd: the bracket
    that pairs with no other, or it is no problem.
    """

    span: Span
    what: str
    edits: tuple[Edit, ...]
    link: int
    safety: Safety | None
    odd: int | None = None
    level: Level | None = None


class Brackets:
    """Looks for the brackets of a note that fail."""

    def __init__(self, note: Note, vault: Vault) -> None:
        self._note = note
        self._vault = vault
        self._unpaired: dict[Span, frozenset[int]] = {}

    def problems(self) -> Iterator[Problem]:
        """What is wrong, each thing once, in order."""
        found: list[Problem] = []
        text = self._note.text
        for pattern, judge, needed in (
            (_UNCLOSED, self._unclosed, ("[[",)),
            (_UNOPENED, self._unopened, ("]]",)),
            (_CLOSED_TWICE, self._closed_twice, ("]](",)),
            (_OPENED_TWICE, self._opened_twice, ("](",)),
            (_BOTH_STYLES, self._both_styles, ("]([[", "](![[", "]( ", "](\t")),
            (_THREE, self._three, ("[[[", "]]]")),
        ):
            for sign in needed:
                if sign in text:
                    break
            else:
                continue
            for match in pattern.finditer(text, self._note.body_start):
                problem = judge(match)  # few come as far as to need a parsed note
                if problem is not None and self._stands(problem):
                    found.append(problem)
        end = 0
        for problem in sorted(found, key=lambda problem: problem.span):
            if problem.span.start >= end:
                end = problem.span.end
                yield problem

    @cached_property
    def _free(self) -> Sequence[Span]:
        """The spans of the text where a link can stand."""
        return self._note.outside("frontmatter", "code", "math", "comment", "html", "foreign")

    def _stands(self, problem: Problem) -> bool:
        """Whether it stands where a link can, and its bracket pairs with no other."""
        if not lies_in(problem.span, self._free):
            return False
        return problem.odd is None or self._is_odd(problem.odd)

    def _unclosed(self, match: Match[str]) -> Problem | None:
        """`[[A]`: closed by another bracket, if `A` is a note; else nobody knows where it ends."""
        start, end = match.span()
        opens = self._opens(match[1])
        if not (opens or _is_wordy(match[1])):
            return None
        edits = (Edit(Span(end, end), "]"),)
        safety = Safety.SAFE if opens else None
        what = "is no link: a bracket is missing"
        return Problem(Span(start, end), what, edits, start, safety, odd=start)

    def _unopened(self, match: Match[str]) -> Problem | None:
        """`[A]]`: opened by another bracket, if `A` is a note."""
        start, end = match.span()
        opens = self._opens(match[1]) and len(match[1]) > 1 and not match[1].isdecimal()
        if not (opens or _is_wordy(match[1])):
            return None
        edits = (Edit(Span(start, start), "["),)
        safety = Safety.SAFE if opens else None
        what = "is no link: its brackets do not pair"
        return Problem(Span(start, end), what, edits, start, safety, odd=end - 1)

    def _closed_twice(self, match: Match[str]) -> Problem | None:
        """`[A]](B)`: a Markdown link but for the second bracket."""
        start, end = match.span()
        bracket = match.end(1) + 1
        if not self._leads(match[2] or match[3]):
            return None
        edits = (Edit(Span(bracket, bracket + 1), ""),)
        safety = None if self._opens(match[1]) else Safety.SAFE
        what = "is no link: it has a closing bracket too many"
        return Problem(Span(start, end), what, edits, start, safety, odd=bracket)

    def _opened_twice(self, match: Match[str]) -> Problem | None:
        """`[[A](B)`, a link behind a stray bracket, and `[[A](B)]`, if it is not just cited."""
        start = match.start()
        edits: tuple[Edit, ...] = (Edit(Span(start, start + 1), ""),)
        destination = match[2] or match[3]
        if not match["closing"]:
            if not self._leads(destination):
                return None
            # Behind a "!" it becomes an embed, which may not have been meant.
            sure = Safety.UNSAFE if self._note.text.endswith("!", 0, start) else Safety.SAFE
            safety = None if self._opens(match[1]) else sure
            span = Span(start, match.end())
            what = "has an opening bracket too many"
            return Problem(span, what, edits, start, safety, odd=start)
        if match[1].isdecimal() or not self._leads(destination) or is_external(destination):
            return None
        edits += (Edit(Span(*match.span("closing")), ""),)
        what = "is half a wikilink and half a Markdown link"
        return Problem(Span(*match.span()), what, edits, start, Safety.UNSAFE, level=Level.INFO)

    def _both_styles(self, match: Match[str]) -> Problem | None:
        """`[x]([[A]])`: `[[A|x]]`, if `A` is a file and has no display text of its own."""
        text, target = match[1], match[2]
        path, pipe, _ = target.partition("|")
        known = self._opens(target)
        if not known and is_no_name(path.strip()):
            return None
        block = self._note.block_at(match.start())
        kind = None if block is None else block.kind
        separator = "\\|" if kind == "table" else "|"
        embed = "!" if match[0].startswith("!") else ""
        shown = "" if pipe or not text or text == path else f"{separator}{text}"
        known = known and "|" not in text and (not pipe or not text)
        edits = (Edit(Span(*match.span()), f"{embed}[[{target}{shown}]]"),)
        what = "is half a Markdown link and half a wikilink"
        # Whether a wikilink's display text is read as Markdown is not known, and links elsewhere
        # that reach a heading by its text would lose it.
        sure = Safety.UNSAFE if _MARKUP.search(text) or kind == "heading" else Safety.SAFE
        return Problem(Span(*match.span()), what, edits, match.start(), sure if known else None)

    def _three(self, match: Match[str]) -> Problem | None:
        """`[[[A]]]`, `[[[A]]` and `[[A]]]`: a link, and brackets around it or at one side."""
        start, end = match.span()
        extra = [Span(*match.span(group)) for group in (1, 3) if match[group]]
        if not extra or not self._opens(match[2]):
            return None
        edits = tuple(Edit(bracket, "") for bracket in extra)
        if len(extra) == 2:
            what = "has three brackets on either side instead of two"
            return Problem(Span(start, end), what, edits, start, Safety.UNSAFE, level=Level.INFO)
        what, odd = "has a bracket too many", extra[0].start
        embeds = match[1] and self._note.text.endswith("!", 0, start)  # that may not be meant
        safety = Safety.UNSAFE if embeds else Safety.SAFE
        return Problem(Span(start, end), what, edits, start, safety, odd=odd)

    def _opens(self, target: str) -> bool:
        """Whether a wikilink with that between its brackets would surely open a file."""
        path = split_target(target.partition("|")[0].removesuffix("\\"))[0]
        if not path or target.endswith("\\") or is_no_name(path):
            return False
        found = self._vault.resolve(path, self._note.path)
        return found.path is not None and not found.uncertain

    def _leads(self, destination: str) -> bool:
        """Whether a Markdown link with that destination leads to the web, or opens a file."""
        target = interpret(destination)
        return target.external or bool(target.path and self._opens(target.path))

    def _is_odd(self, bracket: int) -> bool:
        """Whether no other bracket of its block pairs with the one at that offset."""
        block = self._note.block_at(bracket)
        if block is None or block.kind not in ("paragraph", "heading", "table"):
            return False
        if block.span not in self._unpaired:
            self._unpaired[block.span] = frozenset(self._odd_brackets(block))
        return bracket in self._unpaired[block.span]

    def _odd_brackets(self, block: Block) -> Iterator[int]:
        """The brackets of a block that pair with no other, those in code, math and HTML aside."""
        opened: list[int] = []
        for match in _BRACKET.finditer(self._note.text, *block.span):
            at = match.start()
            if len(match[0]) > 1 or not lies_in(Span(at, at + 1), self._free):
                continue
            if match[0] == "[":
                opened.append(at)
            elif opened:
                opened.pop()
            else:
                yield at
        yield from opened


def _is_wordy(text: str) -> bool:
    """Whether that is some words and nothing else: no code, and no formula such as `[x y]]`."""
    if len(text) > _LONGEST_WORDS or not _WORDS.fullmatch(text):
        return False
    return sum(_WORD.match(word) is not None for word in text.split()) > 1
