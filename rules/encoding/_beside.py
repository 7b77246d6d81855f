"""Whether the right text stands beside a damaged one, so that the one explains the other."""

from __future__ import annotations

import re

from vaultlint.finding import Span
from vaultlint.lazy import lazy
from vaultlint.note import Note

from ._words import Word

# Between the two: signs, and words that tell how one becomes the other.
_BETWEEN = lazy(
    r"(?:[\W_]|\b(?:an?|and|are|as|be|became|becomes?|displayed|for|from|gets?|in|instead|into|is|it"
    r"|like|looks?|means?|not|of|or|rather|read|rendered|seen?|should|showed|shown|shows?|than|the"
    r"|to|turned|turns?|up|versus|vs|was|were|with|written|als|anstatt|au|como|comme|de|devient|en"
    r"|lieu|oder|ou|par|por|statt|wie|wird|zu|вместо)\b){0,40}",
    re.IGNORECASE,
)
_TELLS = lazy(r"\w|[=|/→⇒➜⟶←:>]")  # of signs alone, those that say more than that the text goes on
_PLAIN = str.maketrans({
    "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " ",
})  # fmt: skip
_LONGEST_GAP = 40  # characters between a damaged word and the right one


def stands_beside_repair(note: Note, word: Word) -> bool:
    """Whether what a damaged word was stands in the same line, perhaps with plain quotes."""
    whole = word.whole
    if whole is None or not whole.strip():
        return False
    line = note.lines.span(note.lines.number_at(word.span.start))
    return any(
        _is_explained(note.text, line, word.span, right)
        for right in dict.fromkeys((whole, whole.translate(_PLAIN)))
    )


def _is_explained(text: str, line: Span, word: Span, right: str) -> bool:
    reach = len(right) + _LONGEST_GAP
    behind = text.find(right, word.end, min(word.end + reach, line.end))
    if behind >= 0 and _explains(text, word.end, behind, right):
        return True
    ahead = text.rfind(right, max(word.start - reach, line.start), word.start)
    return ahead >= 0 and _explains(text, ahead + len(right), word.start, right)


def _explains(text: str, start: int, end: int, right: str) -> bool:
    """Whether what stands between a damaged word and the right one makes them a pair.

    Two words that are alike seldom follow one another; two dashes or two spaces do.
    """
    if _BETWEEN.fullmatch(text, start, end) is None:
        return False
    return any(map(str.isalnum, right)) or _TELLS.search(text, start, end) is not None
