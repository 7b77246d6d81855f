"""Text of other encodings that was read wrongly is no UTF-8, whatever its signs decode to."""

from __future__ import annotations

import random

import pytest

from vaultlint.encoding import Certainty, find_repairs, repair
from vaultlint.encoding.garbage import without_garbage

TEXTS = {
    "cp932": "明日の朝は駅前の喫茶店で会う予定です。資料を忘れないこと。",
    "euc_jp": "今日は雨が降ったので、家で本を読んで過ごしました。",
    "gbk": "明天早上我要去车站接我的朋友，然后一起吃早饭。",
    "big5": "這本書講的是一個老人和他的花園，我很喜歡。",
    "euc_kr": "내일 아침에 역 앞에서 친구를 만나기로 했다.",
    "cp1251": "Купить хлеб, молоко и яблоки; позвонить маме.",
    "koi8-r": "Купить хлеб, молоко и яблоки; позвонить маме.",
    "cp1255": "מחר בבוקר אפגש עם חברה שלי בתחנת הרכבת.",
    "cp874": "พรุ่งนี้เช้าฉันจะไปพบเพื่อนที่สถานีรถไฟ",
}
READERS = ("cp1252", "latin-1", "mac_roman", "cp437", "cp1251", "cp850", "cp1250", "koi8-r")


def read_wrongly(data: bytes, codec: str) -> str:
    return "".join(bytes((byte,)).decode(codec, "ignore") or chr(byte) for byte in data)


def mended(text: str) -> list[tuple[str, str | None]]:
    return [
        (text[slice(*repair.span)], repair.replacement)
        for repair in find_repairs(text)
        if repair.certainty in (Certainty.CERTAIN, Certainty.DOUBTFUL)
    ]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("encoding", TEXTS)
def test_other_encodings_are_not_repaired(encoding: str, reader: str) -> None:
    if encoding != reader:
        assert mended(read_wrongly(TEXTS[encoding].encode(encoding), reader)) == []


@pytest.mark.parametrize("reader", READERS)
def test_binary_data_is_not_repaired(reader: str) -> None:
    chance = random.Random(reader)
    for _ in range(20):
        data = bytes(byte for byte in chance.randbytes(200) if byte >= 0x20)
        assert mended(read_wrongly(data, reader)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Das Mädchen sagte: „Übermorgen, nachmittags um fünf Uhr“ – schÃ¶n!",
        "✅ ja ❌ nein ⚠️ vielleicht 🎉 Fest 🌲 Wald, und ein ðŸŒ± dazu",
        "今天我们去公园散步，晚上在家吃饭，然后看了一部电影。cafÃ©",
        "”Ångström”, ½ × ¾ ÷ ¼ ± 2 °C µm § 5 © ® ™ £ ¥ €, naÃ¯ve",
    ],
)
def test_good_text_beside_damage_is_no_garbage(text: str) -> None:
    repairs = find_repairs(text)
    assert repairs
    assert without_garbage(text, repairs) == repairs


@pytest.mark.parametrize("text", ["òóôõö÷øùúû", "The signs ÷ø, and Ùˆ"])
def test_a_mark_without_a_letter_is_no_text(text: str) -> None:
    assert "\u05bf" not in dict(mended(text)).values()


def test_marks_behind_letters_are_kept() -> None:
    pointed = "שָׁלוֹם חָבֵר"
    assert repair(read_wrongly(pointed.encode(), "cp1252")) == pointed


@pytest.mark.parametrize(
    "text",
    [
        "動く犬".encode("euc-jp").decode("latin-1"),
        "黄赤交角".encode("gbk").decode("latin-1"),
        "名前の一覧".encode("euc-jp").decode("latin-1"),
    ],
)
def test_a_chance_sequence_in_a_word_of_something_else_is_left_alone(text: str) -> None:
    assert [each for each in find_repairs(text) if each.replacement] == []
