"""Suggestions for links that open nothing: what is surely meant, and what only looks like it."""

from __future__ import annotations

import posixpath
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vaultlint.rules.links._absent import extensions_of, folders_of

from vaultlint.kinds import extension_of
from vaultlint.settings import Settings
from vaultlint.vault import Vault, near_names
from vaultlint.vault.attachments import suggest_attachment, without_extension
from vaultlint.vault.index import fold
from vaultlint.vault.near_names import NearNames
from vaultlint.vault.spelling import (
    bare,
    bare_all,
    digits,
    digits_of_all,
    one_slip,
    words,
    words_of_all,
)
from vaultlint.vault.suggest import suggest_note

NOTES = {
    "Project X.md": "---\naliases: [The Project, Shared]\n---\n",
    "People/Zoë Müller.md": "---\naliases: Shared\n---\n",
    "Books/Thinking, Fast and Slow.md": "",
    "Courses/Mathematics.md": "",
    "Courses/Analysis.md": "",
    "Courses/Ergebnisse.md": "",
    "Courses/Integers.md": "",
    "Courses/Conservation.md": "",
    "Courses/Revolution of light.md": "",
    "Courses/Planning trees.md": "",
    "Courses/Planting season.md": "",
    "Courses/Programming Languages.md": "",
    "Courses/Increase.md": "",
    "Project.md": "",
    "Chapter 12.md": "",
    "Version 1.2.md": "",
    "C.md": "",
    "関数.md": "",
    "か.md": "",
    "Term/AB.md": "",
    "Other/A-B.md": "",
    "a/index.md": "",
    "a/Same Name.md": "",
    "b/Same-Name.md": "",
    "Term/Lab/Lab 1.md": "",
    "Term/Lab/Lab1.md": "",
    "2024-01-05.md": "",
    "Courses/Macroeconomics.md": "",
    "Courses/Interdomain Routing.md": "",
    "Templates/Book Review.md": "---\naliases: A Review\n---\n",
}


@pytest.fixture(scope="module")
def vault() -> Vault:
    return Vault.of(NOTES, Settings(template_folders=("Templates",)))


@pytest.mark.parametrize(
    ("linkpath", "expected"),
    [
        ("project-x", "Project X.md"),
        ("project_x.md", "Project X.md"),
        ("Zoe Muller", "People/Zoë Müller.md"),
        ("Thinking Fast and Slow", "Books/Thinking, Fast and Slow.md"),
        ("2024.01.05", "2024-01-05.md"),
        ("Old/Mathematics", "Courses/Mathematics.md"),
        ("../x/Zoe Müller.md", "People/Zoë Müller.md"),
        ("x/b/same_name", "b/Same-Name.md"),
        ("Old/Term/Lab/lab1", "Term/Lab/Lab1.md"),
        ("the project", "Project X.md"),
        ("Old/a/Same Name", "a/Same Name.md"),
        ("Old/a/index", "a/index.md"),
        ("Old/Term/ab", "Term/AB.md"),
        ("Mathmatics", "Courses/Mathematics.md"),
        ("Matehmatics", "Courses/Mathematics.md"),
        ("Integesr", "Courses/Integers.md"),
        ("Planming trees", "Courses/Planning trees.md"),
        ("Programing Languages", "Courses/Programming Languages.md"),
        ("Progamming Langauges", None),
    ],
)
def test_meant(vault: Vault, linkpath: str, expected: str | None) -> None:
    assert vault.resolve(linkpath, "s.md").path is None
    assert suggest_note(vault, linkpath, "s.md") == expected


@pytest.mark.parametrize(
    "linkpath",
    [
        "Projects",
        "Old/Term/Lab/Lab-1",
        "Old/ab",
        "Old/a-b/A B",
        "Project Y",
        "Chapter 13",
        "Chapter 1.2",
        "Version 12",
        "20240105",
        "C++",
        "D",
        "関係",
        "が",
        "x/index",
        "Same.Name",
        "Shared",
        "Analyses",
        "Ergebniss",
        "Decrease",
        "Program Languages",
        "Microeconomics",
        "Conversation",
        "Resolution of light",
        "Planting trees",
        "Intradomain Routing",
        "book-review",
        "A Review",
        "",
        "...",
        "/",
        "???",
    ],
)
def test_not_meant(vault: Vault, linkpath: str) -> None:
    assert suggest_note(vault, linkpath, "s.md") is None


def test_never_the_note_itself(vault: Vault) -> None:
    assert suggest_note(vault, "project-x", "Project X.md") is None


def test_two_that_are_one_slip_away() -> None:
    vault = Vault.of({"Hansen Ring.md": "", "Hanzen Ring.md": ""})
    assert suggest_note(vault, "Hanten Ring", "s.md") is None


@given(st.text())
def test_bare_is_stable(name: str) -> None:
    assert bare(name) == bare(bare(name))


@given(st.text(), st.text())
def test_one_slip_has_no_direction(one: str, other: str) -> None:
    assert one_slip(words(one), words(other)) == one_slip(words(other), words(one))
    assert not one_slip(words(one), words(one))


@given(st.text(max_size=20))
def test_any_text(linkpath: str) -> None:
    suggest_note(Vault.of({"Some Note.md": ""}), linkpath, "s.md")


FILES = (
    "Files/Garden plan.png", "Files/2024/image.png", "Files/2023/image.png", "Files/Café.jpg",
    "Files/Sketch.webp", "Files/Lecture.pdf", "Files/Lecture.m4a", "Files/Two.png", "Files/Two.gif",
    "Files/Mathematics.svg", "A/B/C.zip", "B/C.zip", "Files/1.jpg", "Files/Report 2.pdf",
    "Mathematics.md", "Files/notes.tar.gz", "Files/x.png", "Files/README",
)  # fmt: skip


@pytest.mark.parametrize(
    ("linkpath", "expected"),
    [
        ("Old/Garden plan.png", "Files/Garden plan.png"),
        ("garden_plan.PNG", "Files/Garden plan.png"),
        ("Old/2024/image.png", "Files/2024/image.png"),
        ("Files/2023/image.jpg", "Files/2023/image.png"),
        ("Cafe.jpg", "Files/Café.jpg"),
        ("Sketch.jpg", "Files/Sketch.webp"),
        ("Lecture.mp3", "Files/Lecture.m4a"),
        ("Matematics.svg", "Files/Mathematics.svg"),
        ("Old/A/B/C.zip", "A/B/C.zip"),
        ("Old/B/C.zip", "B/C.zip"),
        ("/Files/notes.tar.gz", "Files/notes.tar.gz"),
    ],
)
def test_the_attachment_that_is_meant(linkpath: str, expected: str) -> None:
    vault = Vault.of(dict.fromkeys(FILES, ""))
    assert suggest_attachment(vault, linkpath, "s.md") == expected
    assert suggest_attachment(vault, linkpath, expected) is None


@pytest.mark.parametrize(
    "linkpath",
    [
        "Old/image.png",
        "Old/1.jpg",
        "2.jpg",
        "Lecture.mp4",
        "Lecture.docx",
        "Two.jpg",
        "Garden plan.pdf",
        "Report 3.pdf",
        "Old/C.zip",
        "X-.png",
        "...png",
        "Mathematics.png.zip",
        "README.txt",
        "",
    ],
)
def test_no_attachment_is_meant(linkpath: str) -> None:
    assert suggest_attachment(Vault.of(dict.fromkeys(FILES, "")), linkpath, "s.md") is None


@pytest.mark.parametrize(
    ("linkpath", "source", "expected"),
    [
        ("Two", "s.md", ("Files/Two.gif", "Files/Two.png")),
        ("files/two", "s.md", ("Files/Two.gif", "Files/Two.png")),
        ("Old/Two", "s.md", ()),
        ("./x", "Files/s.md", ("Files/x.png",)),
        ("../Files/x", "Old/s.md", ("Files/x.png",)),
        ("./x", "Old/s.md", ()),
        ("notes.tar", "s.md", ()),
        ("Mathematics", "s.md", ("Files/Mathematics.svg",)),
    ],
)
def test_attachments_whose_extension_is_missing(
    linkpath: str, source: str, expected: tuple[str, ...]
) -> None:
    assert (
        tuple(without_extension(Vault.of(dict.fromkeys(FILES, "")), linkpath, source)) == expected
    )


@given(st.text(max_size=20))
def test_any_attachment(linkpath: str) -> None:
    vault = Vault.of({"Some file.png": "", "Note.md": ""})
    suggest_attachment(vault, linkpath, "s.md")
    without_extension(vault, linkpath, "s.md")


@given(st.lists(st.text() | st.text("aZ10 .-_/\n\r\x1c\x85é٣²", max_size=12)))
def test_bare_all_is_bare_of_each(names: list[str]) -> None:
    assert bare_all(names) == [*map(bare, names)]


@given(st.lists(st.text(st.characters(exclude_characters="\n")).map(bare)))
def test_digits_of_all_are_those_of_each(names: list[str]) -> None:
    assert digits_of_all(names) == [*map(digits, names)]


def test_every_character_parts_words_or_is_in_one() -> None:
    """Space in Python's eyes is space in Unicode's, so that `split` finds all words and no more."""
    odd = [c for c in map(chr, range(0x80, sys.maxunicode + 1)) if c.isspace()]
    assert {unicodedata.category(c)[0] for c in odd} <= {"Z", "C"}
    assert words("é\u2028a_b\ufe0f-\u3000ç\x85d") == ("e", "a", "b", "c", "d")


@given(st.lists(st.text()))
def test_words_of_all_are_those_of_each(names: list[str]) -> None:
    assert words_of_all(names) == {word for name in names for word in words(name)}


SIMILAR = (
    "Mathematics",
    "Mathematcis",
    "Mathemetics 1",
    "Mathematics 1",
    "Mathemätics",
    "Maths",
    "関数",
)


@given(st.lists(st.sampled_from(SIMILAR), max_size=4), st.sampled_from(SIMILAR))
def test_names_are_near_whether_they_are_filed_or_not(names: list[str], written: str) -> None:
    near = NearNames(names, str)
    asked = [sorted(near.misspelt(bare(written), words(written))) for _ in range(10)]
    assert asked == asked[:1] * 10


@given(st.lists(st.text("aB./Σσé\u0301\u0338", min_size=1, max_size=8)))
def test_what_the_vault_has_is_what_each_path_has(paths: list[str]) -> None:
    vault = Vault.of(dict.fromkeys(paths, ""))
    assert extensions_of(vault) == {extension_of(path) for path in vault.files.paths}
    folders = {posixpath.dirname(fold(path)) for path in vault.files.paths} - {""}
    assert folders <= folders_of(vault)


SLIPS = st.lists(
    st.tuples(
        st.sampled_from(["planning trees", "Garden 12", "Übergang", "macro level", "日本語の名前"]),
        st.integers(0, 12),
        st.sampled_from(["", "x", "n", " ", "1", "\n", "é"]),
    ).map(lambda made: made[0][: made[1]] + made[2] + made[0][made[1] + 1 :]),
    max_size=12,
)


@given(SLIPS, SLIPS)
def test_few_questions_are_answered_like_many(names: list[str], asked: list[str]) -> None:
    paths = list(dict.fromkeys(names))
    few, many = NearNames(paths, str), NearNames(paths, str)
    many._asked = near_names._FEW
    for name in asked:
        found = few.misspelt(bare(name), words(name))
        assert sorted(found) == sorted(many.misspelt(bare(name), words(name)))
