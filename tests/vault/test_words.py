"""The words that a vault is known to hold."""

from __future__ import annotations

import pytest

from vaultlint.vault import Vault
from vaultlint.vault.whole import words_in
from vaultlint.vault.words import MOST_NOTES


def known(files: dict[str, str | bytes], *words: str) -> list[str]:
    found = words_in(Vault.of(files))
    return [word for word in words if found.holds(word)]


def test_words_of_notes_and_of_all_names() -> None:
    files: dict[str, str | bytes] = {
        "A.md": "Voilà, un thé (glacé)\n",
        "Forêt/Pin.md": "",
        "Été.png": b"\xff\xd8",
        "B.txt": "crème",
    }
    words = ("voilà", "VOILÀ", "thé", "glacé", "forêt", "été", "un", "crème", "glac")
    assert known(files, *words) == ["voilà", "VOILÀ", "thé", "glacé", "forêt", "été"]


def test_both_unicode_forms_are_one() -> None:
    assert known({"A.md": "Voila\u0300\n"}, "voilà", "voila\u0300") == ["voilà", "voila\u0300"]


@pytest.mark.parametrize("text", ["CafÃ©", "caf├⌐", "itâ€™s", "\udcc3caf\udce9"])
def test_what_may_be_damaged_is_no_word(text: str) -> None:
    assert not words_in(Vault.of({"A.md": text.encode("utf-8", "surrogateescape")}))


def test_of_a_large_vault_some_notes_are_read() -> None:
    words = [chr(0x4E00 + number) for number in range(3 * MOST_NOTES)]
    files: dict[str, str | bytes] = {f"{at:05}.md": word for at, word in enumerate(words)}
    found = len(known(files, *words))
    assert MOST_NOTES // 2 <= found <= MOST_NOTES


def test_they_are_written_alike_in_every_process() -> None:
    assert repr(words_in(Vault.of({"A.md": "été à la forêt"}))) == "['forêt', 'à', 'été']"
