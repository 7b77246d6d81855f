"""Suggestions for links that open nothing: what is surely meant, and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint.settings import Settings
from vaultlint.vault import Vault
from vaultlint.vault.spelling import bare, one_slip, words
from vaultlint.vault.suggest import suggest_note

NOTES = {
    "Project X.md": "---\naliases: [The Project, Shared]\n---\n",
    "People/Zoë Müller.md": "---\naliases: Shared\n---\n",
    "Books/Thinking, Fast and Slow.md": "",
    "Courses/Mathematics.md": "",
    "Courses/Analysis.md": "",
    "Courses/Programming Languages.md": "",
    "Courses/Increase.md": "",
    "Project.md": "",
    "Chapter 12.md": "",
    "Version 1.2.md": "",
    "C.md": "",
    "関数.md": "",
    "か.md": "",
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
        ("Mathmatics", "Courses/Mathematics.md"),
        ("Matehmatics", "Courses/Mathematics.md"),
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
        "Decrease",
        "Program Languages",
        "Microeconomics",
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
