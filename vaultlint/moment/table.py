"""The languages that are known, by name, and their months."""

from __future__ import annotations

from collections.abc import Iterable

from .locales import Locale, english


def find_locale(name: str) -> Locale:
    """The locale of that name, such as "en" or "pt-BR"; ValueError if there is none."""
    if name == "en":
        return english()
    raise ValueError(f"unknown locale {name!r}")


def locale_names() -> tuple[str, ...]:
    """The names of all locales."""
    return ("en",)


def month_number(name: str) -> int | None:
    """The month (1 to 12) that a name or its short form means in every language that has it."""
    folded = name.rstrip(".").lower()
    for token in ("MMMM", "MMM"):
        for number, month in enumerate(english().names[token], start=1):
            if month.lower() == folded:
                return number
    return None


def locales_for(text: str, form: str, name: str | None) -> Iterable[Locale]:
    """The locales in which the text may have the form: the named one, or for None any."""
    return (find_locale(name or "en"),)
