"""The pass over one stretch of inline Markdown, from left to right: the leftmost construct wins."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

from vaultlint.finding import Span
from vaultlint.note.brackets import Bracket, close_bracket
from vaultlint.note.emphasis import Delimiter, pair
from vaultlint.note.foreign import PLACEHOLDER, Fields
from vaultlint.note.links import WIKILINK, Link, wikilink
from vaultlint.note.marks import Mark, MarkKind
from vaultlint.note.markup import PointedBrackets
from vaultlint.note.references import Definitions
from vaultlint.note.tags import WHITESPACE, Tag, tag_length, tag_run

# Where something may begin. "=", "~", "%", ":" and "{" count only twice in a row; one set with a
# look back runs at twice the speed of the alternation that says the same.
CANDIDATE = re.compile(
    r"[\\`$<\[\]#*_=~%:{]"
    r"(?:(?<![=~%:{])|(?<==)=|(?<=~)~|(?<=%)%|(?<=:):|(?<=\{)\{)"
)
_TICKS = re.compile(r"`+")
_SAME = {character: re.compile(re.escape(character) + "+") for character in "*_=~%"}
_DOLLAR = re.compile(r"\\.|\$", re.DOTALL)
_COMMENT_END = re.compile(r"(?<!%)%%(?!%)|[\r\n]")
_FOOTNOTE = re.compile(r"\[\^[^\s\[\]]++\]")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class Scan:
    """One stretch of text and what was found in it so far; `run` does the work.

    Bounds: nothing outside text[start:end] is looked at. definitions: folded label to the place and
    the meaning of a reference's destination. Offsets are those of `text`.
    """

    def __init__(self, text: str, start: int, end: int, definitions: Definitions) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.definitions = definitions
        self.links: list[Link] = []
        self.tags: list[Tag] = []
        self.marks: list[Mark] = []
        self.brackets: list[Bracket] = []
        self.inactive = 0  # brackets below this index hold a link, and so can be none themselves
        self.delimiters: list[Delimiter] = []
        self.fresh = start  # where a run of text begins: at the start and behind each construct
        self._ticks: dict[int, list[int]] | None = None
        self._pointed: PointedBrackets | None = None
        self._fields: Fields | None = None
        self._template_end = start
        self._no_double_dollar = False
        self._underscores = 0  # runs of "_" that wait for their end

    def run(self) -> None:
        """Scan the whole stretch."""
        text, end = self.text, self.end
        search = CANDIDATE.search
        handlers = _HANDLERS
        match = search(text, self.start, end)
        while match:
            at = match.start()
            match = search(text, handlers[text[at]](self, at), end)
        if self.delimiters:
            self.pair_delimiters(0)

    def mark(self, kind: MarkKind, start: int, end: int, inner_start: int, inner_end: int) -> int:
        """Note a mark down; behind it a run of text begins. Returns its end."""
        self.marks.append(Mark(kind, Span(start, end), Span(inner_start, inner_end)))
        self.fresh = end
        return end

    def pair_delimiters(self, bottom: int) -> None:
        """Pair the delimiter runs from that index on, and forget them."""
        delimiters = self.delimiters[bottom:]
        del self.delimiters[bottom:]
        self.marks += pair(delimiters)
        self.tags += (run.tag for run in delimiters if run.tag is not None and run.used)

    def is_written(self, character: str, at: int) -> bool:
        """Whether that character stands at `at` and belongs to no escape or other construct."""
        return at >= self.fresh and at >= self.start and self.text[at] == character

    def _escape(self, at: int) -> int:
        if at + 1 < self.end and self.text[at + 1] in _PUNCTUATION:
            return self.mark("escape", at, at + 2, at + 1, at + 2)
        return at + 1

    def _code(self, at: int) -> int:
        text = self.text
        if self._ticks is None:
            self._ticks = {}
            for match in _TICKS.finditer(text, self.start, self.end):
                start, stop = match.span()
                self._ticks.setdefault(stop - start, []).append(start)
        inner = self._run_end(_TICKS, at)
        width = inner - at
        closers = self._ticks.get(width, [])
        index = bisect_left(closers, inner)
        if index == len(closers):
            return inner
        close = closers[index]
        return self.mark("code", at, close + width, inner, close)

    def _math(self, at: int) -> int:
        text, end = self.text, self.end
        if text.startswith("$$", at, end):
            close = -1 if self._no_double_dollar else text.find("$$", at + 2, end)
            if close > at + 2:
                return self.mark("math", at, close + 2, at + 2, close)
            self._no_double_dollar = close < 0
            return at + 2
        if at + 1 == end or text[at + 1] in " \t\r\n":
            return at + 1
        for match in _DOLLAR.finditer(text, at + 1, end):
            close = match.start()
            if text[close] == "$":
                if text[close - 1] in " \t\r\n" or text[close + 1 : close + 2].isdigit():
                    break
                return self.mark("math", at, close + 1, at + 1, close)
        return at + 1

    def _pointed_bracket(self, at: int) -> int:
        if self._pointed is None:
            self._pointed = PointedBrackets(self.text, self.start, self.end)
        found = self._pointed.at(at)
        if found is None:
            return at + 1
        if found.kind != "template":
            return self.mark(found.kind, at, found.end, found.inner_start, found.inner_end)
        # To Obsidian a template's tag is text, whose links and tags count (section 1.4).
        if at >= self._template_end:
            self._template_end = found.end
            self._note("template", Span(at, found.end), Span(found.inner_start, found.inner_end))
        return at + 2

    def _open_bracket(self, at: int) -> int:
        text, end = self.text, self.end
        embed = self.is_written("!", at - 1)
        if text.startswith("[[", at, end) and (match := WIKILINK.match(text, at, end)):
            link = wikilink(text, at, match.end(), embed=embed)
            self.links.append(link)
            if not embed:
                self.inactive = len(self.brackets)
            self.fresh = match.end()
            return self.fresh
        if text.startswith("[^", at, end) and (match := _FOOTNOTE.match(text, at, end)):
            return self.mark("footnote-reference", at, match.end(), at + 2, match.end() - 1)
        note = not embed and self.is_written("^", at - 1)
        self.brackets.append(Bracket(at, embed, note, len(self.delimiters)))
        return at + 1

    def _hash(self, at: int) -> int:
        text = self.text
        stop = tag_run(text, at + 1, self.end)
        length = tag_length(text, at + 1, stop)
        if not length:
            return max(stop, at + 1)
        if self._underscores and text[stop - 1] == "_":
            bare = text[at + 1 : stop].rstrip("_")  # `_#tag_`: the run may close the emphasis
            if bare:
                stop = at + 1 + len(bare)
                length = tag_length(text, at + 1, stop)
        if not length:
            return stop
        tag = Tag(text[at + 1 : at + 1 + length], Span(at, at + 1 + length))
        before = text[at - 1] if at > self.start else "\n"
        if at == self.fresh or before in WHITESPACE or before == "_":
            self.tags.append(tag)
            self.fresh = stop
        elif before == "[" and self.brackets and self.brackets[-1].start == at - 1:
            self.brackets[-1].tag = tag
        elif before in "*~=" and self.delimiters and self.delimiters[-1].start < at:
            run = self.delimiters[-1]
            if run.start + run.length == at:
                run.tag = tag
        return stop

    def _delimiter(self, at: int) -> int:
        text = self.text
        character = text[at]
        stop = self._run_end(_SAME[character], at)
        if character in "=~" and stop - at != 2:
            return stop
        before = text[at - 1] if at > self.start else "\n"
        after = text[stop] if stop < self.end else "\n"
        run = Delimiter(text, at, stop - at, before, after)
        if run.can_open or run.can_close:
            self.delimiters.append(run)
            if character == "_":
                closes = run.can_close and self._underscores
                self._underscores += -1 if closes else run.can_open
        return stop

    def _comment(self, at: int) -> int:
        stop = self._run_end(_SAME["%"], at)
        match = _COMMENT_END.search(self.text, stop, self.end) if stop - at == 2 else None
        if match is None or match[0] != "%%":
            return stop
        # Links and tags in a comment count, what is code in it does not (section 5.6).
        inside = Scan(self.text, stop, match.start(), self.definitions)
        inside.run()
        self.links += inside.links
        self.tags += inside.tags
        self.marks += inside.marks
        return self.mark("comment", at, match.end(), stop, match.start())

    def _colons(self, at: int) -> int:
        if self._fields is None:
            self._fields = Fields(self.text, self.start, self.end)
        field = self._fields.at(at)
        if field is not None:
            self._note("field", field.span, field.value)
        return at + 2

    def _braces(self, at: int) -> int:
        match = PLACEHOLDER.match(self.text, at, self.end)
        if match is not None:
            self._note("placeholder", Span(*match.span()), Span(at + 2, match.end() - 2))
        return at + 1

    def _note(self, kind: MarkKind, span: Span, inner: Span) -> None:
        """Note down a mark whose text is scanned like any other."""
        self.marks.append(Mark(kind, span, inner))

    def _run_end(self, pattern: re.Pattern[str], at: int) -> int:
        match = pattern.match(self.text, at, self.end)
        return match.end() if match else at + 1


_HANDLERS: dict[str, Callable[[Scan, int], int]] = {
    "\\": Scan._escape,
    "`": Scan._code,
    "$": Scan._math,
    "<": Scan._pointed_bracket,
    "[": Scan._open_bracket,
    "]": close_bracket,
    "#": Scan._hash,
    "*": Scan._delimiter,
    "_": Scan._delimiter,
    "=": Scan._delimiter,
    "~": Scan._delimiter,
    "%": Scan._comment,
    ":": Scan._colons,
    "{": Scan._braces,
}
