"""Repairs never overlap, however often and however unevenly a text was damaged."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from vaultlint.encoding import find_repairs

SENTENCES = [
    "L’été à Noël : « où êtes-vous ? » — ça coûte 10 €",
    "Zażółć gęślą jaźń – „źdźbło”",
    "Größe – „Straße“ für Müßiggänger",
    "Съешь ещё этих — «ёлка»",
]
CODECS = ["cp1252", "cp1251", "cp1250", "latin-1"]


def damaged(chance: random.Random) -> str:
    """Some words, parts of which were read with wrong codecs two or three times, bytes lost."""
    words = chance.choice(SENTENCES).split()
    text = " ".join(chance.sample(words, chance.randint(1, 4)))
    for _ in range(chance.choice([2, 3])):
        start = chance.choice([0, chance.randrange(len(text))])
        end = chance.choice([len(text), chance.randrange(start, len(text))])
        wrong = text[start:end].encode().decode(chance.choice(CODECS), "ignore")
        text = text[:start] + wrong + text[end:]
    return text


@pytest.mark.parametrize("seed", range(4))
def test_texts_that_were_damaged_unevenly(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(40):
        text = damaged(chance)
        repairs = find_repairs(text)
        assert all(one.span.end <= other.span.start for one, other in pairwise(repairs)), text
