"""The tokens of a form, and what they tell."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from vaultlint.lazy import lazy

from . import Unit
from .locales import Locale, english

# As in moment.js, order and all: "w|" is a token that stands for itself.
_TOKENS = lazy(
    r"\[[^\[]*\]|\\?(?:[Hh]mm(?:ss)?|Mo|MM?M?M?|Do|DDDo|DD?D?D?|ddd?d?|do?|w[o|w]?|W[o|W]?|Qo?"
    r"|N{1,5}|YYYYYY|YYYYY|YYYY|YY|y{2,4}|yo?|gg(?:ggg?)?|GG(?:GGG?)?|e|E|a|A|hh?|HH?|kk?|mm?|ss?"
    r"|S{1,9}|x|X|zz?|ZZ?|[^\n\r\u2028\u2029])"
)
_LONG_TOKENS = lazy(r"\[[^\[]*\]|\\?(?:LTS|LT|LL?L?L?|l{1,4})")
_SHORTER = lazy(r"\[[^\[]*\]|MMMM|MM|DD|dddd")
_LONGEST = 500  # characters of a form; longer ones are nobody's

NUMBERS: dict[str, tuple[str, int]] = {  # the field, and with how many digits it is written
    "YYYY": ("year", 4),
    "YYYYY": ("year", 5),
    "YYYYYY": ("year", 6),  # behind a sign
    "Y": ("year", 4),
    "y": ("year", 1),
    "yy": ("year", 2),
    "yyy": ("year", 3),
    "yyyy": ("year", 4),
    "YY": ("year of century", 2),
    "Q": ("quarter", 1),
    "M": ("month", 1),
    "MM": ("month", 2),
    "D": ("day", 1),
    "DD": ("day", 2),
    "DDD": ("day of year", 1),
    "DDDD": ("day of year", 3),
    "d": ("weekday", 1),
    "e": ("local weekday", 1),
    "E": ("ISO weekday", 1),
    "w": ("week", 1),
    "ww": ("week", 2),
    "W": ("ISO week", 1),
    "WW": ("ISO week", 2),
    "gg": ("week year of century", 2),
    "gggg": ("week year", 4),
    "ggggg": ("week year", 5),
    "GG": ("ISO week year of century", 2),
    "GGGG": ("ISO week year", 4),
    "GGGGG": ("ISO week year", 5),
    "H": ("hour", 1),
    "HH": ("hour", 2),
    "h": ("hour of half", 1),
    "hh": ("hour of half", 2),
    "k": ("hour to 24", 1),
    "kk": ("hour to 24", 2),
    "m": ("minute", 1),
    "mm": ("minute", 2),
    "s": ("second", 1),
    "ss": ("second", 2),
}
ORDINALS = {  # the field, and the token by which the locale tells its ordinal numbers apart
    "Qo": ("quarter", "Q"),
    "Mo": ("month", "M"),
    "Do": ("day", "D"),
    "DDDo": ("day of year", "DDD"),
    "do": ("weekday", "d"),
    "wo": ("week", "w"),
    "Wo": ("ISO week", "W"),
}
NAMES = {"MMMM": "month", "MMM": "month", "dddd": "weekday", "ddd": "weekday", "dd": "weekday"}
HALVES = ("A", "a")
ZONES = ("Z", "ZZ")
EPOCHS = {"X": 1, "x": 1000}  # how many of them are in a second
FRACTIONS = tuple("S" * count for count in range(1, 10))
_UNWRITTEN = lazy(r"N{1,5}|zz?|yo")  # eras, names of time zones: neither read nor written
_TOGETHER = {
    "Hmm": ("H", "mm"),
    "hmm": ("h", "mm"),
    "Hmmss": ("H", "mm", "ss"),
    "hmmss": ("h", "mm", "ss"),
}
_KNOWN = frozenset([*NUMBERS, *ORDINALS, *NAMES, *HALVES, *ZONES, *EPOCHS, *FRACTIONS, *_TOGETHER])

_CLOCK = frozenset({"hour", "hour of half", "hour to 24", "minute", "second"})
_UNITS: tuple[tuple[Unit, frozenset[str]], ...] = (
    ("day", frozenset({"day", "day of year", "weekday", "local weekday", "ISO weekday"})),
    ("week", frozenset({"week", "ISO week"})),
    ("month", frozenset({"month"})),
    ("quarter", frozenset({"quarter"})),
)


class Piece(NamedTuple):
    """A part of a form: a token, or a text that stands for itself (`token` is "")."""

    token: str
    text: str


@lru_cache(maxsize=512)
def pieces(form: str, locale: Locale) -> tuple[str, tuple[Piece, ...]]:
    """The form with its `L` tokens written out for the locale, and its parts in order."""
    if len(form) > _LONGEST:
        return form, (Piece("", form),)
    for _ in range(6):  # as often as moment.js, for what they stand for holds others
        form = _LONG_TOKENS.sub(lambda match: _written_out(match[0], locale), form)
    found: list[Piece] = []
    for match in _TOKENS.finditer(form):
        token = match[0]
        if token in _KNOWN or _UNWRITTEN.fullmatch(token):
            found.extend(Piece(part, part) for part in _TOGETHER.get(token, (token,)))
        elif token[0] == "[" and len(token) > 1:
            found.append(Piece("", token[1:-1]))
        else:
            found.append(Piece("", token.replace("\\", "")))
    return form, tuple(found)


def _written_out(token: str, locale: Locale) -> str:
    if token in locale.forms:
        return locale.forms[token]
    if token.upper() not in locale.forms or token[0] in "[\\":
        return token
    return _SHORTER.sub(
        lambda match: match[0] if match[0][0] == "[" else match[0][1:],
        locale.forms[token.upper()],
    )


def is_unwritten(token: str, locale: Locale) -> bool:
    """Whether it is a token of moment.js that is neither written nor read here."""
    return bool(_UNWRITTEN.fullmatch(token)) or (locale.eras and token[:1] == "y")


@lru_cache(maxsize=512)
def unit(form: str) -> Unit | None:
    """The smallest that the form tells, None if it tells nothing of a moment."""
    tokens = {piece.token for piece in pieces(form, english())[1]}
    fields = {
        field
        for table in (NUMBERS, ORDINALS)
        for token, (field, _) in table.items()
        if token in tokens
    }
    fields |= {field for token, field in NAMES.items() if token in tokens}
    if fields & _CLOCK or tokens & {*HALVES, *EPOCHS, *FRACTIONS}:
        return "time"
    for name, told in _UNITS:
        if fields & told:
            return name
    return "year" if fields else None


def slip(form: str) -> str | None:
    """What is hardly meant as it stands, in words; see the package."""
    tokens = {piece.token for piece in pieces(form, english())[1]}
    letters = {token[:1] for token in tokens}
    if not letters & {*"YyGg"}:
        return None
    if "mm" in tokens and not letters & {*"MHhk"}:
        return "`mm`, which is the minutes: the month is `MM`"
    if "dd" in tokens and not letters & {*"DWw"}:
        return "`dd`, which is a weekday: the day is `DD`"
    return None


def unknown_token(form: str) -> str | None:
    """The first token that is not known here; see the package."""
    for match in _TOKENS.finditer(pieces(form, english())[0]):
        token = match[0]
        if token not in _KNOWN and token.isascii() and token.isalpha() and token != "T":
            return token
    return None
