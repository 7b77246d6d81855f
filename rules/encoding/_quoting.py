"""Whether a note shows damaged text on purpose: in quotation marks, or beside what it should be."""

from __future__ import annotations

import re

from vaultlint.directives import find_directives
from vaultlint.lazy import lazy
from vaultlint.note import Note

_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "„": "“”", "«": "»", "「": "」"}
_LONGEST_SAMPLE = 2  # characters; a longer text in quotation marks is more than a sample
_ABOUT = lazy(
    r"mojibake|文字化け|乱码|кракозябр|\bftfy\b|double[- ]encod|cp-?125[0-9]|windows-125[0-9]"
    r"|iso-?8859|latin-?1\b|wrong encoding|encoding (?:error|issue|problem)",
    re.IGNORECASE,
)
_BETWEEN = lazy(
    r"""(?:[\s'"“”‘’«»`*_|()\[\].:,]*+
    (?:->|=>|=|→|⇒|➜|⟶|<-|←|becomes?|instead\ of|should\ be|is\ shown\ as|rather\ than)
    |[\s'"“”‘’«»`*_()\[\].:,]*+\|)
    [\s'"“”‘’«»`*_|()\[\].:,]*+""",
    re.VERBOSE,
)
_LONGEST_GAP = 24  # characters between a damaged word and the right one beside it
_LONGEST_WORD = 40


def is_about_encodings(note: Note) -> bool:
    """Whether the note speaks of mojibake or of the encodings that cause it.

    A suppression that names the rule is no such speech: the rest of the note is to be looked at.
    """
    text = note.text
    if _ABOUT.search(text) is None:
        return False
    at = 0
    for directive in find_directives(note):
        if _ABOUT.search(text, at, directive.span.start):
            return True
        at = max(at, directive.span.end)
    return _ABOUT.search(text, at) is not None


def word_around(line: str, start: int, end: int) -> tuple[int, int]:
    """The word that a stretch stands in, so that a message shows "itâ€™s" whole."""
    first, last = max(start - _LONGEST_WORD, 0), min(end + _LONGEST_WORD, len(line))
    left = start
    while left > first and (line[left - 1].isalnum() or ord(line[left - 1]) > 0xBF):
        left -= 1
    while end < last and (line[end].isalnum() or ord(line[end]) > 0xBF):
        end += 1
    return left, end


def is_sample(line: str, start: int, end: int, whole: str) -> bool:
    """Whether a short stretch fills a pair of quotation marks, as what is spoken of does."""
    before, after = line[start - 1 : start], line[end : end + 1]
    return len(whole) <= _LONGEST_SAMPLE and after != "" and after in _QUOTES.get(before, "")


def stands_beside_repair(line: str, start: int, end: int, whole: str) -> bool:
    """Whether the right word stands beside the damaged one, with an arrow or the like between."""
    left, right = word_around(line, start, end)
    repaired = line[left:start] + whole + line[end:right]
    reach = len(repaired) + _LONGEST_GAP
    behind = line.find(repaired, right, right + reach)
    if behind >= 0 and _BETWEEN.fullmatch(line, right, behind):
        return True
    ahead = line.rfind(repaired, max(left - reach, 0), left)
    return ahead >= 0 and _BETWEEN.fullmatch(line, ahead + len(repaired), left) is not None
