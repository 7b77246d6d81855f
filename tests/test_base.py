"""Bases: what their expressions name, and where that stands in a file or in a note."""

from __future__ import annotations

from pathlib import Path

import pytest

from vaultlint.base import Base, base_views
from vaultlint.base.expressions import named_in
from vaultlint.base.fences import bases_in, may_hold_base
from vaultlint.note import Note


def names(expression: str) -> list[str]:
    """What an expression names, in short: kind, path and subpath."""
    found = list(named_in(expression))
    for named in found:
        assert expression[slice(*named.span)] == named.written
    return [f"{named.kind} {named.path}{named.subpath}" for named in found]


@pytest.mark.parametrize(
    ("expression", "named"),
    [
        ('link("Books")', ["link Books"]),
        ("link('Books', \"all\")", ["link Books"]),
        ('link("[[Books#Read|all]]")', ["link Books#Read"]),
        ('file("A/b.md").hasLink("Books")', ["link A/b.md", "link Books"]),
        ('list(show).containsAny(link("a"), link("b"))', ["link a", "link b"]),
        ('link("x").linksTo("y")', ["link x", "link y"]),
        ('!file.inFolder("A/b") && this.file.inFolder("c")', ["folder A/b", "folder c"]),
        ('file.folder == "A"', ["folder A"]),
        ('"A" != file.folder', ["folder A"]),
        ('x && this.file.path == "A/b.md" || y', ["path A/b.md"]),
        ('if(file.path == "a.md", image("b.png"), "none")', ["path a.md", "image b.png"]),
        ('author == "[[Ann#Life|she]]"', ["link Ann#Life"]),
        ('list(author).contains("[[Ann]]")', ["link Ann"]),
        ('x.replace(/"link(/g, "") == link("a")', ["link a"]),
        ('a / b / number(link("c"))', ["link c"]),
        ('link( "a" )', ["link a"]),
    ],
)
def test_what_is_named(expression: str, named: list[str]) -> None:
    assert names(expression) == named


@pytest.mark.parametrize(
    "expression",
    [
        'link("Projects/" + name)', 'link(name + ".md")', 'link(if(x, "a", "b"))', "link(this)",
        'file.folder == "A" + b', 'a + file.folder == "A"', 'file.folder + "x" == "A"',
        'file.folder.contains("A")', 'file.path.startsWith("A")', 'file.name == "A"',
        'my.file.folder == "A"', 'folder == "A"', 'inFolder("A")', 'formula.link("A")',
        'file.hasTag("A")', 'note["A"]', '"[[A]]" + b', 'b + "[[A]]"', '"see [[A]] or [[B]]"',
        '"[[" + A + "]]"', 'x.replace("[[", "")', 'link("a\\"b")', 'link("a', "link('a\")",
        'x.replace(/[/, "") == link("a")' + "'", "", '""', 'link("")', "// \"a\"",
    ],
)  # fmt: skip
def test_what_is_put_together_names_nothing(expression: str) -> None:
    assert names(expression) == []


BASE = """\
filters:
  and:
    - file.hasLink("One")
    - 'file.hasLink(''Two'') || file.inFolder("A")'
    - "file.hasLink(\\"Three\\")"
formulas:
  long: |
    if(x,
      link("Four"),
      "[[Five]]")
  folded: >
    link("Six") ==
    link("Seven")
properties:
  note.x:
    displayName: link("Not an expression")
views:
  - type: table
    name: All
    filters: file.hasLink("Eight")
  - name: 3
  - name: Some
    type: cards
"""
WANTED = ["One", "Two", "A", "Three", "Four", "[[Five]]", "Six", "Seven", "Eight"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("before", ["", "\ufeff"])
def test_names_are_found_where_they_stand(newline: str, before: str) -> None:
    file = Note.from_text(before + BASE.replace("\n", newline), "B.base")
    found = Base(file).names
    assert [named.written for named, _ in found] == WANTED
    assert [file.text[slice(*span)] for _, span in found] == WANTED


@pytest.mark.parametrize(
    ("first", "others"),
    [("", ""), ("> ", "> "), ("> > ", "> > "), ("- ", "  "), ("1. > ", "   > "), ("  ", "  ")],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_base_in_a_note(first: str, others: str, newline: str) -> None:
    lines = ["```base", *BASE.splitlines(), "```", "", "text"]
    prefixed = [(others if number else first) + line for number, line in enumerate(lines)]
    note = Note.from_text(newline.join(prefixed))
    (base,) = bases_in(note)
    assert [note.text[slice(*span)] for _, span in base.names] == WANTED


@pytest.mark.parametrize(
    ("fence", "is_base"),
    [
        ("```base", True), ("~~~base", True), ("``` base", True), ("````base x", True),
        ("```\tbase", True), ("```base64", False), ("```yaml base", False), ("```", False),
        ("```Base", False), ("    ```base", False),
    ],
)  # fmt: skip
def test_which_fences_are_bases(fence: str, is_base: bool) -> None:
    note = Note.from_text(f"base\n\n{fence}\nviews: []\n{fence.strip()[:4].rstrip(' abs')}\n")
    assert len(list(bases_in(note))) == is_base
    assert may_hold_base(note.text) or not is_base


@pytest.mark.parametrize(
    ("text", "views"),
    [
        (BASE, ("All", "3", "Some")), ("", None), ("views: [", None), ("filters: x", ()),
        ("- a", None), ("views: {name: x}", ()), ("views:\n  - name: ' a '\n  - b", (" a ",)),
    ],
)  # fmt: skip
def test_the_names_of_views(text: str, views: tuple[str, ...] | None) -> None:
    assert base_views(Note.from_text(text, "B.base")) == views


def test_real_bases_can_be_read(shared: Path) -> None:
    paths = sorted((shared / "vaults").glob("*/**/*.base"))
    assert len(paths) > 80
    named = 0
    for path in paths:
        file = Note(path.name, path.read_bytes())
        base = Base(file)
        assert base.error is None
        assert base.view_names
        for each, span in base.names:
            assert file.text[slice(*span)] == each.written
            named += 1
    assert named > 15
