"""The languages that are known, by name, and their months."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from vaultlint.lazy import lazy

from .forms import HALVES, NAMES, NUMBERS, ORDINALS, pieces
from .locales import Locale, Numbers, english

_TABLE = Path(__file__).with_name("locales.json")
_WORD = lazy(r"[^\W\d_]+")
_OTHER_NAMES = {"zh": "zh-cn", "no": "nb", "hy": "hy-am", "oc": "oc-lnc", "kh": "km"}
_LOCAL_FIELDS = frozenset({"week", "week year", "week year of century", "local weekday"})


@cache
def _table() -> Mapping[str, Any]:
    import json  # only other languages than English need it

    table = json.loads(_TABLE.read_text("utf-8"))
    return {name: told for name, told in table.items() if name}


@cache
def locale_names() -> tuple[str, ...]:
    """The names of all locales."""
    return ("en", *_table())


@cache
def find_locale(name: str) -> Locale:
    """The locale of that name, such as "en" or "pt-BR"; ValueError if there is none.

    Of a region that is not known it is the language: "de-CH" is "de". Names that Obsidian gives to
    languages are known too: "zh" is "zh-cn", "no" is "nb".
    """
    wished = name.lower().replace("_", "-")
    language = wished.partition("-")[0]
    if wished in ("en", "en-us"):
        return english()
    for known in (wished, _OTHER_NAMES.get(language, language)):
        if known in _table():
            return _locale(known)
    if language == "en":
        return english()
    raise ValueError(f"unknown locale {name!r}")


@cache
def _locale(name: str) -> Locale:
    told = _table()[name]
    return Locale(
        name=name,
        names={token: tuple(names) for token, names in told["names"].items()},
        forms=told["forms"],
        week=tuple(told["week"]),
        ordinals={
            token: tuple((template, _numbers(*numbers)) for template, *numbers in templates)
            for token, templates in told["ordinals"].items()
        },
        halves=told.get("halves", english().halves),
        variants=tuple(
            (token, regex, tuple(names)) for token, regex, names in told.get("variants", ())
        ),
        digits=told.get("digits", ""),
        eras=told.get("eras", False),
    )


def _numbers(ranges: str = "", period: int = 1000) -> Numbers:
    """The numbers that "1 3 20-29" stands for; all of a year's days that end so for a period."""
    found: set[int] = set()
    for part in ranges.split():
        first, _, last = part.partition("-")
        for number in range(int(first), int(last or first) + 1):
            found.update(range(number, 367, period))
    return frozenset(found)


@cache
def month_number(name: str) -> int | None:
    """The month that a name means in every language that has it; see the package."""
    numbers = _months().get(_folded(name), ())
    return next(iter(numbers)) if len(numbers) == 1 else None


@cache
def _months() -> Mapping[str, set[int]]:
    months: dict[str, set[int]] = {}
    for locale in _all_locales():
        for token in ("MMMM", "MMM"):
            for names in locale.all_names(token):
                for number, name in enumerate(names, start=1):
                    months.setdefault(_folded(name), set()).add(number)
    return months


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).rstrip(".").casefold()


def locales_for(text: str, form: str, name: str | None) -> Iterable[Locale]:
    """The locales in which the text may have the form: the named one, or for None any.

    A form with names is looked at only in the languages that have a word of the text.
    """
    if name is not None:
        return (find_locale(name),)
    names, locales = _languages_of(form)
    if names:
        known = _words(names)
        words = _WORD.findall(text.casefold())
        return map(find_locale, sorted({name for word in words for name in known.get(word, ())}))
    return _all_locales() if _has_foreign_numbers(text) else locales


@lru_cache(maxsize=256)
def _languages_of(form: str) -> tuple[tuple[str, ...], tuple[Locale, ...]]:
    """The tokens by whose names the languages of a text in that form are known, if it has such.

    Else it has none, and one locale for each meaning that the form has.
    """
    whole, parts = pieces(form, english())
    if whole != form:  # a local form, which may hold anything
        return (), _all_locales()
    tokens = {part.token for part in parts}
    if not tokens.isdisjoint(NAMES):
        return tuple(NAMES), ()
    if not tokens.isdisjoint(ORDINALS):
        return (), _all_locales()
    if not tokens.isdisjoint(HALVES):
        return HALVES, ()
    if any(NUMBERS[token][0] in _LOCAL_FIELDS for token in tokens if token in NUMBERS):
        return (), tuple({locale.week: locale for locale in _all_locales()}.values())
    return (), (english(),)


@cache
def _all_locales() -> tuple[Locale, ...]:
    return tuple(map(find_locale, locale_names()))


def _has_foreign_numbers(text: str) -> bool:
    """Whether the text has digits of another script, or its comma, which Urdu has beside ours."""
    return not text.isascii() and any(
        character == "،" or (character.isdecimal() and not character.isascii())
        for character in text
    )


@cache
def _words(tokens: tuple[str, ...]) -> Mapping[str, list[str]]:
    """For each word in the names that those tokens stand for, the locales that have it.

    Of several with the same parts of the day, weeks and digits the first: there is no more to a
    form that has no other names.
    """
    words: dict[str, list[str]] = {}
    seen = set()
    for locale in _all_locales():
        names = " ".join(chain.from_iterable(chain(*map(locale.all_names, tokens))))
        if tokens == HALVES and (names, locale.week, locale.digits) in seen:
            continue
        seen.add((names, locale.week, locale.digits))
        for word in set(_WORD.findall(unicodedata.normalize("NFC", names).casefold())):
            words.setdefault(word, []).append(locale.name)
    return words
