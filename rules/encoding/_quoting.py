"""Whether a note shows damaged text on purpose: beside what it should be, or where it is spoken of.

Notes about encodings, and logs of what was repaired, hold as much damaged text as notes that are
damaged. What tells them apart is the company: single signs, the right text beside them, and words
about characters around them; in a damaged note most of the damage lies in ordinary words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vaultlint.directives import find_directives
from vaultlint.encoding import Certainty, Repair
from vaultlint.finding import Edit, apply_edits
from vaultlint.lazy import lazy
from vaultlint.note import Note

from ._beside import stands_beside_repair
from ._words import Word, damaged_words

_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "„": "“”", "«": "»", "「": "」", "`": "`"}
_LONGEST_SAMPLE = 2  # characters; a longer text in quotation marks is more than a sample
# A note in which one of these stands is about encodings as a whole, …
_ABOUT = lazy(
    r"mojibake|文字化け|乱码|亂碼|кракозябр|\bftfy\b|double[- ]encod|\bcp-?125[0-9]"
    r"|windows-?125[0-9]|iso-?8859|latin-?1\b|wrong encoding|UnicodeDecodeError|\bcharmap\b",
    re.IGNORECASE,
)
# … with one of these the lines around it are, …
_NEAR = lazy(
    r"\butf-?(?:8|16)|encod|charset|character set|code ?page|unicode|\bascii\b|\bansi\b|garbl"
    r"|gibberish|smart quotes?|curly quotes?|\bBOM\b|kodier|umlaut|sonderzeichen|codifica|кодировк"
    r"|编码|文字コード",
    re.IGNORECASE,
)
# … and with one of these what is no part of a word or a sentence.
_HINT = lazy(
    r"character|corrupt|apostrophe|\bdash|accent|symbol|zeichen|caract[eè]re|car[aá]cter|символ",
    re.IGNORECASE,
)
_NEARBY = 2  # lines
_MANY = 5  # damaged lines: more than an example
_IN_SENTENCES = frozenset("–—…•·→ \u00a0")


def meant(note: Note, repairs: Sequence[Repair]) -> list[Repair]:
    """The repairs less those of what the note shows on purpose.

    What may be shown is left out where it is as much as the rest, and the rest is doubtful then.
    """
    words = damaged_words(note.text, repairs)
    others = [word for word in words if not stands_beside_repair(note, word)]
    if not others:
        return []
    spoken = _spoken(note)
    if _ABOUT.search(spoken):
        return _doubted(others) if _is_damaged_itself(note, others) else []
    shown = {word.span for word in _shown(note, spoken, others)}
    rest = [word for word in others if word.span not in shown]
    if len(rest) * 2 > len(others):
        return [repair for word in others for repair in word.repairs]
    return _doubted(rest)


def _doubted(words: Sequence[Word]) -> list[Repair]:
    return [
        replace(repair, certainty=Certainty.DOUBTFUL)
        if repair.certainty is Certainty.CERTAIN
        else repair
        for word in words
        for repair in word.repairs
    ]


def _spoken(note: Note) -> str:
    """The text of a note without its suppressions, which name this rule and are no talk of it."""
    blanks: list[Edit] = []
    for directive in find_directives(note):
        start, end = directive.span
        if not blanks or blanks[-1].span.end <= start:
            blanks.append(Edit(directive.span, " " * (end - start)))
    return apply_edits(note.text, blanks)


def _is_damaged_itself(note: Note, words: Sequence[Word]) -> bool:
    """Whether a note about encodings is itself damaged, throughout and in ordinary words."""
    lines = {note.lines.number_at(word.span.start) for word in words}
    if len(lines) < _MANY or 2 * sum(not _is_apart(word) for word in words) < len(words):
        return False
    right = {sign for word in words for repair in word.repairs for sign in repair.replacement or ""}
    return right.isdisjoint(note.text)


def _shown(note: Note, spoken: str, words: Sequence[Word]) -> Iterator[Word]:
    """What may be shown on purpose. In properties quotation marks are YAML's, and say nothing."""
    near: dict[int, tuple[bool, bool]] = {}
    for word in words:
        number = note.lines.number_at(word.span.start)
        if number not in near:
            start = note.lines.span(max(number - _NEARBY, 0)).start
            end = note.lines.span(min(number + _NEARBY, len(note.lines) - 1)).end
            near[number] = (
                _NEAR.search(spoken, start, end) is not None,
                _HINT.search(spoken, start, end) is not None,
            )
        is_near, is_hinted = near[number]
        in_body = word.span.start >= note.body_start
        if is_near or (is_hinted and _is_apart(word)) or (in_body and _is_sample(note.text, word)):
            yield word


def _is_apart(word: Word) -> bool:
    """Whether the damage is no part of a word, and no sign that stands between words."""
    return word.is_alone and not _IN_SENTENCES.issuperset(word.whole or "")


def _is_sample(text: str, word: Word) -> bool:
    """Whether a short stretch fills a pair of quotation marks, as what is spoken of does."""
    start, end = word.damage
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    return (
        len(word.whole or "") <= _LONGEST_SAMPLE
        and after != ""
        and after in _QUOTES.get(before, "")
    )
