"""What is not prose: obsidian.md section 8.1, and the sweep over the zones."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint.finding import Span
from vaultlint.note import Note
from vaultlint.note.zones import Zone, ZoneKind, lies_in, outside


def zones(text: str, kind: ZoneKind) -> list[str]:
    return [text[slice(*zone.span)] for zone in Note.from_text(text).zones if zone.kind == kind]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        # Dataview
        ("a\nkey:: value\nb", "foreign", ["key:: value"]),
        ("a\rkey:: value\rb", "foreign", ["key:: value"]),
        ("(a:: b) (c:: d)", "foreign", ["(a:: b)", "(c:: d)"]),
        ("a [key:: v] b", "foreign", ["[key:: v]"]),
        ("a (key:: v) b", "foreign", ["(key:: v)"]),
        ("a `= this.x` b `$= dv.x` c", "code", ["`= this.x`", "`$= dv.x`"]),
        ("```dataview\nlist\n```", "code", ["```dataview\nlist\n```"]),
        # Templater and core templates
        ("a <% b %> c", "foreign", ["<% b %>"]),
        ("<%* a\n\nb\n\n# c -%> d", "foreign", ["<%* a\n\nb\n\n# c -%>"]),
        ("---\na: <% b %>\n---\n", "foreign", ["<% b %>"]),
        ("---\na: {{date}}\n---\n", "foreign", ["{{date}}"]),
        ("# {{title}}\n[[{{x}}]]", "foreign", ["{{title}}", "{{x}}"]),
        ("a <% b", "foreign", []),
        # Tasks
        ("- [ ] a 📅 2024-01-01", "foreign", ["📅 2024-01-01"]),
        ("- [x] a #t ⏫ 🔁 every day 🛫 2024-01-01 ^id", "foreign",
         ["⏫ 🔁 every day 🛫 2024-01-01 ^id"]),
        ("> 1. [ ] a 🆔 b1 ⛔ c1,d1 🏁 delete", "foreign", ["🆔 b1 ⛔ c1,d1 🏁 delete"]),
        ("- [ ] 🔺 a ➕ 2024-01-01 ✅ 2024-01-02  ", "foreign", ["➕ 2024-01-01 ✅ 2024-01-02  "]),
        ("- [ ] a 📅 2024-01-01\r\n- [ ] b 🔽\r\n", "foreign", ["📅 2024-01-01", "🔽"]),
        ("- [ ] a 📅 2024-01-01 b", "foreign", []),
        ("- a 📅 2024-01-01\n\ndone ✅", "foreign", []),
        ("- [ ] a 📅 2024-01-01\r- [ ] b 🔽\r", "foreign", ["📅 2024-01-01", "🔽"]),
        *((f"- [ ] a {sign}", "foreign", [sign]) for sign in "🔺⏫🔼🔽⏬"),
        *((f"- [ ] a {sign} 2024-01-01", "foreign", [f"{sign} 2024-01-01"])
          for sign in "📅⏳🛫✅❌➕"),
        *((f"- [ ] a {sign} x", "foreign", [f"{sign} x"]) for sign in "🔁🆔⛔🏁"),
        # Meta Bind
        ("`INPUT[text:a]` `BUTTON[b]`", "code", ["`INPUT[text:a]`", "`BUTTON[b]`"]),
        # Kanban
        ("%% kanban:settings\n```\n{}\n```\n%%", "foreign",
         ["%% kanban:settings\n```\n{}\n```\n%%"]),
        # Excalidraw
        ("---\nexcalidraw-plugin: parsed\n---\n# Text\n%%\n", "foreign", ["# Text\n%%\n"]),
        # Linter, Waypoint, flashcards
        ("a <!--SR:!2024-01-01,3,250--> b", "html", ["<!--SR:!2024-01-01,3,250-->"]),
        ("<!-- linter-disable -->", "html", ["<!-- linter-disable -->"]),
        ("%% Begin Waypoint %% a", "comment", ["%% Begin Waypoint %%"]),
        # everything else that is not prose
        ("---\na: b\n---\nc", "frontmatter", ["---\na: b\n---\n"]),
        ("a\n\n    code\n\nb", "code", ["    code"]),
        ("~~~\na\n~~~\n`b`", "code", ["~~~\na\n~~~", "`b`"]),
        ("$x$ and\n\n$$\ny\n$$", "math", ["$x$", "$$\ny\n$$"]),
        ("a %%b%%\n\n%%\nc\n%%", "comment", ["%%b%%", "%%\nc\n%%"]),
        ("a <b>c</b>\n\n<div>\nd\n</div>", "html", ["<b>", "</b>", "<div>\nd\n</div>"]),
        ("[[A#b|c]] ![d](e%20f.png 't')", "target", ["A#b", "e%20f.png"]),
        ("[t][r] [s]\n\n[r]: A\n[q]: <B c> 't'", "target", ["A", "B c"]),
        ('---\na: "[[B|c]]"\n---\n', "target", ["B"]),
        ("<https://x.org> [t](https://y.org)", "target", ["<https://x.org>", "https://y.org"]),
        ("see https://x.org/a_(b)). Or (http://y.org/?q=1)!", "target",
         ["https://x.org/a_(b)", "http://y.org/?q=1"]),
        ("a http:// b", "target", []),
        ("见https://x.org/路径。更多（http://y.org）", "target",
         ["https://x.org/路径", "http://y.org"]),
        ("plain words: 100 %", "foreign", []),
    ],
)  # fmt: skip
def test_zone(text: str, kind: ZoneKind, expected: list[str]) -> None:
    assert zones(text, kind) == expected


def test_prose_of_a_note() -> None:
    note = Note.from_text("---\na: b\n---\nSee [[A|the a]] and `code`, https://x.org.\n")
    prose = [note.text[slice(*span)] for span in note.outside()]
    assert prose == ["See [[", "|the a]] and ", ", ", ".\n"]
    with_code = [note.text[slice(*span)] for span in note.outside("frontmatter", "target")]
    assert with_code == ["See [[", "|the a]] and `code`, ", ".\n"]


def test_a_note_without_anything_has_no_zones() -> None:
    note = Note.from_text("Words and words.\n\n- more\n")
    assert note.zones == ()
    assert note.outside() == (Span(0, len(note.text)),)


@given(
    st.lists(
        st.tuples(st.integers(0, 12), st.integers(0, 12), st.sampled_from(["code", "html"])),
        max_size=6,
    )
)
def test_outside_is_what_no_zone_covers(raw: list[tuple[int, int, ZoneKind]]) -> None:
    found = sorted(Zone(Span(min(a, b), max(a, b)), kind) for a, b, kind in raw)
    choices: list[tuple[ZoneKind, ...]] = [(), ("code",), ("code", "html")]
    for kinds in choices:
        covered = {at for span, kind in found if not kinds or kind in kinds for at in range(*span)}
        spans = outside(found, 12, kinds)
        assert {at for span in spans for at in range(*span)} == {*range(12)} - covered
        assert all(span.start < span.end for span in spans)
        borders = [border for span in spans for border in span]
        assert borders == sorted(borders)
        for start, end in combinations(range(13), 2):
            assert lies_in(Span(start, end), spans) == covered.isdisjoint(range(start, end))


def test_internal_links_are_those_that_somebody_wrote() -> None:
    note = Note.from_text(
        "---\nup: '[[Home]]'\n---\n[[A]] ![[b.png]] [c](c.md) [web](https://x.org) [[{{date}}]]\n"
        "\nsee:: [[In a field]]\n\n<% tp.file.include('[[T]]') %>\n"
    )
    assert [link.path for link in note.internal_links] == [
        "Home", "A", "b.png", "c.md", "In a field",
    ]  # fmt: skip
    drawing = Note.from_text("---\nexcalidraw-plugin: parsed\n---\n[[A]]\n")
    assert drawing.links != ()
    assert drawing.internal_links == ()
