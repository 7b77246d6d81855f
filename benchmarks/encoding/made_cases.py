"""Cases: sound text through every kind of damage that it can suffer, chosen by a seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random

from damage import EXACT, LOSSY, Damage, reading
from texts import sentences, short_texts

_CYRILLIC = ("ru", "uk", "be", "bg", "en")
_LANGUAGES_OF = {
    "cp1250": ("pl", "cs", "sk", "hu", "ro", "hr", "sl", "sq", "de", "en"),
    "cp1251": (*_CYRILLIC, "sr", "mk", "kk", "mn"),
    "cp1253": ("el", "en"),
    "cp1254": ("tr", "az", "de", "fr", "en"),
    "cp1257": ("et", "lv", "lt", "pl", "en"),
    "koi8-r": _CYRILLIC,
    "cp866": _CYRILLIC,
    "Cyrillic": _CYRILLIC,
}
"""Who reads with these codecs; with the others anybody does."""
_LINES = {"some lines": 4, "mark in the middle": 2}
_OF_WINDOWS = ("cp1252", "latin-1")
_OF_ANY_SYSTEM = (*_OF_WINDOWS, "cp437", "cp850", "mac-roman")


@dataclass(frozen=True)
class Case:
    """A damaged text, what it was, and whether that can still be known exactly."""

    damage: str
    language: str
    damaged: str
    right: str
    exact: bool = True


def cases(per_language: int) -> list[Case]:
    """So many cases of each kind in each language; of rare kinds, all there are."""
    return [*_from_sentences(per_language), *_from_short_texts()]


def _from_sentences(per_language: int) -> Iterator[Case]:
    for kind, damage in (EXACT | LOSSY).items():
        spoken = _LANGUAGES_OF.get(kind.split()[-1])
        for language, known in sentences().items():
            if not spoken or language in spoken:
                random = Random(f"{kind} {language}")
                wanted = len(known) if spoken else per_language
                texts = _texts(kind, known, random)
                found = (_case(kind, damage, language, text, random) for text in texts)
                yield from islice(filter(None, found), wanted)


def _texts(kind: str, known: list[str], random: Random) -> Iterator[str]:
    """Sentences in any order, or several lines each where that is what the kind needs."""
    lines = _LINES.get(kind, 1)
    for sentence in random.sample(known, len(known)):
        others = random.sample([other for other in known if other != sentence], lines - 1)
        yield "\n".join((sentence, *others)) + (" 🌻" if kind == "CESU-8" else "")


def _from_short_texts() -> Iterator[Case]:
    for kind, texts in short_texts().items():
        for codec in _OF_ANY_SYSTEM if kind == "symbols" else _OF_WINDOWS:
            for text in texts:
                case = _case(f"{kind}, {codec}", reading(codec), "", text, Random(0))
                yield from (case,) if case else ()


def _case(kind: str, damage: Damage, language: str, text: str, random: Random) -> Case | None:
    """The damaged text, if it can suffer that damage."""
    damaged = None if text.isascii() else damage(text, random)
    if damaged is None or damaged == text:
        return None
    return Case(kind, language, damaged, text, kind not in LOSSY)
