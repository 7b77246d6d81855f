"""Sequences whose no-break space became a plain one: read again where nothing else can be meant."""

from __future__ import annotations

import re

import pytest

from vaultlint.encoding import Certainty, find_repairs, repair, repair_safely


def misread(text: str, *codecs: str) -> str:
    """The text after its UTF-8 was read with these codecs; what they leave open is a control."""
    for codec in codecs or ("cp1252",):
        read = (bytes((byte,)) for byte in text.encode("utf-8"))
        text = "".join(one.decode(codec, "ignore") or chr(one[0]) for one in read)
    return text


def blanked(text: str, blanks: str = "\u00a0") -> str:
    """The text with a plain space for each of these."""
    return re.sub(f"[{blanks}]", " ", text)


@pytest.mark.parametrize(
    "text",
    [
        "la città è lì, nella realtà di ogni età",
        "Già, la bontà della torta è una qualità rara.",
        "voilà où j’étais, là où la mer est déjà chaude",
        "à la pêche, à côté du phare",
        "Fui à praia às seis, àquela hora não há ninguém",
        "một ngày tràn đầy hoàng hôn và màu vàng của hoa",
        "la pàgina següent és més ràpida",
        "Рыбак Роман поймал щуку на реке",
        "Η Πηνελόπη και ο Πέτρος στην Πάτρα",
        "נוף הכרמל בבוקר, נחל קטן",
        "Škoda a Štěpán šli na školní večeři",
        "10 € – 20\u00a0% of all, and “so on”",
        "전화기 설명서를 전부 읽었다 – 재미없다",
        "これだけは忘れないようにしよう、だいじだから",
        "ทุกวันภาพนี้ทำให้ยิ้มได้",
    ],
)
def test_what_lost_its_no_break_spaces_says_again_what_it_said(text: str) -> None:
    damaged = blanked(misread(text))
    assert damaged != misread(text)
    assert repair(damaged) == text


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1250", "perché la città è già là"),
        ("cp1251", "Роман и Рита живут у реки, Рыжик спит на крыше"),
        ("koi8-r", "Катя и Костя купили кота, Кузя ест и спит"),
    ],
)
def test_it_is_so_with_every_codec(codec: str, text: str) -> None:
    damaged = blanked(misread(text, codec))
    assert damaged != misread(text, codec)
    assert repair(damaged) == text


@pytest.mark.parametrize("text", ["ימים נוספים של שמש בנהריה", "la qualità della libertà è già là"])
def test_it_is_so_within_layers(text: str) -> None:
    damaged = misread(text, "cp1252", "cp1252")
    assert repair(blanked(damaged)) == text


def test_a_likelier_character_is_taken_where_another_space_may_have_stood() -> None:
    text = "其中有几个元素，因此先把关系写在纸上：内容、标题和无关的部分"
    damaged = blanked(misread(text, "latin-1"), "\u00a0\u0085")
    assert repair(damaged) == text


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        ("la realtÃ della cittÃ Ã¨ cosÃ¬", "la realtà della città è così"),
        ("voilÃ que dans les prÃ©s il est tard", "voilà que dans les prés il est tard"),
        ("retournez Ã la plage de sable dorÃ©", "retournez à la plage de sable doré"),
    ],
)
def test_runs_of_spaces_that_were_put_together_come_apart(written: str, whole: str) -> None:
    assert repair(written) == whole


@pytest.mark.parametrize(
    "written",
    [
        "dormÃ en EspaÃ±a",  # í without its soft hyphen
        "el rÃ o y el paÃ s en la orilla",
        "Ã frica e outras terras nÃ£o sÃ£o iguais",  # Á, whose second byte is nothing
        "Ð Ð´ÐµÑ‚Ð¸ ÑÐ¿Ð°Ð»Ð¸",  # the bytes that mean nothing are gone: rather А
        "â€œso saidâ€ she",
        "siÄ ga po knjigÄ i Ä\u0107oÅ¡ak",
    ],
)
def test_what_may_be_another_letter_is_lost(written: str) -> None:
    lost = [each for each in find_repairs(written) if each.certainty is Certainty.LOST]
    assert lost
    for each in lost:
        assert written[slice(*each.span)] in repair(written)


@pytest.mark.parametrize(
    "text",
    [
        "SÃO PAULO, MAÇÃ E AVELÃ – AMANHÃ À NOITE",
        "the operator Ã maps x to y; Ã x = b",
        "Å være eller ikke være; Å!",
        "Â is a letter, and Ã is one",
        "“déjà ”, il a mangé ”",
        "Ð and ð are letters of Icelandic",
        "3 × 4 × 5",
        "Ça va à merveille – là, à Paris…",
    ],
)
def test_good_letters_before_spaces_stay(text: str) -> None:
    assert find_repairs(text) == []


def test_words_of_the_vault_settle_what_is_open() -> None:
    written = "una nota diÃ ria Ãºnica"
    assert repair(written) == "una nota diÃ ria única"
    (first, _) = find_repairs(written, known=lambda word: word == "diària")
    assert (first.replacement, first.certainty) == ("à", Certainty.DOUBTFUL)


def test_only_what_can_be_nothing_else_is_safe() -> None:
    damaged = blanked(misread("전화기 설명서 – 60 % off"))
    assert repair_safely(damaged) == "전화기 설명서 – 60 % off"
    assert repair_safely(blanked(misread("là où j’étais déjà"))) == "lÃ  où j’étais déjÃ "
