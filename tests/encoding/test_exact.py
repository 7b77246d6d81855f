"""Damage that decodes exactly: UTF-8 read with other codecs, once or several times over."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultlint.encoding import (
    Certainty,
    Repair,
    find_repairs,
    may_be_damaged,
    repair,
    repair_safely,
)
from vaultlint.encoding.codecs import Codec, codecs
from vaultlint.encoding.evidence import find_exact
from vaultlint.finding import Span

# Each is a sentence of its own; all letters and signs of it are common in its language.
SENTENCES = {
    "en": "It’s the café’s “new” menu – naïve, but £5 and 20 °C outside… 😀 → ✅",
    "fr": "L’été à la plage, où nous étions déjà allés : ça va être génial, très cher élève !",
    "de": "Über den Dächern hört man schöne Klänge; die Straße ist grün, größer und süß.",
    "es": "¿Dónde está el niño? Mañana será otro día, señor, y habrá más canción.",
    "pt": "Não há avós na praça; amanhã Óscar e Érica vão à estação buscar três pães.",
    "pl": "Zażółć gęślą jaźń, a żółw śpi wśród łąk i słucha ćmy.",
    "cs": "Příliš žluťoučký kůň úpěl ďábelské ódy a říkal, že už nechce běžet.",
    "hu": "Őszi eső után füstöl a kémény, és hűvös szél fúj a tölgyek között.",
    "tr": "Şu ılık gecede İstanbul’un ışıkları güzel, çünkü gökyüzü açık.",
    "lv": "Rīgā ir šķērsiela, kurā dzīvo mūsu vecāmāte un viņas kaķēni.",
    "ru": "Сегодня утром мы поехали на дачу, чтобы собрать яблоки и сварить варенье.",
    "uk": "Їжак живе під ґанком, а її сусід щодня приносить йому свіжі гриби.",
    "el": "Το πρωί πήγαμε στη θάλασσα και μετά φάγαμε ψάρια με λαχανικά.",
    "he": "בבוקר הלכנו לים ואחר כך אכלנו דגים עם ירקות",
    "ar": "ذهبنا في الصباح إلى البحر ثم أكلنا السمك مع الخضار",
    "hi": "सुबह हम समुद्र के किनारे गए और फिर मछली खाई",
    "ja": "朝は海へ行って、それから魚と野菜を食べました。",
    "zh": "早上我们去了海边，然后吃了鱼和蔬菜。",
    "ko": "아침에 바다에 갔다가 생선과 채소를 먹었습니다.",
    "vi": "Buổi sáng chúng tôi ra biển, rồi ăn cá với rau ở quán nhỏ.",
}
CODECS = {codec.name: codec for codec in codecs()}


def read_with(text: str, codec: Codec) -> str:
    """The text after its UTF-8 was read with a codec."""
    characters = {byte: character for character, byte in reversed(codec.bytes.items())}
    return "".join(chr(byte) if byte < 0x80 else characters[byte] for byte in text.encode())


def read_as(text: str, *names: str) -> str:
    """The same with several, one after the other."""
    for name in names:
        text = read_with(text, CODECS[name])
    return text


@pytest.mark.parametrize("name", CODECS)
@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_is_repaired_whatever_it_was_read_with(language: str, name: str) -> None:
    text = SENTENCES[language]
    assert repair(read_as(text, name)) == text


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize(
    "names",
    [
        ("Windows-1252",) * 2,
        ("Windows-1252",) * 3,
        ("Windows-1252",) * 5,
        ("Windows-1252", "Windows-1251"),
        ("Mac Roman", "Windows-1252"),
        ("code page 850", "Windows-1252", "Windows-1252"),
        ("Windows-1251",) * 2,
    ],
    ids=", ".join,
)
def test_every_layer_is_undone(language: str, names: Sequence[str]) -> None:
    text = SENTENCES[language]
    assert repair(read_as(text, *names)) == text


@pytest.mark.parametrize("name", ["Windows-1252", "Windows-1251", "code page 437", "Mac Roman"])
@pytest.mark.parametrize("language", SENTENCES)
def test_good_lines_beside_damaged_ones_stay(language: str, name: str) -> None:
    lines = list(SENTENCES.values())
    number = list(SENTENCES).index(language)
    damaged = [*lines[:number], read_as(lines[number], name), *lines[number + 1 :]]
    assert repair("\n".join(damaged)).split("\n") == lines


@pytest.mark.parametrize("language", SENTENCES)
def test_good_text_is_no_damage(language: str) -> None:
    text = SENTENCES[language]
    assert find_repairs(text) == []
    assert find_repairs(text.upper()) == []
    assert find_repairs(f"“{text}”… «{text.upper()}» – {text.title()}") == []


@pytest.mark.parametrize("name", CODECS)
def test_damage_is_seen_without_what_stands_between(name: str) -> None:
    for text in SENTENCES.values():
        odd = "".join(filter(lambda character: not character.isascii(), read_as(text, name)))
        assert may_be_damaged(odd)


def test_a_repair_replaces_the_damaged_characters_alone() -> None:
    text = "“Größe” – itâ€™s 20Â\u00a0°C, ﬁne ＡＢ and CafÃ© for ÐŸÑ‘Ñ‚Ñ€"
    found = [(text[slice(*each.span)], each.replacement) for each in find_repairs(text)]
    assert found == [("â€™", "’"), ("Â\u00a0", "\u00a0"), ("Ã©", "é"), ("ÐŸÑ‘Ñ‚Ñ€", "Пётр")]


def test_the_steps_lead_from_the_damage_to_the_repair() -> None:
    (found,) = find_repairs(read_as("It doesn’t", "code page 437", "Windows-1252"))
    assert [step.codec for step in found.steps] == ["Windows-1252", "code page 437"]
    assert [step.text for step in found.steps] == ["ΓÇÖ", "’"]
    assert found.why == "UTF-8 read as code page 437, then as Windows-1252"


def test_the_codec_is_named() -> None:
    assert find_repairs("xâ\x80\x99s")[0].why == "UTF-8 read as Latin-1"
    assert find_repairs("itâ€™s")[0].why == "UTF-8 read as Windows-1252"
    assert find_repairs(read_as("it’s", "Windows-1252", "Windows-1252"))[0].why.endswith("twice")


def test_only_prose_is_looked_at_and_all_of_the_text_is_evidence() -> None:
    text = "Ã³timo, nÃ£o e amanhÃ£ `Ã©` Ã©"
    code = text.index("`")
    prose = [Span(0, code), Span(code + 4, len(text))]
    assert [each.span.start for each in find_repairs(text, prose=prose)][-1] == len(text) - 2
    last = [Span(code + 4, len(text))]
    assert [each.replacement for each in find_repairs(text, prose=last)] == ["é"]


def test_a_known_word_settles_what_is_doubtful() -> None:
    assert find_repairs("Ãœbung")[0].certainty is Certainty.DOUBTFUL
    asked: list[str] = []

    def known(word: str) -> bool:
        asked.append(word)
        return word == "Übung"

    assert find_repairs("Ãœbung", known=known)[0].certainty is Certainty.CERTAIN
    assert find_repairs("Ãœbung, eine Übung")[0].certainty is Certainty.CERTAIN
    assert asked == ["Übung"]
    find_repairs("CafÃ© et thÃ©", known=known)
    assert asked == ["Übung"], "what is certain needs no words"


def test_the_words_tell_two_code_pages_apart() -> None:
    czech = "To není možné, že už zase prší a je zima"
    assert repair(read_as(czech, "code page 850")) == czech
    polish = "Ołówek i gumka leżą na stole, a książka jest w plecaku"
    assert repair(read_as(polish, "code page 437")) == polish


@pytest.mark.parametrize(("name", "text"), [("Windows-1250", "튁튃"), ("code page 437", "한튼")])
def test_a_codec_may_have_the_characters_and_no_such_sequence(name: str, text: str) -> None:
    assert repair(f"{read_as(text, name)} — {read_as('ů', name)}") in (
        f"{text} — ů",
        f"{text} — {read_as('ů', name)}",
    )


def test_two_code_pages_that_no_word_tells_apart_are_told_of() -> None:
    found = find_repairs("Velg det du Ă¸nskar, sjĂĄ og hĂĄp")[-1]
    assert (found.replacement, found.certainty) == (None, Certainty.LOST)


AMBIGUOUS = [
    "600 Å² of surface, 1.5 Å³ and e/Å²",
    "10×–100× smaller, 2×–3×, [n]×², ×½",
    "the operator Â·|j⟩ and Â²|ψ⟩, Ã·x, Ã†",
    "σ√π and K = Yσ√πa, 2√π, √∂",
    "ÿØÿà",
    "В\u00a0`graph` и К\u00a0нему",
    "É… é. “AMANHÃ”, MAÇÃ® e IRMÃ – ANÃ…",
    "DÉJÀ… CAFÉ™ LIBERTÉ¹ «ÇA»",
    "„SKŁADOWAĆ“, GODZINĘ\u00a0TEMU",
    "d’«éco-gestes», —état, l’état",
    "Δ²h and Ω², Φ† or Γ²",
    "├── a │ ┬┐ ═╗ ╔╗ ─┐ ├│ ┤├ ║░╚░╩",
    "е — её, Рё? Р° нет",
    "3 × 4 = 12, Ø³, Ð, ð",
]


@pytest.mark.parametrize("text", AMBIGUOUS)
def test_what_may_be_good_text_stays(text: str) -> None:
    assert find_repairs(text) == []


@pytest.mark.parametrize("text", [*AMBIGUOUS[:4], AMBIGUOUS[6], AMBIGUOUS[8], AMBIGUOUS[10]])
def test_what_is_good_text_stays_beside_damage(text: str) -> None:
    assert repair(f"itâ€™s CafÃ©\n\n{text}") == f"it’s Café\n\n{text}"


@pytest.mark.parametrize(
    ("alone", "good"),
    [("Ã©", "é"), ("Ã\u00a0", "à"), ("Ã³", "ó"), ("Â·", "·"), ("Ã—", "×"), ("Â²", "²")],
)
def test_what_is_ambiguous_is_damage_beside_damage(alone: str, good: str) -> None:
    assert repair(f"amanhÃ£ {alone} coraÃ§Ã£o") == f"amanhã {good} coração"


def test_a_quotation_mark_that_closes_what_one_opens_stays() -> None:
    text = "Disse “AMANHÃ” e nÃ£o voltou; o coraÃ§Ã£o"
    assert repair(text) == "Disse “AMANHÃ” e não voltou; o coração"


def test_likely_damage_of_two_kinds_is_certain() -> None:
    text = read_as("±0,5 °C und 12 µV", "Windows-1251")
    assert repair_safely(text) == "±0,5 °C und 12 µV"


def test_the_mark_between_two_files_goes() -> None:
    assert repair_safely("eins\nï»¿Äpfel und Öl") == "eins\nÄpfel und Öl"


ODD = "ÃÂâ€™œ¢©¨¼½Ðð¿Ÿ˜\u00a0é’“”–…×²Å└├┬│╨▒С‚РѕЂ√≤ƒ‚ÄíΓÇΞ\x80\x99\udc92\ufffd\ufeff aeTz.\n"


def as_western(text: str) -> str:
    """The text with the controls of Latin-1 for what Windows-1252 has in their place."""
    codec = CODECS["Windows-1252"]
    return "".join(chr(codec.bytes.get(character, ord(character))) for character in text)


def damaged_again(found: Repair) -> str:
    """What a repair repairs, made of what it makes."""
    names = ["Windows-1252" if step.codec == "Latin-1" else step.codec for step in found.steps]
    return read_as(found.replacement or "", *reversed(names))


@settings(derandomize=True)
@given(st.text(st.sampled_from(ODD), max_size=40))
def test_nothing_is_invented(text: str) -> None:
    found, _ = find_exact(text)
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start
    for each in found:
        if each.replacement is not None:
            assert as_western(damaged_again(each)) == as_western(text[slice(*each.span)])


@settings(derandomize=True)
@given(st.text(st.sampled_from(ODD), max_size=40))
def test_what_is_repaired_has_no_more_repairs(text: str) -> None:
    once = repair(text)
    assert repair(once) == once


WORDS = [word for text in SENTENCES.values() for word in text.split()]


@settings(derandomize=True)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=12),
    st.sampled_from(sorted(CODECS.keys() - {"ISO 8859-2"})),  # a word alone may be of its sister
    st.integers(1, 3),
)
def test_words_are_repaired_rightly_or_left_alone(words: list[str], name: str, times: int) -> None:
    text = " ".join(words)
    places = [0]
    for character in text:
        places.append(places[-1] + len(read_as(character, *[name] * times)))
    damaged = read_as(text, *[name] * times)
    for each in find_repairs(damaged):
        if each.replacement is not None:
            first, last = (places.index(place) for place in each.span)
            assert text[first:last] == each.replacement
