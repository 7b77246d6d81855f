"""Forms and texts made to take long: a vault's settings hold forms, and its notes texts.

Nothing here measures time. What would take exponential time never ends.
"""

from __future__ import annotations

import pytest

from vaultlint.moment import locale_names, read_moment, unit, unknown_token

FORMS = (
    "X" * 100,
    "xX" * 50,
    "D" * 499,
    "DM" * 200,
    "DMDMDMDM YYYY",
    "ZDDD" * 120,
    "ZHm" * 100,
    "Do" * 200,
    "MMM" * 160,
    "dd" * 240,
    "MMMMdddd" * 60,
    "A" * 400,
    "a MMMM dddd Do wo " * 20,
    "[" * 500,
    "[a" * 250,
    "\\" * 500,
    "LLLL" * 120,
    "l" * 500,
    "YYYY" * 120,
    "SSS" * 160,
    "x" * 100_000,
)
TEXTS = (
    "1" * 299 + "x",
    "12" * 149 + "!",
    "+01011" * 49 + "x",
    "+010111" * 40 + "x",
    "mar" * 99 + "!",
    "日月火水木金土" * 40 + "!",
    "1月" * 149 + "!",
    "am" * 149 + "!",
    " " * 300,
    "1" * 100_000,
)


@pytest.mark.parametrize("number", range(len(FORMS)))
def test_a_hostile_form_ends(number: int) -> None:
    form = FORMS[number]
    unit(form)
    unknown_token(form)
    for text in TEXTS:
        assert read_moment(text, form, "en") == ()
    for locale in locale_names()[::5]:
        for text in TEXTS[:8]:
            assert read_moment(text, form, locale) == ()
