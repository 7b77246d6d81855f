"""Text that was damaged several times comes back whole, or not at all."""

from __future__ import annotations

import pytest

from vaultlint.encoding import repair


@pytest.mark.parametrize("inner", ["cp850", "cp437"])
@pytest.mark.parametrize(
    "text",
    ["Questa sala è libera", "Det er på tide å dra", "Ein «Ö» und ein «Ü»", "Kort – og godt"],
)
def test_a_letter_alone_is_taken_through_both_layers(text: str, inner: str) -> None:
    once = text.encode().decode(inner)
    twice = once.encode().decode("cp1252")
    assert repair(twice) == text


def test_good_signs_that_were_damaged_once_are_not_taken_further() -> None:
    damaged = "K = σ√π and ├─┤".encode().decode("cp1252")
    assert repair(damaged) == "K = σ√π and ├─┤"
