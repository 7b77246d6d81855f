"""Whether a note shows damaged text on purpose: beside what it should be, or where it is spoken of.

Notes about encodings, and logs of what was repaired, hold as much damaged text as notes that are
damaged. What tells them apart is the company: single signs, the right text beside them, and words
about characters around them; in a damaged note most of the damage lies in ordinary words.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from vaultlint.directives import find_directives
from vaultlint.encoding import Certainty, Repair
from vaultlint.finding import Edit, Span, apply_edits
from vaultlint.note import Note

from ._beside import is_explained, stands_near_repair
from ._samples import in_rows, is_apart, is_introduced, is_quoted, is_sample
from ._talk import is_about_encodings, talk_near
from ._words import Word, damaged_words

_MANY = 5  # damaged lines: more than an example
_LONG = 4  # characters: more than a sample
_SEVERAL = 3  # damaged words of prose: more than examples


def meant(note: Note, repairs: Sequence[Repair], proven: Set[Span]) -> list[Repair]:
    """The repairs less those of what the note shows on purpose.

    What may be shown is left out where it is as much as the rest, and the rest is doubtful then.
    proven: where damage is nothing that somebody shows.
    """
    words = list(damaged_words(note.text, repairs))
    sure = {word for word in words if any(repair.span in proven for repair in word.repairs)}
    explained = {
        word.damaged: note.lines.number_at(word.span.start)
        for word in words
        if word not in sure and is_explained(note, word)
    }
    others = [word for word in words if word in sure or word.damaged not in explained]
    spoken = _spoken(note) if others else ""
    if is_about_encodings(spoken):
        damaged = _is_damaged_itself(note, others)
        return _doubted(others if damaged else [word for word in others if word in sure], sure)
    shown, doubtful = _shown(note, spoken, others, {*explained.values()})
    shown, doubtful = shown - sure, doubtful - sure
    rest = len(others) - len(shown | doubtful)
    if rest > len(shown) and rest >= len(doubtful):
        return [repair for word in others for repair in word.repairs]
    return _doubted([word for word in others if word not in shown], sure)


def _doubted(words: Sequence[Word], sure: Set[Word]) -> list[Repair]:
    return [
        repair._replace(certainty=Certainty.DOUBTFUL)
        if repair.certainty is Certainty.CERTAIN and word not in sure
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
    """Whether a note about encodings is itself damaged: its words are, not only samples."""
    long = [word for word in words if len(word.whole or "") >= _LONG]
    lines = {note.lines.number_at(word.span.start) for word in long}
    if len(lines) < _MANY or 2 * len(long) < len(words):
        return False
    right = {sign for word in words for repair in word.repairs for sign in repair.replacement or ""}
    return len(lines) >= 2 * _MANY or right.isdisjoint(note.text)


def _shown(
    note: Note, spoken: str, words: Sequence[Word], explaining: Set[int]
) -> tuple[set[Word], set[Word]]:
    """What is shown on purpose, and what may be.

    explaining: the lines in which something is explained.
    """
    text = note.text
    shown = in_rows(text, words)
    doubtful: set[Word] = set()
    numbers = [note.lines.number_at(word.span.start) for word in words]
    apart = {word for word in words if is_apart(text, word)}
    within = [(at, word) for at, word in zip(numbers, words, strict=True) if word not in apart]
    in_words = {at for at, _ in within}
    is_prose = len({word.damaged for _, word in within}) >= _SEVERAL
    talk = {number: talk_near(note, spoken, number) for number in {*numbers}}
    for number, word in zip(numbers, words, strict=True):
        around = talk[number]
        in_body = word.span.start >= note.body_start
        near, introduced = around.near or number in explaining, is_introduced(text, word)
        if (
            is_sample(text, word, in_body=in_body)
            or (word in apart and (introduced or (around.hinted and number not in in_words)))
            or (near and (word.whole is None or (word in apart and number in explaining)))
        ):
            shown.add(word)
        elif (
            introduced
            or (near and not (is_prose and word not in apart))
            or (around.of_signs and word.is_alone)
            or (in_body and is_quoted(text, word))
            or stands_near_repair(note, word)
        ):
            doubtful.add(word)
    return shown, doubtful
