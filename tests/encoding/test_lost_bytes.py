"""What lost a byte is told, and never guessed; what only looks like it is left alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultlint.encoding import Certainty, find_repairs, fragments, repair
from vaultlint.encoding.far_east import find_far_eastern

SENTENCES = (
    "她把咖啡放在窗边，慢慢看完那封信。联通的账单也到了。",
    "他們昨天在鈴鐺巷吃飯，飽得走不動。銘傳路的學生都認識他。",
    "曹锟的故事、煎饼馃子、锝和锂，都写在这一页上。",
    "週末は縺れた糸をほどき、窶れた顔で、浜辺を歩いた。",
    "오늘은 챕터 세 개를 읽고 창문을 닦았다.",
    "ｶﾅ ﾃﾞｰﾀ と ﾃｷｽﾄ",
)


def lost(text: str) -> list[str]:
    """The stretches of a text that are told to be lost."""
    return [
        text[slice(*found.span)]
        for found in find_repairs(text)
        if found.certainty is Certainty.LOST
    ]


@pytest.mark.parametrize(
    ("damaged", "stretches"),
    [
        ("â€œDoneâ€ and dusted", ["â€"]),
        ("the Ã©tÃ© of â€?98", ["â€?"]),
        ("ðŸŽ for you", ["ðŸŽ"]),
        ("ðŸ�„ for you", ["ðŸ�„"]),
        ("Ã�vila, EspaÃ±a", ["Ã�"]),
        ("EspaÃ±a y ParaguÃ y Ãfrica", ["Ã ", "Ã"]),
        ("AdministraciÃ³n, informaciï¿½n", ["ï¿½"]),
        ("Ñ?Ð½ÐµÐ³ Ð¸ Ñ?Ð¾Ð»Ð½Ñ†Ðµ, Ñƒ Ð½Ð°Ñ Ñ‚ÐµÐ¿Ð»Ð¾", ["Ñ?", "Ñ?", "Ñ"]),
    ],
)
def test_what_lost_a_byte_is_told_and_stays(damaged: str, stretches: list[str]) -> None:
    assert lost(damaged) == stretches
    for stretch in stretches:
        assert stretch in repair(damaged)


@pytest.mark.parametrize(
    "text",
    [
        "SÃO PAULO, MAÇÃ",
        "MÃE, NÃO Ã?",
        "Ärger, Äpfel, Å, Ñandú, Ðú",
        "the letter “â”, and â– as a note",
        "naïf, ï, ð",
        "Über � und Öl",
    ],
)
def test_good_letters_are_no_fragments(text: str) -> None:
    assert not lost(text)


@pytest.mark.parametrize(
    ("damaged", "stretch", "whole"),
    [
        ("Ada鈥檚 garden", "鈥檚", "’s"),
        ("milk 鈥? bread", "鈥?", None),
        ("锟斤拷锟斤拷", "锟斤拷锟斤拷", None),
        ("done 馃帀!", "馃帀", "🎉"),
        ("鈹€鈹€ tree", "鈹€鈹€", "──"),
        ("it窶冱 late", "窶冱", "’s"),
        ("占쏙옙 x", "占쏙옙", None),
    ],
)
def test_what_far_eastern_windows_made_of_utf_8_is_told(
    damaged: str, stretch: str, whole: str | None
) -> None:
    (found,) = find_repairs(damaged)
    assert (damaged[slice(*found.span)], found.replacement) == (stretch, whole)
    assert found.certainty is Certainty.LOST
    assert repair(damaged) == damaged


@pytest.mark.parametrize("codec", ["gbk", "cp932"])
@pytest.mark.parametrize(
    "text", ["中文笔记，今天下雨了。我们在家看书。", "日本語のメモです、テストする。"]
)
def test_whole_sentences_are_found_as_one(codec: str, text: str) -> None:
    damaged = text.encode().decode(codec, "replace")
    found = list(find_far_eastern(damaged))
    covered = sum(each.span.end - each.span.start for each in found)
    assert covered > len(damaged) / 2


@pytest.mark.parametrize("text", SENTENCES)
def test_chinese_japanese_and_korean_are_no_damage(text: str) -> None:
    assert not find_repairs(text)


@settings(max_examples=500, deadline=None)
@given(st.text("aZÂÃâðïßô€Ÿ¸\x80\x9f?\ufffd \n", max_size=20))
def test_fragments_are_found_from_their_first_characters(text: str) -> None:
    for pattern, character, _ in fragments._KINDS:
        found = [match.span() for match in re.finditer(pattern.pattern, text)]
        assert character in text or not found
        assert [match.span() for match in fragments._all(pattern, text)] == found
