"""First bytes whose rest is gone: told, and what stands beside them is not certain."""

from __future__ import annotations

import pytest

from vaultlint.encoding import Certainty, find_repairs, repair_safely


def read_as(text: str, python_name: str, hole: int) -> str:
    """UTF-8 read with a codec that leaves out one byte."""
    return text.encode().replace(bytes([hole]), b"").decode(python_name)


@pytest.mark.parametrize(
    ("text", "codec", "hole", "left"),
    [
        ("Ирина пишет письмо", "cp1251", 0x98, "Р"),
        ("Сегодня Иван играет на улице", "cp1251", 0x98, "Р"),
        ("Źdźbło i łąka, żółć Łódź", "cp1250", 0x81, "Ĺ"),
    ],
)
def test_what_is_left_of_a_sequence_is_told(text: str, codec: str, hole: int, left: str) -> None:
    damaged = read_as(text, codec, hole)
    lost = [each for each in find_repairs(damaged) if each.certainty is Certainty.LOST]
    assert [damaged[slice(*each.span)] for each in lost] == [left]
    assert all(each.replacement is None and "dropped" in each.why for each in lost)


def test_the_rest_of_the_word_is_not_certain() -> None:
    damaged = read_as("Ирина пишет письмо", "cp1251", 0x98)
    assert repair_safely(damaged) == damaged.replace(
        read_as("пишет письмо", "cp1251", 0x98), "пишет письмо"
    )


@pytest.mark.parametrize("codec", ["cp1251", "koi8-r", "cp866", "cp1253", "mac_roman"])
def test_whole_damage_leaves_nothing(codec: str) -> None:
    for text in ("Рыбы Сети, река и роса", "Ωμέγα και Ξένος", "Łódź – über ‘naïve’"):
        try:
            damaged = text.encode().decode(codec)
        except UnicodeDecodeError:
            continue
        assert all(each.certainty is not Certainty.LOST for each in find_repairs(damaged))


def test_a_capital_beside_sound_words_is_no_rest() -> None:
    damaged = "Россия, Сербия и " + "Болгария".encode().decode("cp1251")
    assert [each.replacement for each in find_repairs(damaged)] == ["Болгария"]
