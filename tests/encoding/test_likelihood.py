"""The table of likelihoods: whole, small, and of the opinion that good text is likely."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import vaultlint.encoding
from vaultlint.encoding.classes import class_of
from vaultlint.encoding.likelihood import likelihood

PATH = Path(vaultlint.encoding.__file__).with_name("likelihood.json")
TABLE = json.loads(PATH.read_text("utf-8"))


def test_the_table_is_small_and_can_be_read_by_people() -> None:
    assert PATH.stat().st_size < 100_000
    assert len(PATH.read_text("utf-8").splitlines()) > 2 * len(TABLE["classes"])


def test_every_class_has_its_costs() -> None:
    names = {class_of(chr(code)) for code in range(sys.maxunicode + 1)}
    assert names == set(TABLE["classes"])
    assert set(TABLE["pairs"]) == set(TABLE["characters"]) == set(TABLE["default"]) == names
    for costs in TABLE["pairs"].values():
        assert len(costs) == len(names)
        assert sum(2**-bits for bits in costs) == pytest.approx(1, abs=0.25)


def test_every_character_stands_in_its_own_class_once() -> None:
    for name, by_cost in TABLE["characters"].items():
        characters = "".join(by_cost.values())
        assert {class_of(character) for character in characters} <= {name}
        assert len(set(characters)) == len(characters)
        assert all(int(bits) < TABLE["default"][name] for bits in by_cost)


@pytest.mark.parametrize(
    ("good", "damaged"),
    [
        ("né", "nÃ©"),
        ("Größe", "GrÃ¶ÃŸe"),
        ("it’s", "itâ€™s"),
        ("слово", "СЃР»РѕРІРѕ"),
        ("λόγος", "Î»ÏŒÎ³Î¿Ï‚"),
        ("✅", "âœ…"),
        ("日本", "æ—¥æœ¬"),
        ("ŝanĝo", "┼¥an─¥o"),
    ],
)
def test_good_text_is_likelier_than_damage_by_far(good: str, damaged: str) -> None:
    assert likelihood().cost(" ", damaged, " ") > likelihood().cost(" ", good, " ") + 10
