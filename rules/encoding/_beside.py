"""Whether the right text stands beside a damaged one, so that the one explains the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.finding import Span
from vaultlint.lazy import lazy
from vaultlint.note import Note

from ._words import Word

# Between the two: signs, and words that tell how one becomes the other.
_BETWEEN = lazy(
    r"(?:[\W_]|\b(?:an?|and|are|as|be|became|becomes?|by|displayed|for|from|gets?|in|instead|into|is"
    r"|it|like|looks?|means?|not|of|or|rather|read|rendered|seen?|should|showed|shown|shows?|than"
    r"|the|to|turned|turns?|up|versus|vs|was|were|with|written|als|anstatt|au|como|comme|con|de"
    r"|devient|durch|en|lieu|mit|oder|ou|par|por|statt|wie|wird|zu|вместо|на)\b){0,40}",
    re.IGNORECASE,
)
_TELLS = lazy(r"\w|[=|/→⇒➜⟶←:>]")  # of signs alone, those that say more than that the text goes on
_PLAIN = str.maketrans({
    "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " ",
})  # fmt: skip
_LONG = 4  # characters of a word that is not in every other sentence
_FAR = 200  # characters
_LONGEST_GAP = 40  # characters between a damaged word and the right one


def is_explained(note: Note, word: Word) -> bool:
    """Whether what the word was stands beside it, in the same line, perhaps with plain quotes."""
    return any(
        _explains(note.text, gap, right)
        for right in _rights(word)
        for gap in _gaps(note, word, right)
    )


def stands_near_repair(note: Note, word: Word) -> bool:
    """Whether it stands near the word, whatever there is between the two: few words come twice."""
    start, end = word.span
    return any(
        len(right) >= _LONG
        and (
            note.text.find(right, max(start - _FAR, 0), start) >= 0
            or note.text.find(right, end, end + _FAR) >= 0
        )
        for right in _rights(word)
    )


def _rights(word: Word) -> tuple[str, ...]:
    """What the word was, as it was and in plain characters."""
    whole = word.whole or ""
    return tuple(dict.fromkeys((whole, whole.translate(_PLAIN)))) if whole.strip() else ()


def _gaps(note: Note, word: Word, right: str) -> Iterator[Span]:
    """What lies between a damaged word and the right one next to it, on both sides."""
    line = note.lines.span(note.lines.number_at(word.span.start))
    reach = len(right) + _LONGEST_GAP
    behind = note.text.find(right, word.span.end, min(word.span.end + reach, line.end))
    if behind >= 0:
        yield Span(word.span.end, behind)
    ahead = note.text.rfind(right, max(word.span.start - reach, line.start), word.span.start)
    if ahead >= 0:
        yield Span(ahead + len(right), word.span.start)


def _explains(text: str, gap: Span, right: str) -> bool:
    """Whether what stands between a damaged word and the right one makes them a pair.

    Two words that are alike seldom follow one another; two dashes or two spaces do.
    """
    if _BETWEEN.fullmatch(text, *gap) is None:
        return False
    return any(map(str.isalnum, right)) or _TELLS.search(text, *gap) is not None
