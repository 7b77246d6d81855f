"""How links are written: table 11.3 of the reference, and that what is written opens the file."""

from __future__ import annotations

import pytest

from vaultlint.note import Note
from vaultlint.settings import LinkFormat
from vaultlint.vault.index import FileIndex
from vaultlint.vault.linktext import encoded, safe_linktext, shown_text, written_linktext
from vaultlint.vault.resolve import resolve

FILES = FileIndex(["Note.md", "a/Note.md", "a/Uniq.md", "img/p.png", "Sub/We!rd (name) [x].md"])
FORMATS: tuple[LinkFormat, ...] = ("shortest", "relative", "absolute")


@pytest.mark.parametrize(
    ("target", "source", "shortest", "relative", "absolute"),
    [
        ("a/Uniq.md", "b/s.md", "Uniq", "../a/Uniq", "a/Uniq"),
        ("a/Note.md", "b/s.md", "a/Note", "../a/Note", "a/Note"),
        ("a/Note.md", "a/s.md", "a/Note", None, "a/Note"),
        ("Note.md", "a/s.md", "Note", "../Note", "Note"),
        ("img/p.png", "b/s.md", "p.png", "../img/p.png", "img/p.png"),
        ("a/Uniq.md", "a/b/c/s.md", "Uniq", "../../Uniq", "a/Uniq"),
        ("a/Uniq.md", "s.md", "Uniq", "a/Uniq", "a/Uniq"),
    ],
)
def test_table(
    target: str, source: str, shortest: str, relative: str | None, absolute: str
) -> None:
    for link_format, expected in zip(FORMATS, (shortest, relative, absolute), strict=True):
        if expected is not None:
            assert written_linktext(FILES, target, source, link_format) == expected
        safe = safe_linktext(FILES, target, source, link_format)
        assert safe is not None
        assert resolve(FILES, safe, source).path == target


@pytest.mark.parametrize(
    ("target", "link_format", "expected"),
    [
        ("a/Uniq.md", "shortest", "Uniq.md"),
        ("Sub/We!rd (name) [x].md", "absolute", "Sub/We!rd%20(name)%20[x].md"),
    ],
)
def test_markdown(target: str, link_format: LinkFormat, expected: str) -> None:
    assert written_linktext(FILES, target, "b/s.md", link_format, markdown=True) == expected
    assert safe_linktext(FILES, target, "b/s.md", link_format, markdown=True) == expected


def test_relative_in_one_folder_would_open_the_root_note() -> None:
    """Open question 14: the bare name is Obsidian's text, and opens another note."""
    assert safe_linktext(FILES, "a/Note.md", "a/s.md", "relative") == "a/Note"


def test_names_clash_without_case_but_not_across_extensions() -> None:
    files = FileIndex(["Note.md", "a/note.md", "b/Note.canvas", "c/Other.md"])
    assert written_linktext(files, "a/note.md", "s.md", "shortest") == "a/note"
    assert written_linktext(files, "b/Note.canvas", "s.md", "shortest") == "Note.canvas"


@pytest.mark.parametrize(
    ("name", "markdown"),
    [
        ("We #1.md", False),
        ("a|b.md", False),
        ("a^b.md", False),
        ("[x]].md", False),
        ("50%%.md", False),
        (" led.md", False),
        ("A\u00a0B.md", False),
        ("We #1.md", True),
        ("a(b.md", True),
        ("a)b(.md", True),
        ("100%25.md", True),
        ("<x>.md", True),
        ("mailto:x.md", True),
    ],
)
def test_what_no_link_can_reach(name: str, markdown: bool) -> None:
    files = FileIndex([name])
    assert safe_linktext(files, name, "s.md", "shortest", markdown=markdown) is None


def test_a_tie_is_never_written() -> None:
    files = FileIndex(["Note.md", "note.md"])
    assert safe_linktext(files, "Note.md", "s.md", "shortest") is None


@pytest.mark.parametrize("name", ["[x].md", "a/[x].md", "a`b.md", "a<b.md"])
def test_brackets_at_an_edge_and_what_is_read_before_links(name: str) -> None:
    assert safe_linktext(FileIndex([name]), name, "s.md", "shortest") is None


@pytest.mark.parametrize(
    ("link_format", "expected"), [("shortest", "Café"), ("absolute", "Cafés/Café")]
)
def test_a_decomposed_name_is_written_as_obsidian_reads_it(
    link_format: LinkFormat, expected: str
) -> None:
    files = FileIndex(["Cafe\u0301s/Cafe\u0301.md"])
    assert safe_linktext(files, files.paths[0], "s.md", link_format) == expected


@pytest.mark.parametrize(
    ("target", "written", "pointed"),
    [
        ("My Note.md#The aim", "My%20Note.md#The%20aim", "My Note.md#The aim"),
        ("f(x).md", "f(x).md", "f(x).md"),
        ("f(x.md", "f%28x.md", "f(x.md"),
        (")x(.md", "%29x%28.md", ")x(.md"),
        ("100%.md", "100%.md", "100%.md"),
        ("100%25.md", "100%2525.md", "100%2525.md"),
        ("50%%.md", "50%25%25.md", "50%25%25.md"),
        ("a<b>.md", "a%3Cb%3E.md", "a%3Cb%3E.md"),
        ("a&amp;b.md", "a%26amp;b.md", "a%26amp;b.md"),
        ("R&D.md", "R&D.md", "R&D.md"),
        ("a\\b.md", "a%5Cb.md", "a%5Cb.md"),
        ("$a$.md", "%24a%24.md", "%24a%24.md"),
        ("日本語.md", "日本語.md", "日本語.md"),
    ],
)
def test_a_destination_is_read_as_what_was_encoded(target: str, written: str, pointed: str) -> None:
    assert encoded(target) == written
    assert encoded(target, pointed=True) == pointed
    for text, brackets in ((written, "({})"), (pointed, "(<{}>)")):
        link = Note.from_text(f"[x]{brackets.format(text)}\n").links[0]
        assert link.path + link.subpath == target


@pytest.mark.parametrize(
    ("path", "subpath", "shown"),
    [
        ("Note", "#A#B", "Note > A > B"),
        ("", "#A", "A"),
        ("", "#^abc", "^abc"),
        ("Note", "##A", "Note > A"),
        ("Note.md", "", "Note.md"),
    ],
)
def test_what_a_wikilink_shows(path: str, subpath: str, shown: str) -> None:
    assert shown_text(path, subpath) == shown
