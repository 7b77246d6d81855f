"""Whether a note shows damaged text on purpose: in quotation marks, or beside what it should be."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vaultlint.directives import find_directives
from vaultlint.encoding import Certainty, Repair
from vaultlint.finding import Span
from vaultlint.lazy import lazy
from vaultlint.note import Note

from ._telling import repaired_word

_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "„": "“”", "«": "»", "「": "」"}
_LONGEST_SAMPLE = 2  # characters; a longer text in quotation marks is more than a sample
_ABOUT = lazy(
    r"mojibake|文字化け|乱码|кракозябр|\bftfy\b|double[- ]encod|cp-?125[0-9]|windows-125[0-9]"
    r"|iso-?8859|latin-?1\b|wrong encoding|encoding (?:error|issue|problem)",
    re.IGNORECASE,
)
# Between a damaged word and the right one: signs, and words that tell how one becomes the other.
_BETWEEN = lazy(
    r"(?:[\W_]|\b(?:an?|and|are|as|be|became|becomes?|displayed|for|gets?|in|instead|into|is|it"
    r"|like|looks?|means?|not|of|or|rather|rendered|seen?|should|showed|shown|shows?|than|the|to"
    r"|turned|turns?|up|versus|vs|was|were|written|als|au|como|comme|de|devient|en|lieu|oder|ou|par"
    r"|por|statt|wie|wird|zu)\b){1,40}",
    re.IGNORECASE,
)
_DASHES = frozenset("–—…•·-")  # stand in good text anywhere
_LONGEST_GAP = 40  # characters between a damaged word and the right one beside it


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


def meant(note: Note, repairs: Sequence[Repair]) -> list[Repair]:
    """The repairs less those of what the note shows on purpose.

    What fills a pair of quotation marks is a sample only where nothing else in the note is damaged;
    in properties quotation marks are YAML's, and say nothing.
    """
    if is_about_encodings(note):
        return []
    text = note.text
    others = [repair for repair in repairs if not _stands_beside_repair(note, repair)]
    in_properties = note.body_start
    samples = sum(
        repair.span.start >= in_properties and _is_sample(text, repair) for repair in others
    )
    return [] if samples == len(others) else others


def _is_sample(text: str, repair: Repair) -> bool:
    """Whether a short stretch fills a pair of quotation marks, as what is spoken of does."""
    (start, end), whole = repair.span, repair.replacement or ""
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    return len(whole) <= _LONGEST_SAMPLE and after != "" and after in _QUOTES.get(before, "")


def _stands_beside_repair(note: Note, repair: Repair) -> bool:
    """Whether the right word stands in the same line, as it does where one explains the other."""
    if repair.replacement is None or repair.certainty is Certainty.LOST:
        return False
    word, whole = repaired_word(note.text, repair)
    if not whole.strip():
        return False
    line = note.lines.span(note.lines.number_at(word.start))
    text = note.text[line.start : line.end]
    word = Span(word.start - line.start, word.end - line.start)
    reach = len(whole) + _LONGEST_GAP
    behind = text.find(whole, word.end, word.end + reach)
    ahead = text.rfind(whole, max(word.start - reach, 0), max(word.start, 0))
    return (behind >= 0 and _explains(text, word.end, behind)) or (
        ahead >= 0 and _explains(text, ahead + len(whole), word.start)
    )


def _explains(text: str, start: int, end: int) -> bool:
    """Whether what stands between a damaged word and the right one makes them a pair."""
    return _BETWEEN.fullmatch(text, start, end) is not None
