"""A soft hyphen behind a letter is a sequence of UTF-8 by chance, and good text all the same."""

from __future__ import annotations

import pytest

from vaultlint.encoding import find_repairs, repair


@pytest.mark.parametrize(
    "text",
    [
        "Fuß\u00adball",
        "die Groß\u00admutter und der Groß\u00advater",
        "MAß\u00adSTAB",
        "SÜ\u00adDEN",
    ],
)
def test_soft_hyphens_behind_letters_are_good_text(text: str) -> None:
    assert not find_repairs(text)


def test_soft_hyphens_of_damaged_letters_are_damage() -> None:
    assert repair("Ã\u00adsland, paÃ\u00ads") == "ísland, país"
