"""The encoding rules where pages cannot show it: real seeds, other encodings, hostile text."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest

from tests.timing import grows_too_fast, seconds_of
from vaultlint.active import ActiveRule
from vaultlint.finding import Safety, apply_edits
from vaultlint.fix import fix_note
from vaultlint.note import Note
from vaultlint.note.source import decode
from vaultlint.rule import Rule
from vaultlint.rule_files import find_rules
from vaultlint.vault import Vault

RULES = find_rules()
ENCODING = [rule for rule in RULES.values() if rule.group in ("encoding", "spacing")]
MOJIBAKE = RULES["mojibake"]


def run(rule: Rule, note: Note, **options: object) -> list[str]:
    return [finding.message for finding in rule.run(note, rule.options(**options), Vault.of({}))]


def fixed(note: Note, *ids: str, wanted: Safety = Safety.SAFE) -> bytes:
    rules = [ActiveRule(RULES[name], RULES[name].options()) for name in ids]
    outcome = fix_note(note, Vault.of({note.path: note.data}), rules, wanted)
    assert outcome.problem is None, outcome.problem
    return outcome.after


def test_the_damaged_seed_becomes_whole(shared: Path) -> None:
    data = (shared / "seeds" / "note-damaged.md").read_bytes()
    after = fixed(Note("note-damaged.md", data), "mojibake", "irregular-space")
    whole = data.decode()
    for damaged, right in (("0ðŸŒ²", "0🌲"), ("â€™", "’"), ("Â\u00a0", " ")):
        assert damaged in whole
        whole = whole.replace(damaged, right)
    assert after.decode() == whole
    assert whole.count("’") == 12
    assert fixed(Note("note-damaged.md", after), "mojibake", "irregular-space") == after


def test_the_plain_seed_stays(shared: Path) -> None:
    data = (shared / "seeds" / "note-plain.md").read_bytes()
    assert fixed(Note("note-plain.md", data), "mojibake", "irregular-space") == data


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-16-le", "\ufeff"),
        ("utf-16-be", "\ufeff"),
        ("utf-16-le", ""),
        ("utf-16-be", ""),
        ("utf-32-le", "\ufeff"),
        ("utf-32-be", "\ufeff"),
    ],
)
def test_wide_encodings_are_named_and_rewritten(encoding: str, mark: str) -> None:
    text = "---\ntitle: Été\n---\nSome words, and – a dash.\n"
    note = Note("Wide.md", (mark + text).encode(encoding))
    assert run(RULES["invalid-utf8"], note) == [
        f"the file is UTF-{encoding[4:6]}, which Obsidian does not read"
    ]
    assert fixed(note, "invalid-utf8") == note.data
    assert fixed(note, "invalid-utf8", wanted=Safety.UNSAFE).decode() == text


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_the_mark_of_utf_16_before_utf_8(mark: bytes) -> None:
    note = Note("Note.md", mark + "# Café\n\nand words that are plain\n".encode())
    assert run(RULES["invalid-utf8"], note) == [
        "the file begins with the mark of UTF-16, and is none"
    ]
    after = fixed(note, "invalid-utf8", wanted=Safety.UNSAFE)
    assert after.decode() == "# Café\n\nand words that are plain\n"


def test_nul_bytes_among_words_have_no_fix() -> None:
    note = Note("Note.md", b"\xff\xfesome words and more\0\0\0 and more words\0" * 9)
    (message,) = run(RULES["invalid-utf8"], note)
    assert "UTF-16" in message
    assert fixed(note, "invalid-utf8", wanted=Safety.UNSAFE) == note.data


def test_binary_files_have_no_fix() -> None:
    note = Note("Picture.md", bytes(range(256)) * 8 + b"\0" * 4096)
    assert note.encoding == "binary"
    assert run(RULES["invalid-utf8"], note) == ["the file holds binary data, and no text"]
    assert fixed(note, "invalid-utf8", wanted=Safety.UNSAFE) == note.data


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        ("Привет, мир", "cp1251", "Windows-1251"),
        ("Привет, мир", "koi8-r", "KOI8-R"),
        ("zażółć gęślą jaźń", "cp1250", "Windows-1250"),
        ("Ελληνικά και άλλα", "cp1253", "Windows-1253"),
        ("日本語のメモ", "shift_jis", "Shift-JIS"),
        ("日本語のメモを書きました。", "euc_jp", "EUC-JP"),
        ("中文笔记", "gbk", "GBK"),
        ("中文筆記", "big5", "Big5"),
        ("한국어 메모", "euc_kr", "EUC-KR"),
        ("un café crème à la carte", "mac_roman", "Mac Roman"),
        ("un café crème à la carte, s’il vous plaît", "cp1252", "Windows-1252"),
        ("Größe, Übung, ÄRGER: “schön”", "cp1252", "Windows-1252"),
        ("São Paulo, AÇÃO, ¿qué?, mañana", "cp1252", "Windows-1252"),
        ("50\u00a0€ · 20\u00a0°C ± 1½ © 2020", "cp1252", "Windows-1252"),
    ],
)
def test_the_likeliest_encoding_is_named_and_undone(text: str, encoding: str, name: str) -> None:
    note = Note("Old.md", text.encode(encoding))
    (message,) = run(RULES["invalid-utf8"], note)
    assert message.endswith(f"not UTF-8, but most likely {name}")
    assert fixed(note, "invalid-utf8") == note.data
    assert fixed(note, "invalid-utf8", wanted=Safety.UNSAFE).decode() == text


@pytest.mark.parametrize(
    "data",
    [
        b"pi\xb3a",  # a sign within a word
        b"a\x95b",
        b"\xe9\xe9\xe9",  # three letters with accents in a row
        b"x \xe2\x80 x",  # sequences that lost their end
        b"x \xe0\x80x",
        b"o\xa6o",  # what is no letter and no sign of these languages
        b"a \xa6 b",
        b"a\x81",  # no character at all
        "Ein schöner Tag für ein ".encode() + b"M\xc3rchen",  # a letter that lost its end
        "Завтра едем в Сара".encode()[:-1] + "тов, к бабушке.".encode(),
    ],
)
def test_bytes_that_could_be_anything_are_not_rewritten(data: bytes) -> None:
    note = Note("Old.md", data)
    (message,) = run(RULES["invalid-utf8"], note)
    assert "not UTF-8, " in message
    assert fixed(note, "invalid-utf8", wanted=Safety.UNSAFE) == data


@pytest.mark.parametrize(
    "before", ["Déjà vu, said the cat.\n", "Déjà vu, and a good deal more that is not.\n" * 9]
)
@pytest.mark.parametrize("appended", ["Un café.\n", "\ufeffUn café.\n"])
def test_utf_16_within_a_note_is_told_once(before: str, appended: str) -> None:
    note = Note("Note.md", before.encode() + appended.encode("utf-16-le"))
    others = () if note.encoding else run(MOJIBAKE, note)
    assert len([*run(RULES["invalid-utf8"], note), *others]) == 1
    after = fixed(note, "mojibake", "invalid-utf8", wanted=Safety.UNSAFE)
    assert after.decode() == before + "Un café.\n"


def test_utf_8_behind_utf_16() -> None:
    note = Note("Note.md", "Das Schöne.\n".encode("utf-16") + "und mehr davon, später\n".encode())
    assert run(RULES["invalid-utf8"], note) == [
        "part of the file is UTF-16, which Obsidian does not read"
    ]
    after = fixed(note, "invalid-utf8", wanted=Safety.UNSAFE)
    assert after.decode() == "Das Schöne.\nund mehr davon, später\n"


@pytest.mark.parametrize("data", ["odd".encode("utf-16") + b"x", b"\xff\xfe\x00\xd8a\x00"])
def test_a_damaged_wide_encoding_has_no_fix(data: bytes) -> None:
    note = Note("Wide.md", data)
    assert run(RULES["invalid-utf8"], note) == [
        "the file is UTF-16, which Obsidian does not read; parts of it are damaged"
    ]
    assert fixed(note, "invalid-utf8", wanted=Safety.UNSAFE) == data


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1252", "Größe und Übermaß – “schön”"),
        ("cp1252", "Ελληνικά και ελληνικά"),
        ("cp1251", "Пример текста для проверки"),
        ("cp1250", "zażółć gęślą jaźń"),
        ("mac_roman", "una opción válida, señor"),
        ("latin-1", "日本語のメモ、タグ"),
    ],
)
@pytest.mark.parametrize("times", [1, 2])
def test_damage_is_undone(codec: str, text: str, times: int) -> None:
    damaged = text
    for _ in range(times):
        damaged = "".join(
            bytes((byte,)).decode(codec, "ignore") or chr(byte) for byte in damaged.encode()
        )
    line = f"{damaged} and words.\n"
    assert decode(fixed(Note.from_text(line), "mojibake")) == f"{text} and words.\n"


def test_code_is_looked_at_when_asked() -> None:
    note = Note.from_text("`itâ€™s` and\n\n```\nCafÃ©\n```\n")
    assert run(MOJIBAKE, note) == []
    assert run(MOJIBAKE, note, code=True) == [
        "`itâ€™s` should read `it’s`",
        "`CafÃ©` should read `Café`",
    ]


def test_doubtful_damage_needs_company_in_the_note() -> None:
    doubtful = "Price:\u00a0Ã\u00a0 la carte, 4 Å·x"
    assert run(MOJIBAKE, Note.from_text(doubtful)) == []
    assert run(MOJIBAKE, Note.from_text("À\u00a0la carte, Ã\u00a0o\n")) == []
    in_company = Note.from_text("Ã\u00a0 la carte.\n\nUn cafÃ©.\n")
    assert run(MOJIBAKE, in_company) == [
        "`Ã‹U+00A0›` should read `à`",
        "`cafÃ©` should read `café`",
    ]


@pytest.mark.parametrize("quotes", ['""', "''", "“”", "‘’", "„“", "„”", "«»", "「」"])
def test_what_fills_quotation_marks_is_a_sample(quotes: str) -> None:
    sample = f"We see {quotes[0]}Ã©{quotes[1]}"
    assert run(MOJIBAKE, Note.from_text(sample + " here.\n")) == []
    assert run(MOJIBAKE, Note.from_text(sample + " and cafÃ©.\n")) != []


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("CÃ´te", "Côte"),  # within a word, behind a capital
        ("l√©ger", "léger"),
        ("fa√ßade", "façade"),
        ("it\x92s", "it’s"),
        ("\x93a\x94", "“a”"),
        ("í\u00a0¼í¼²", "🌲"),  # a pair of surrogates, each in three bytes
        ("5×–50× cafÃ©", "5×–50× café"),  # no Hebrew letter
    ],
)
def test_single_words(damaged: str, whole: str) -> None:
    note = Note.from_text(f"The {damaged} there.\n")
    assert decode(fixed(note, "mojibake")) == f"The {whole} there.\n"


def test_what_is_certain_and_what_is_not_are_two_findings() -> None:
    note = Note.from_text("thÃ nh cafÃ©\n")
    findings = MOJIBAKE.run(note, MOJIBAKE.options(), Vault.of({}))
    assert [finding.fix and finding.fix.safety for finding in findings] == [
        Safety.UNSAFE,
        Safety.SAFE,
    ]


def test_findings_of_a_note_share_their_cause() -> None:
    note = Note.from_text("itâ€™s and thatâ€™s\n", "Folder/Note.md")
    findings = list(MOJIBAKE.run(note, MOJIBAKE.options(), Vault.of({})))
    assert [finding.cause for finding in findings] == ["damaged encoding in Folder/Note.md"] * 2


CLEAN = """
Capitals: MANHÃ, IRMÃ Nº 2, CORAÇÃO; O PÃO – SÃ “E” VÃ; NÃO, NÃO!
À «Lyon», À 8 h; L’ÎLE, DÉJÀ… et ŸÉ›; où ça, c’est l’été: à «demain».
ĐÃ XONG, CHỮ Ã, MÃ “SỐ”; KÂĞIT, HÂLÂ’DA, TÜRKÇE’NİN
5×–50× faster; 30 Å² wide; m×², n׳; Ã(v) and Ã v; Â·w; √πr; 4√π; 2×» and «3×»
«última vez»; x≥7; ≤…≥; Γ·φ; Ω·m²; Δ²f; Φ·χ; 2kΩ–20kΩ
В `main.py` есть; Він і Ні; Жёсткость; змії»; «Ёж»; НАТО№
“É só um chá, é…” disse; “DE MANHÔ e “A FÔ; qüestió, paral·lel
╔═══╗ ║ É ║ ┌─┬─┐ └─┴─┘ ░▒▓█ ÿØÿà ʕ•ᴥ•ʔ
"""


@pytest.mark.parametrize("line", CLEAN.strip().split("\n"))
def test_good_text_is_left_alone(line: str) -> None:
    assert run(MOJIBAKE, Note.from_text(line + "\n")) == []
    assert run(MOJIBAKE, Note.from_text(CLEAN + line)) == []


ALPHABET = (
    "abÃ©â€™Â\u00a0Ð°ðŸŒ²√≥├⌐  \n\r\t\x00\x0c\x85\x92\u2028\u2029\u3000\ufeff\ufffd\udc80\udce9"
    '\udcff[]#*_`$%<>-:\\|"“”→=×²'
)


@pytest.mark.parametrize("seed", range(60))
def test_nothing_raises_and_edits_apply(seed: int) -> None:
    chance = random.Random(seed)
    text = "".join(chance.choices(ALPHABET, k=chance.choice((5, 80, 600))))
    note = Note("Odd.md", text.encode("utf-8", "surrogateescape"))
    for rule in ENCODING:
        for finding in rule.run(note, rule.options(), Vault.of({})):
            assert 0 <= finding.span.start <= finding.span.end <= len(note.text)
            if finding.fix is not None:
                assert apply_edits(note.text, finding.fix.edits) != note.text


@pytest.mark.parametrize(
    "unit",
    ["Ã©", "Ã© ", "Ã", "â€", "Ã” ", "a\u00a0", "\u00a0", "[[a]]\u00a0", "\ufeff", "x\ufeff",
     " ", "a \n", "å ³", "\x92 ", "\udce9", "e\udce9 ", "\\", "> ", "- ", "Âx"],
)  # fmt: skip
def test_time_grows_with_the_length(unit: str) -> None:
    numbers = itertools.count()

    def seconds(length: int) -> float:
        # Another text each time: what is found out once for a text is to be found out again.
        text = unit * (length // len(unit)) + f"\n{next(numbers)}"
        note = Note("Long.md", text.encode("utf-8", "surrogateescape"))
        _ = note.zones, note.lines, note.links
        vault = Vault.of({})
        return seconds_of(
            lambda: [list(rule.run(note, rule.options(), vault)) for rule in ENCODING]
        )

    assert not grows_too_fast(seconds, 5_000)
