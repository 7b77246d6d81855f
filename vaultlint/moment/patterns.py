"""Regular expressions for forms, and the numbers that a text in a form tells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import timedelta, timezone
from functools import lru_cache
from itertools import pairwise, product
from math import prod
from typing import NamedTuple

from . import forms
from .locales import Locale

# Forms with more are not read: a regular expression could take for ever to say that a text differs.
_MOST_WAYS = 64  # to share out digits that stand side by side
_MOST_WORDS = 8

_OFFSETS = (r"Z|[+-][0-9]{2}", r"[+-][0-9]{2}:?[0-9]{2}")
_EPOCH = r"-?(?:0|[1-9][0-9]{0,14})"
_WORDS = {*forms.NAMES, *forms.ORDINALS, *forms.HALVES}
_LONGEST_NUMBER = {"year": 4, "day of year": 3, "quarter": 1}
_CENTURIES = {  # moment.js takes 69 for 1969, and 68 for 2068
    f"{field} of century": field for field in ("year", "week year", "ISO week year")
}


class Told:
    """What a text tells: numbers by field, parts of the day by token, and so on.

    Each method that takes more in gives whether it agrees with what was told before.
    """

    def __init__(self) -> None:
        self.numbers: dict[str, frozenset[int]] = {}
        self.halves: dict[str, str] = {}
        self.epochs: dict[str, int] = {}
        self.fraction = ""
        self.zone: timezone | None = None

    def number(self, field: str, values: Iterable[int]) -> bool:
        """Take in that the field has one of those values."""
        known = self.numbers.get(field)
        self.numbers[field] = frozenset(values) if known is None else known.intersection(values)
        return bool(self.numbers[field])

    def add_half(self, token: str, name: str) -> bool:
        """Take in the part of the day that `A` or `a` gives."""
        return self.halves.setdefault(token, name) == name

    def add_epoch(self, token: str, text: str) -> bool:
        """Take in the seconds or milliseconds since 1970."""
        return self.epochs.setdefault(token, int(text)) == int(text)

    def add_fraction(self, digits: str) -> bool:
        """Take in the digits of the second's fraction."""
        short, self.fraction = sorted((self.fraction, digits), key=len)
        return self.fraction.startswith(short)

    def add_offset(self, text: str) -> bool:
        """Take in the time zone: "Z", "+01", "+01:00" or "+0100"."""
        digits = text.strip("Zz+-").replace(":", "").ljust(4, "0")
        minutes = int(digits[:2]) * 60 + int(digits[2:])
        if int(digits[2:]) > 59 or minutes >= 24 * 60:
            return False
        zone = timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
        known, self.zone = self.zone or zone, zone
        return known == zone


class Part(NamedTuple):
    """A part of a form as regular expressions, one for each length that it may have if told apart.

    tell: takes in what the matched text says; None for a text that stands for itself.
    """

    sources: tuple[str, ...]
    tell: Callable[[Told, str], bool] | None = None
    begins_with_digit: bool = True


class Pattern(NamedTuple):
    """A regular expression, and what each of its groups tells."""

    regex: re.Pattern[str]
    tellers: tuple[Callable[[Told, str], bool], ...]

    def told(self, text: str) -> Told | None:
        """What the text tells, None if it has another form or contradicts itself."""
        match = self.regex.fullmatch(text)
        if match is None:
            return None
        told = Told()
        agree = all(
            tell(told, group) for tell, group in zip(self.tellers, match.groups(), strict=True)
        )
        return told if agree else None


@lru_cache(maxsize=1024)
def patterns(form: str, locale: Locale) -> tuple[Pattern, ...]:
    """What texts in the form look like; several where digits stand side by side, as in `YYYYMD`."""
    _, pieces = forms.pieces(form, locale)
    if any(forms.is_unwritten(piece.token, locale) for piece in pieces):
        return ()
    if sum(piece.token in _WORDS for piece in pieces) > _MOST_WORDS:
        return ()
    parts = [_part(piece, locale) for piece in pieces if piece.token or piece.text]
    choices: list[tuple[str, ...]] = []
    for part, following in pairwise([*parts, Part(("",), None, False)]):
        if following.begins_with_digit and _EPOCH in part.sources:
            return ()
        choices.append(part.sources if following.begins_with_digit else ("|".join(part.sources),))
    if prod(map(len, choices)) > _MOST_WAYS:
        return ()
    tellers = tuple(part.tell for part in parts if part.tell)
    return tuple(
        Pattern(re.compile("".join(_groups(parts, choice)), re.IGNORECASE), tellers)
        for choice in product(*choices)
    )


def _groups(parts: list[Part], sources: tuple[str, ...]) -> Iterable[str]:
    for part, source in zip(parts, sources, strict=True):
        yield f"({source})" if part.tell else source


def _part(piece: forms.Piece, locale: Locale) -> Part:
    token = piece.token
    if token in forms.NUMBERS:
        return _number(token)
    if token in forms.ORDINALS:
        return _ordinal(*forms.ORDINALS[token], locale)
    if token in forms.NAMES:
        return _names(token, locale)
    if token in forms.HALVES:
        names = {plain(name, locale) for name in locale.all_names(token)[0]}
        return Part((_any_of(names),), lambda told, text: told.add_half(token, text), False)
    if token in forms.FRACTIONS:
        source = rf"[0-9]{{{min(len(token), 6)}}}{'0' * (len(token) - 6)}"
        return Part((source,), lambda told, text: told.add_fraction(text))
    if token in forms.ZONES:
        return Part(_OFFSETS, Told.add_offset, False)
    if token in forms.EPOCHS:
        return Part((_EPOCH,), lambda told, text: told.add_epoch(token, text))
    text = plain(piece.text, locale)
    return Part((re.escape(text),), None, text[0].isdecimal())


def _number(token: str) -> Part:
    field, digits = forms.NUMBERS[token]
    longest = 1 if token in ("d", "e", "E") else _LONGEST_NUMBER.get(field, 2)
    sources = [rf"[0-9]{{{digits}}}"]
    sources += [rf"[1-9][0-9]{{{more - 1}}}" for more in range(digits + 1, longest + 1)]
    sign = r"\+" if token == "YYYYYY" else ""
    century = _CENTURIES.get(field)
    if century:
        return Part(
            tuple(sources),
            lambda told, text: told.number(century, [int(text) + (1900 if text > "68" else 2000)]),
        )
    return Part(
        tuple(sign + source for source in sources),
        lambda told, text: told.number(field, [int(text)]),
        not sign,
    )


def _ordinal(field: str, kind: str, locale: Locale) -> Part:
    templates = [template for template, _ in locale.ordinals_of(kind)]
    halves = [plain(template, locale).split("%d") for template in templates]
    around = sorted(halves, key=lambda half: -len(half[1]))  # "1." first, lest "1" take its place

    def tell(told: Told, text: str) -> bool:
        number = re.search("[0-9]+", text)
        assert number is not None  # for each template has a "%d"
        written = plain(locale.ordinal(int(number[0]), kind), locale)
        return written.casefold() == text.casefold() and told.number(field, [int(number[0])])

    sources = tuple(
        "|".join(rf"{re.escape(before)}{digits}{re.escape(behind)}" for before, behind in around)
        for digits in ("[0-9]", "[1-9][0-9]", "[1-9][0-9]{2}")[: _LONGEST_NUMBER.get(field, 2)]
    )
    return Part(sources, tell, not all(before for before, _ in halves))


def _names(token: str, locale: Locale) -> Part:
    numbers: dict[str, set[int]] = {}
    field = forms.NAMES[token]
    spellings = set()
    for names in locale.all_names(token):
        for number, name in enumerate(names, start=field == "month"):
            spellings.add(plain(name, locale))
            numbers.setdefault(plain(name, locale).casefold(), set()).add(number)
    return Part(
        (_any_of(spellings),),
        lambda told, text: told.number(field, numbers.get(text.casefold(), ())),
        any(name[:1].isdecimal() for name in numbers),
    )


def _any_of(names: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))


def normal(text: str) -> str:
    """The text with its letters composed: macOS gives file names with the accents apart."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def plain(text: str, locale: Locale) -> str:
    """The same, with ASCII digits and commas for the locale's own."""
    return locale.in_ascii_digits(normal(text))
