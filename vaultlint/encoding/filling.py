"""Which character stood where a space stands now: of several by likelihood, or of none."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from vaultlint.lazy import lazy

from .classes import class_of
from .holes import Hole
from .joining import language_of
from .likelihood import likelihood

_CLEAR = 4.0  # bits by which one of two characters is likelier, so that it is the one
_VERY_CLEAR = 8.0  # … in a script of few letters, all of which are written
_LIKELIER, _MUCH_LIKELIER = 2.0, 6.0  # … and by which a dropped byte is likelier
_MANY_LETTERS = frozenset(("han", "hiragana", "katakana"))
_INDIC = frozenset(
    ("devanagari", "bengali", "gurmukhi", "gujarati", "oriya", "telugu", "kannada", "malayalam")
)
_BEHIND_CONSONANTS = ("VOWEL SIGN", "VIRAMA")
_NORDIC = lazy("[åäöøæ]")
_SELDOM = 12.0  # bits of a letter of an alphabet that no language of today writes
_COMMON = frozenset("⋅")  # much commoner than what it is taken for, whatever stands beside it
_SIGNS = range(0x2000, 0x2C00)
_BLANKS = (0x85, 0xA0)
_KNOWN_SIGNS = frozenset("⚠≠☠■①╠✅★∅≅⋅▅")
_ODD = frozenset(("joiner", "phonetic", "private", "other letter", "nothing"))
_HALF_MARKS = range(0xFE00, 0xFE30)
_OPEN_BYTES = (0x81, 0x8D, 0x8F, 0x90, 0x9D)  # which mean nothing in Windows-1252
_SOFT_HYPHEN = (0xAD,)


def plausible(hole: Hole) -> Hole | None:
    """The hole with those of its characters that texts hold; None if there are none."""
    characters = tuple(
        each
        for each in hole.characters
        if not _is_seldom(each) and (len(hole.chain) > 1 or not _is_rather_dropped(each))
    )
    return hole._replace(characters=characters) if characters else None


def _is_seldom(character: str) -> bool:
    """Whether hardly any text holds such a character, or it does not stand by itself."""
    if class_of(character) in _ODD or ord(character) in _HALF_MARKS:
        return True
    one_of_few = character.isalpha() and class_of(character) not in ("han", "hangul")
    return one_of_few and likelihood().seen(character)[1] > _SELDOM


def _is_rather_dropped(character: str) -> bool:
    """Whether a sign is rather a quotation mark or a dash that lost a byte before a space."""
    known = ord(character) not in _SIGNS or character in _KNOWN_SIGNS
    return not known and character.encode()[-1] in _BLANKS


def likeliest(hole: Hole, before: str, after: str, whole: str, *, keeps: bool) -> str | None:
    """The one of the characters of a hole that it was, None where several may be.

    `before` and `after` are the text on both sides without damage, `whole` all of it. `keeps`:
    whether bytes that mean nothing are kept in it.
    """
    if len(hole.characters) == 1:
        lost = hole.open_end and not keeps and _is_rather_another(hole, after)
        return None if lost else hole.characters[0]
    cost = likelihood().cost
    costs = sorted(
        (cost(before[-1:], character, after[:1]), character) for character in hole.characters
    )
    if set(hole.characters) == {"à", "Å"}:
        return _grave_or_ring(before, after)
    if class_of(hole.characters[0]) in _INDIC:
        return hole.characters[0 if _goes_on(before, after) else 1]
    clear = _CLEAR if class_of(costs[0][1]) in _MANY_LETTERS else _VERY_CLEAR
    if costs[1][0] - costs[0][0] >= clear:
        return costs[0][1]
    common = {"≠"} if after.startswith("0") else _COMMON
    for character in common.intersection(hole.characters):
        return character
    return _said_again(hole.characters, before[-1:], after[:1], whole)


def _goes_on(before: str, after: str) -> bool:
    """Whether it is a consonant; vowels that stand for themselves begin words in India."""
    within = before != "" and unicodedata.category(before[-1])[0] in "LM"
    return within or any(
        sign in unicodedata.name(after[:1] or " ", "") for sign in _BEHIND_CONSONANTS
    )


def _grave_or_ring(before: str, after: str) -> str | None:
    """Which of the two letters begins a word, or stands behind a small letter; None if unknown."""
    if before[-1:].islower() or after.startswith(" "):
        return "à"
    line = before.rpartition("\n")[2] + after.partition("\n")[0]
    if _NORDIC.search(line):
        return "Å" if after[:1].islower() else None
    return "à" if language_of(line) in ("French", "Portuguese", "Catalan") else None


def _is_rather_another(hole: Hole, after: str) -> bool:
    """Whether the sequence is clearly likelier one that lost its last byte before a space.

    Many programs drop bytes that mean nothing. Where letters of no alphabet with capitals go on, a
    space between them is unlikely.
    """
    others = _others(hole, _OPEN_BYTES)
    if not others:
        return False
    own = likelihood().seen(hole.characters[0])[1]
    another = min(likelihood().seen(other)[1] for other in others)
    cased = hole.characters[0].isupper() or hole.characters[0].islower()
    goes_on = not cased and after[:1] > "\u0590" and unicodedata.category(after[0])[0] in "LM"
    return another + (_MUCH_LIKELIER if goes_on else _LIKELIER) <= own


def may_be_another(hole: Hole, keeps: bool) -> bool:
    """Whether a letter of the same kind may have stood there, and its last byte was dropped.

    Where bytes that mean nothing are kept, a soft hyphen is the one to be dropped.
    """
    dropped = _SOFT_HYPHEN if keeps else _OPEN_BYTES
    return class_of(hole.characters[0]) in map(class_of, _others(hole, dropped))


def _others(hole: Hole, dropped: Sequence[int]) -> list[str]:
    """The characters that have one of these bytes where the space stands."""
    *first, last = hole.characters[0].encode()
    if last != 0xA0 or len(hole.chain) > 1:
        return []
    others = (bytes((*first, byte)).decode("utf-8", "ignore") for byte in dropped)
    return [other for other in others if other]


def _said_again(characters: Sequence[str], before: str, after: str, whole: str) -> str | None:
    """Of mathematical letters, the one that stands as a plain one in the same company."""
    left, right = (unicodedata.normalize("NFKC", side) for side in (before, after))
    for start, end in ((left, right), ("", right), (left, "")):
        said = [
            character
            for character in characters
            if start + unicodedata.normalize("NFKC", character) + end in whole and (start or end)
        ]
        if len(said) == 1:
            return said[0]
    return None
