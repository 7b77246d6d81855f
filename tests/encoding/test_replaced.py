"""U+FFFD that was read wrongly in its turn is told of, and never taken for a character."""

from __future__ import annotations

import pytest

from vaultlint.encoding import Certainty, find_repairs, repair


@pytest.mark.parametrize(
    "codec", ["cp1252", "latin-1", "cp1250", "cp1251", "cp437", "cp850", "mac_roman", "koi8-r"]
)
@pytest.mark.parametrize("times", [1, 3])
def test_it_is_lost(codec: str, times: int) -> None:
    damaged = ("\ufffd" * times).encode().decode(codec)
    text = f"Administraci{damaged}n de la casa"
    (found,) = find_repairs(text)
    assert (text[slice(*found.span)], found.certainty) == (damaged, Certainty.LOST)
    assert repair(text) == text
