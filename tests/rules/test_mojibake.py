"""Mojibake where the vault, the file's name or the rest of the note decide what is said of it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from vaultlint.active import ActiveRule
from vaultlint.finding import Safety
from vaultlint.fix import fix_note
from vaultlint.note import Note
from vaultlint.note.source import decode
from vaultlint.rule_files import find_rules
from vaultlint.vault import Vault

RULE = find_rules()["mojibake"]
Files = Mapping[str, str | bytes]
NONE: Files = {}


def told(text: str, files: Files = NONE, path: str = "Note.md") -> list[tuple[str, Safety | None]]:
    """Each message, and how safe the fix is."""
    vault = Vault.of({path: text, **files})
    findings = RULE.run(vault.note(path), RULE.options(), vault)
    return [(found.message, found.fix and found.fix.safety) for found in findings]


def fixed(text: str, files: Files = NONE, wanted: Safety = Safety.SAFE) -> str:
    vault = Vault.of({"Note.md": text, **files})
    rules = [ActiveRule(RULE, RULE.options())]
    outcome = fix_note(vault.note("Note.md"), vault, rules, wanted)
    assert outcome.problem is None, outcome.problem
    return decode(outcome.after)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("See [[RÃ©sumÃ©]].\n", "See [[Résumé]].\n"),
        ("See [[RÃ©sumÃ©#Ã‰tÃ©|it]].\n", "See [[Résumé#Été|it]].\n"),
        ("See [it](RÃ©sumÃ©.md).\n", "See [it](Résumé.md).\n"),
        ("See [it][1].\n\n[1]: <RÃ©sumÃ©.md>\n", "See [it][1].\n\n[1]: <Résumé.md>\n"),
        ('---\nup: "[[RÃ©sumÃ©]]"\n---\n', '---\nup: "[[Résumé]]"\n---\n'),
    ],
)
def test_a_mended_target_opens_its_file(text: str, right: str) -> None:
    files = {"Old/Résumé.md": "# Été\n"}
    assert told(text, files) == [
        ("`RÃ©sumÃ©` should read `Résumé`: the link then opens `Old/Résumé.md`", Safety.SAFE),
        *([("`Ã‰tÃ©` should read `Été`", Safety.SAFE)] if "#" in text else []),
    ]
    assert fixed(text, files) == right
    assert told(right, files) == []


@pytest.mark.parametrize(
    "text",
    [
        "See ![[RÃ©sumÃ©.png]].\n",
        "See ![it](RÃ©sumÃ©.png).\n",
        '---\nup: "[[RÃ©sumÃ©.png]]"\n---\n',
        "---\ncover: Old/RÃ©sumÃ©.png\n---\n",
    ],
)
def test_what_names_a_file_with_a_damaged_name_stays(text: str) -> None:
    files: Files = {"Old/RÃ©sumÃ©.png": b"", "Old/Résumé.png": b""}
    (finding,) = told(text, files)
    assert finding == (
        "`RÃ©sumÃ©` should read `Résumé`, and so should the name of the file `RÃ©sumÃ©.png`",
        None,
    )
    assert fixed(text, files, Safety.UNSAFE) == text


def test_an_address_on_the_web_may_be_damaged_itself() -> None:
    text = "See <https://example.org/CafÃ©> and [x](https://example.org/ThÃ©).\n"
    assert {safety for _, safety in told(text)} == {Safety.UNSAFE}
    assert {safety for _, safety in told(text + "\nUn cafÃ©, encore.\n")} == {Safety.SAFE}


def test_the_name_of_a_note_is_told_of_and_so_is_a_folder_once() -> None:
    files = {"Ã‰tÃ©/ThÃ©.md": "", "Ã‰tÃ©/Two.md": "", "Ã‰tÃ©/A.png": ""}
    assert told("", files, "Ã‰tÃ©/CafÃ©.md") == [
        ("the folder name `Ã‰tÃ©` should be `Été`", None),
        ("the file name `CafÃ©.md` should be `Café.md`", None),
    ]
    assert told("", files, "Ã‰tÃ©/Two.md") == []
    assert told("", {}, "Été/Café – ’.md") == []


QUOTED = (
    "An apostrophe comes out as â€™ in the mail.",
    "Names look wrong: RenÃ©e instead of Renée.",
    "| Renée | %C3%A9 | RenÃ©e |",
    "The list had Renée, and then RenÃ©e again.",
    "Die Umlaute sind kaputt: Ã¤, Ã¶ und Ã¼.",
    "We got “Ã©” once more.",
    "The page is UTF-8, yet there is a â€œ in it.",
    "A ï»¿ stood before the first column.",
    "The price appears as â‚¬ on paper.",
    "Broken marks: ™ → â„¢, — → â€”, and â€ alone.",
    "It shows RenÃ©e.\n\nIt should show: Renée.",
)


SPOKEN = (
    "An encoding of memories doesnâ€™t last; thatâ€™s what sheâ€™d say.",
    "The characterâ€™s arc is flat. Sheâ€™s the apostrophe of it.",
    "Memory shows whatâ€™s there, and â€œreadsâ€\x9d as well; itâ€™s odd.",
)


@pytest.mark.parametrize("text", SPOKEN)
def test_what_only_sounds_like_encodings_is_mended(text: str) -> None:
    assert "â" not in fixed(text)


@pytest.mark.parametrize("text", QUOTED)
def test_what_a_note_shows_is_not_mended(text: str) -> None:
    assert fixed(text + "\n") == text + "\n"
    damaged = "".join(f"Line {at}: sheâ€™s at the cafÃ© again.\n\n" for at in range(9))
    assert fixed(damaged) == damaged.replace("â€™", "’").replace("Ã©", "é")


def test_a_damaged_note_that_speaks_of_encodings_is_mended_when_asked() -> None:
    lines = "".join(f"Line {at}: thatâ€™s how latin-1 works.\n\n" for at in range(6))
    assert fixed(lines) == lines
    assert fixed(lines, wanted=Safety.UNSAFE) == lines.replace("â€™", "’")
    shown = lines + "Sheâ€™s, or rather she’s.\n"
    assert fixed(shown, wanted=Safety.UNSAFE) == shown


def test_the_same_word_explained_once_is_shown_everywhere() -> None:
    assert told("It says JosÃ© on the card.\n\nThat is JosÃ© → José.\n") == []


def test_files_of_other_kinds_are_not_asked_for() -> None:
    vault = Vault.of({"Note.md": "Plain – text’s “signs” é à.\n", "Ã‰tÃ©.png": b""})
    note = Note("Note.md", vault.data("Note.md"))
    vault.record()
    assert list(RULE.run(note, RULE.options(), vault)) == []
    uses = vault.record()
    assert (uses.names, uses.opened) == (set(), [])


def test_a_word_that_stands_elsewhere_in_the_vault_is_certain() -> None:
    text = "Di thÃ nh pho.\n"
    ((message, safety),) = told(text)
    assert (message, safety) == ("`thÃ nh` should probably read `thành`", Safety.UNSAFE)
    for files in ({"Other.md": "Thành phố\n"}, {"Thành phố.md": ""}, {"Thành phố.png": b""}):
        assert told(text, files) == [("`thÃ nh` should read `thành`", Safety.SAFE)]
    assert fixed(text, {"Other.md": "Thành phố\n"}) == "Di thành pho.\n"


def test_the_words_of_the_vault_are_asked_for_where_something_is_doubtful() -> None:
    vault = Vault.of({"Note.md": "Sheâ€™s late.\n", "Two.md": "Di thÃ nh pho.\n"})
    asked = []
    for path in ("Note.md", "Two.md"):
        note = Note(path, vault.data(path))
        vault.record()
        assert len(list(RULE.run(note, RULE.options(), vault))) == 1
        asked.append(vault.record().names)
    assert asked == [set(), {"whole words"}]


def test_the_values_of_fields_are_somebodys_words() -> None:
    assert fixed("author:: RenÃ©\n(place:: cafÃ©) {{cafÃ©}}\n") == (
        "author:: René\n(place:: café) {{cafÃ©}}\n"
    )


@pytest.mark.parametrize(
    ("text", "right", "wanted"),
    [
        ("ï»¿---\ntitle: a\n---\n", "---\ntitle: a\n---\n", Safety.SAFE),
        ("One.ï»¿# Two\n", "One.# Two\n", Safety.SAFE),
        ("One.\nï»¿# Two\n", "One.\n# Two\n", Safety.SAFE),
        ("One.\nï»¿---\nTwo.\n", "One.\n---\nTwo.\n", Safety.UNSAFE),
    ],
)
def test_a_byte_order_mark_that_was_read_wrongly(text: str, right: str, wanted: Safety) -> None:
    assert told(text) == [("`ï»¿` is a byte order mark that was read wrongly", wanted)]
    assert fixed(text, wanted=wanted) == right


def test_a_lost_space_is_mended_when_asked() -> None:
    text = "Un cafÃ© Ã  la crÃ¨me, voilÃ  tout.\n"
    assert fixed(text, wanted=Safety.UNSAFE) == "Un café à la crème, voilà tout.\n"


def test_what_opens_a_file_is_no_sample() -> None:
    files = {"Résumé.md": ""}
    told_of = "`RÃ©sumÃ©` should read `Résumé`: the link then opens `Résumé.md`"
    for text in ("[[RÃ©sumÃ©|Résumé]]\n", "An encoding, Latin-1, in [[RÃ©sumÃ©]].\n"):
        assert told(text, files) == [(told_of, Safety.SAFE)]
        assert told(text) == []


WHOLE = """\
---
title: "Été à Genève – «Journal»"
tags:
  - été/août
prénom: Renée
---
# Déjà vu

Renée’s note: “naïve façade”, 20 °C, 5 €… and [[Forêt noire|la forêt]].

- [ ] Anruf bei Jürgen in Köln – größere Übung
- Привет, мир! Это было в Москве.
- Το βιβλίο είναι στο τραπέζι.
- Zażółć gęślą jaźń, žluťoučký kůň

> [!tip] 今日は雨です。散歩に行きました。
> ✅ Done ❤️ 🌲

`CODE` stays ✓
"""


def read_wrongly(text: str, codec: str) -> str:
    return "".join(bytes((byte,)).decode(codec, "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "codec",
    ["cp1252", "latin-1", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "cp437", "cp850",
     "mac_roman", "koi8-r", "cp866"],
)  # fmt: skip
def test_a_whole_note_is_mended_but_for_its_code(codec: str, line_end: str) -> None:
    whole = WHOLE.replace("\n", line_end)
    damaged = read_wrongly(whole.replace("CODE", "naïve"), codec)
    assert fixed(damaged) == whole.replace("CODE", read_wrongly("naïve", codec))
