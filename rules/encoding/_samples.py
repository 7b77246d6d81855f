"""Which damaged words look like samples: in quotation marks, or single letters in a row."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from vaultlint.lazy import lazy

from ._words import Word

_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "„": "“”", "«": "»", "「": "」"}
_LONGEST_SAMPLE = 2  # characters; a longer text in quotation marks is more than a sample
_IN_SENTENCES = frozenset("–—…•·→ \u00a0、。")  # stand between words
_BLANK = frozenset(("", *" \t\r\n\u00a0"))
_INTRODUCES = lazy(
    r"(?:\b(?:appear|become|display|look|print|read|render|show|turn)(?:s|ed)?|\b(?:came|comes?|shown"
    r"|became|aparece|apparaît|erscheint|exibe|muestra|sale|wird|zeigt|выглядит|приходит))"
    r"(?: (?:up|out|back))?(?: (?:as|like|into|to|als|zu|como|comme|как))? [\"'“‘„«(]?\Z",
    re.IGNORECASE,
)
_LONGEST_INTRODUCTION = 30  # characters
_IN_A_ROW = lazy(r" ?[,;/|] ?|[,;]? (?:and|or|und|oder|et|ou|y|o|e|и|или) ")


def is_apart(text: str, word: Word) -> bool:
    """Whether the damage is no part of a word, and no sign that stands between words."""
    if not word.is_alone:
        return False
    start = word.span.start
    between_words = start == 0 or text[start - 1] in _BLANK
    return word.whole is None or not (between_words and _IN_SENTENCES.issuperset(word.whole))


def is_sample(text: str, word: Word, *, in_body: bool) -> bool:
    """Whether the word is shown for what it looks like.

    A byte order mark, which the repair removes, is none either where blanks keep it apart: two
    files that were glued together leave it at the start of a line or directly before the text.
    Outside the body, quotation marks are YAML's and say nothing.
    """
    start, end = word.span
    if word.whole == "":
        return start > 0 and text[start - 1] in " \t" and text[end : end + 1] in _BLANK
    return in_body and len(word.whole or "") <= _LONGEST_SAMPLE and is_quoted(text, word)


def in_rows(text: str, words: Iterable[Word]) -> set[Word]:
    """The single letters that are listed: "Ã¤, Ã¶ und Ã¼"."""
    letters = [word for word in words if word.is_alone and _is_letter(word.whole or "")]
    return {
        word
        for pair in pairwise(letters)
        if _IN_A_ROW.fullmatch(text, pair[0].span.end, pair[1].span.start)
        for word in pair
    }


def _is_letter(text: str) -> bool:
    return len(text) == 1 and text.isalpha()


def is_introduced(text: str, word: Word) -> bool:
    """Whether the words before it say that something looks like this."""
    start = word.span.start
    return _INTRODUCES.search(text, max(start - _LONGEST_INTRODUCTION, 0), start) is not None


def is_quoted(text: str, word: Word) -> bool:
    """Whether the word alone stands between quotation marks, as what is spoken of does."""
    start, end = word.span
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    return after != "" and after in _QUOTES.get(before, "")
