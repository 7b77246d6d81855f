"""What links reach within a file, against tables 11.6 and 11.7 of obsidian.md."""

from __future__ import annotations

import pytest

from vaultlint.vault import Vault

WALKED = "# A\n## B\n### C\n# D\n## B\n"


def answer(text: str, subpath: str) -> bool | None:
    return Vault.of({"Note.md": text}).places("Note.md").reaches(subpath)


@pytest.mark.parametrize(
    ("subpath", "found"),
    [
        ("#A", True), ("#b", True), ("#A#B", True), ("#D#B", True), ("#A#C", True),
        ("#B#A", False), ("#A#D", False), ("#^zz", False), ("##A", True), ("#A#B#C", True),
        ("", True), ("#", True), ("#?", False), ("#zz", False), ("#[^1]", False),
        ("#a#b#c#d#e#f#g", False), ("#A#^zz", None),
    ],
)  # fmt: skip
def test_headings_below_one_another(subpath: str, found: bool | None) -> None:
    assert answer(WALKED, subpath) is found


HEADINGS = [
    ("## What's New?", "what's NEW", "What s New"),
    ("## A: B", "A B", "A:C"),
    ("## C# & C++", "C & C++", "C#"),
    ("## 1.2 Setup (macOS)", "1.2 Setup (macOS)", "12 Setup macOS"),
    ("## foo/bar", "foo/bar", "foobar"),
    ("## See [[Other|x]]", "See Other x", "See x"),
    ("## **Bold** and `code`", "Bold and code", "Bold code"),
    ("## _under_ x", "_under_ x", "under x"),
    ("## Über  uns", "über uns", "Uber uns"),
    ("## a-b_c", "a-b_c", "a b c"),
    ("## ???", "", "???"),
    ("## Title ##", "Title", "Titel"),
    ("Title\n=====", "title", "====="),
    ("- item\n\n## After a list", "After a list", "item"),
    ("> quote\n## After a quote", "After a quote", "quote"),
    ("```\n# code\n```\n# After", "After", "code"),
    ("$$\n# math\n$$\n# After", "After", "math"),
    ("text\n# Within", "Within", "text"),
    ("#tag", "", "tag"),
    ("##", "", "A"),
    ("> ## In quote", "", "In quote"),
    ("- ## In list", "", "In list"),
    ("    # Indented", "", "Indented"),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(("source", "reached", "missed"), HEADINGS)
def test_headings(source: str, reached: str, missed: str, newline: str) -> None:
    text = ("---\na: b\n---\n" + source + "\n\ntext\n").replace("\n", newline)
    if reached:
        assert answer(text, "#" + reached) is True
    assert answer(text, "#" + missed) is False


@pytest.mark.parametrize(
    ("source", "subpath"),
    [
        ("%% open\n# Behind", "#Gone"),  # section 12, question 22
        ("$$\n# Behind", "#Gone"),
        ("```\n# Behind", "#Behind"),
        ("<!--\n# Behind", "#Behind"),
        ("<div>\n# In HTML\n</div>", "#In HTML"),
        ("</details>\n# Below HTML", "#Below HTML"),
        ("%%\n# In a comment\n%%", "#In a comment"),
        ("# Title ^id", "#Title"),  # question 19
        ("Two\nlines\n---", "#lines"),  # question 21
        ("# Straße", "#Strasse"),
        ("# Cafe\u0301", "#Café"),
        ("## B\n# B\n## C", "#B#C"),  # whether the second B is tried too
        ("# {{title}}", "#Gone"),
        ("<% tp.file.include() %>", "#Gone"),
        ("---\nexcalidraw-plugin: parsed\n---\n", "#^area=abc"),
        ("---\nkanban-plugin: board\n---\n- [ ] a", "#^abc"),
        ("one ^mid\ntwo", "#^mid"),
        ("> part ^q", "#^q"),
        ("\xfe\xff", "#Gone"),
        ("a" * 2_000_001, "#Gone"),
    ],
)
def test_uncertain(source: str, subpath: str) -> None:
    data = b"\xfe\xff\x00a" if source == "\xfe\xff" else source.encode()
    assert Vault.of({"Note.md": data}).places("Note.md").reaches(subpath) is None


BLOCK_IDS = [
    ("text ^abc-1", "abc-1", "abc"),
    ("text ^ABC", "abc", "ab"),
    ("text ^abc", "ABC", "abcd"),
    ("text^abc", "", "abc"),
    ("text ^a_b", "", "a_b"),
    ("text ^abc more", "", "abc"),
    ("- item ^li", "li", "item"),
    ("> quote\n\n^q\n\nnext", "q", "next"),
    ("| table |\n| --- |\n\n^t", "t", "table"),
    ("`text ^abc`", "", "abc"),
    ("```\ntext ^abc\n```", "", "abc"),
    ("$$\ntext ^abc\n$$", "", "abc"),
]


@pytest.mark.parametrize(("source", "reached", "missed"), BLOCK_IDS)
def test_block_ids(source: str, reached: str, missed: str) -> None:
    text = "---\na: b\n---\n" + source + "\n"
    if reached:
        assert answer(text, "#^" + reached) is True
    assert answer(text, "#^" + missed) is False
    assert answer(text, "#" + (reached or missed)) in (False, None)


@pytest.mark.parametrize("source", ["a[^One]\n\n[^One]: b", "> [^one]: b", "- [^ONE]:\n  b"])
def test_footnotes(source: str) -> None:
    assert answer(source, "#[^one]") is True
    assert answer(source, "#[^two]") is False


@pytest.mark.parametrize("path", ["A.pdf", "A.png", "A.base", "A.canvas", "Gone.md"])
def test_of_anything_but_a_note_nothing_is_known(path: str) -> None:
    vault = Vault.of({"A.pdf": "", "A.png": "", "A.base": "", "A.canvas": ""})
    assert vault.places(path).reaches("#x") is None
    assert vault.places(path).reaches("") is True


def test_that_a_note_was_looked_into_is_noted_down() -> None:
    vault = Vault.of({"Note.md": "# A"})
    for _ in range(2):
        vault.record()
        vault.places("Note.md")
        assert vault.record().names == {"note Note.md"}
