"""Links and embeds: obsidian.md sections 3.3, 5 and 11.1."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint.finding import Span
from vaultlint.note import Link, Note
from vaultlint.note.destination import interpret

FRAGMENTS = [
    "[[", "]]", "[", "]", "(", ")", "![", "|", "\\", "#", "^", "a", "b.md", " ", "\n", "\n> ",
    "\r\n", "`", "``", "$", "$$", "%%", "<", ">", "<!--", "-->", "<%", "%>", "{{", "}}", "::",
    "*", "**", "_", "==", "~~", "[x]: y\n\n", "[x]", "%20", "https://x.org", "\ud800", "\udc80",
    "\x00", "\u2028", "\ufeff", "\f", "| a | b |\n|---|---|\n", "- ", "    ", "\n\n", '"t"',
    "---\n", "a: '[[b]]'\n",
]  # fmt: skip


def body(text: str) -> tuple[Link, ...]:
    return Note.from_text(text).inline.links


def targets(text: str) -> list[str]:
    return [link.path + link.subpath for link in body(text)]


@pytest.mark.parametrize(
    ("text", "path", "subpath", "display"),
    [
        ("[[Note]]", "Note", "", None),
        ("[[ Note ]]", "Note", "", None),
        ("[[Note.md]]", "Note.md", "", None),
        ("[[dir/Note]]", "dir/Note", "", None),
        ("[[Note|Alias]]", "Note", "", "Alias"),
        ("[[Note|a|b]]", "Note", "", "a|b"),
        ("[[Note||b]]", "Note", "", "|b"),
        ("[[|alias]]", "|alias", "", None),
        ("[[|#alias]]", "|", "#alias", None),
        ("[[|]]", "|", "", None),
        ("[[#H]]", "", "#H", None),
        ("[[#^abc]]", "", "#^abc", None),
        ("[[Note#A#B]]", "Note", "#A#B", None),
        ("[[Note##A]]", "Note", "##A", None),
        ("[[Note#A|x]]", "Note", "#A", "x"),
        ("[[Note|x#A]]", "Note", "", "x#A"),
        ("[[pa#th/x]]", "pa", "#th/x", None),
        ("[[We #1]]", "We", "#1", None),
        (r"[[Note\|Alias]]", "Note", "", "Alias"),
        (r"[[Note#A\|x]]", "Note", "#A", "x"),
        ("[[Sq]uare]]", "Sq]uare", "", None),
        ("[[Nested [[Inner]] x]]", "Inner", "", None),
        ("%%[[Note]]%%", "Note", "", None),
        ("[[a$b$c]]", "a$b$c", "", None),
        ("[[https://example.com]]", "https://example.com", "", None),
        ("[[Cafe\u0301]]", "Caf\u00e9", "", None),
        ("[[A\u00a0B]]", "A B", "", None),
        ("[t](Note.md)", "Note.md", "", "t"),
        ("[t](My%20Note.md)", "My Note.md", "", "t"),
        ("[t](<My Note.md>)", "My Note.md", "", "t"),
        ("[t](Note#My%20H)", "Note", "#My H", "t"),
        ("[t](#H)", "", "#H", "t"),
        ('[t](Note.md "title")', "Note.md", "", "t"),
        ("[t](100%.md)", "100%.md", "", "t"),
        ("[t](caf%C3%A9%FF.md)", "caf%C3%A9%FF.md", "", "t"),
        (r"[t](a\(b.md)", "a(b.md", "", "t"),
        ("[t](a(b).md)", "a(b).md", "", "t"),
        ("[t](R&amp;D.md)", "R&D.md", "", "t"),
        ("[a `]` b](Note)", "Note", "", "a `]` b"),
        ("[a [b] c](Note)", "Note", "", "a [b] c"),
    ],
)
def test_link(text: str, path: str, subpath: str, display: str | None) -> None:
    (link,) = body(text)
    assert (link.path, link.subpath, link.display) == (path, subpath, display)
    assert not link.embed
    assert not link.external
    assert link.property is None


@pytest.mark.parametrize(
    "text",
    [
        "[[]]",
        "[[Multi\nLine]]",
        "[[Multi\r\nLine]]",
        r"\[[Note]",
        r"\[\[Note\]\]",
        r"[[Note]\]",
        "`[[Note]]`",
        "$[[Note]]$",
        "$$ [[Note]] $$",
        "<!-- [[Note]] -->",
        "a <!-- [[Note]] --> b",
        "<div>[[Note]]</div>",
        'a <b title="[[Note]]">b</b>',
        "[t](My Note.md)",
        "[]()",
        "[t]( )",
        '<img src="img.png">',
        "```\n[[Note]]\n```",
        "    [[Note]]",
        "[t][r]",
        "[^1]",
        "- [ ] task",
        "[t](a(b.md)",
        "[t](Note 'title)",
        "[t](<Note>'title')",
    ],
)
def test_no_link(text: str) -> None:
    assert body(text) == ()


@pytest.mark.parametrize(
    ("text", "path", "subpath", "size"),
    [
        ("![[img.png|100]]", "img.png", "", "100"),
        ("![[img.png|100x145]]", "img.png", "", "100x145"),
        ("![[img.png|alt|100]]", "img.png", "", "100"),
        ("![[img.png|alt 100]]", "img.png", "", None),
        ("![[Note#^id]]", "Note", "#^id", None),
        ("![250](img.png)", "img.png", "", "250"),
        ("![alt|100x145](img.png)", "img.png", "", "100x145"),
        ("![alt](img.png)", "img.png", "", None),
    ],
)
def test_embed(text: str, path: str, subpath: str, size: str | None) -> None:
    (link,) = body(text)
    assert link.embed
    assert link.span == (0, len(text))
    assert (link.path, link.subpath, link.size) == (path, subpath, size)


@pytest.mark.parametrize(
    "url",
    [
        "https://x.org",
        "obsidian://open?file=x",
        "mailto:a@b.c",
        "//host/x",
        "file:///a%20b",
        "X-Y+z.1:a",
        "HTTPS://X.org",
    ],
)
def test_external(url: str) -> None:
    (link,) = body(f"[t]({url})")
    assert link.external
    assert (link.path, link.subpath) == (url, "")


def test_an_escaped_mark_makes_no_embed() -> None:
    assert [link.embed for link in body(r"\![[a]] ![[b]] !![[c]] \![d](e)")] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[[A]]",
        "- [[A]]",
        "1. [ ] [[A]]",
        "> [[A]]",
        "> [!note] [[A]]\n> text",
        "> [!note]\n> > - [[A]]",
        "# See [[A]]",
        "See [[A]]\n===",
        "| a | b |\n|---|---|\n| [[A]] | x |",
        "| a | [[A]] |\n|---|---|",
        "[^1]: [[A]]",
        "text[^1]\n\n[^1]: x\n    [[A]]",
        "a ^[note [[A]]]",
        "%%\n\n[[A]]\n\n```\n[[B]]\n```\n%%",
        "%% `[[B]]` [[A]] %%",
        "**[[A]]** `[[B]]`",
        "[[B [[A]]",
        "`a [[A]]",
        "$5 [[A]]",
    ],
)
def test_where_links_count(text: str) -> None:
    assert targets(text) == ["A"]


def test_cells_split_a_link_at_an_unescaped_pipe() -> None:
    table = "| a | b |\n|---|---|\n| {} | c |"
    assert targets(table.format("[[A|x]]")) == []
    (link,) = body(table.format(r"[[A\|x]]"))
    assert (link.path, link.display) == ("A", "x")
    (link,) = body(table.format(r"![[i.png\|alt\|100]]"))
    assert (link.path, link.size) == ("i.png", "100")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[t][r]\n\n[r]: My%20Note.md", [("My Note.md", "t")]),
        ("[t][R]\n\n[r]: <My Note.md> 'title'", [("My Note.md", "t")]),
        ("[r][]\n\n[r]: A#b", [("A#b", "r")]),
        ("[r] and [s]\n\n[r]: A\n[s]: B", [("A", "r"), ("B", "s")]),
        ("[two\nwords]\n\n[Two  Words]: A", [("A", "two\nwords")]),
        ("[r]\n\n[r]: A\n[r]: B", [("A", "r")]),
        ("[a [b][r] c][r]\n\n[r]: A", [("A", "b"), ("A", "r")]),
        ("> [r]: A\n\n[r]", [("A", "r")]),
        ("`[r]` \\[r] [r\\]\n\n[r]: A", []),
        (f"{'x ' * 600}[r]\n\n[r]: A", [("A", "r")]),
        (f"[{'r' * 998}]\n\n[{'r' * 998}]: A", [("A", "r" * 998)]),
        ("[r]: A", []),
    ],
)
def test_references(text: str, expected: list[tuple[str, str]]) -> None:
    links = body(text)
    assert [(link.path + link.subpath, link.display) for link in links] == expected
    for link in links:
        assert link.kind == "reference"
        definition = text[: link.target.start].rpartition("[")[2]
        assert definition.rstrip("<").endswith("]: ")


@pytest.mark.parametrize("reference", ["[r]", "[r][]", "[t][r]", "![r]"])
@pytest.mark.parametrize("behind", ["", "s", " [s]", "(s"])
def test_a_reference_ends_at_its_last_bracket(reference: str, behind: str) -> None:
    text = f"x {reference}{behind}\n\n[r]: A"
    (link,) = body(text)
    assert text[slice(*link.span)] == reference


def test_reference_of_an_image() -> None:
    (link,) = body("![alt][r]\n\n[r]: https://x.org/i.png")
    assert link.embed
    assert link.external


def test_links_hold_no_links() -> None:
    assert targets("[a [b](C) d](E)") == ["C"]
    assert targets("[![a](B)](C)") == ["C", "B"]
    assert targets("[x [[A]] y](B)") == ["A"]
    assert targets("![a [b](C) d](E)") == ["E", "C"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("[[A#b|c]]", ["[[", "A#b", "|", "c", "]]"]),
        ("![[A]]", ["![[", "A", "", "", "]]"]),
        (r"[[A\|c]]", ["[[", "A", r"\|", "c", "]]"]),
        ("[t](<A b> 'x')", ["[", "t", "](<", "A b", "> 'x')"]),
        ("![](A)", ["![", "", "](", "A", ")"]),
        ("[t][r]", ["[", "t", "][r]"]),
    ],
)
def test_parts(text: str, parts: list[str]) -> None:
    source = f"> x\n> y {text} z\n\n[r]: D"
    (link,) = body(source)
    assert [source[slice(*part)] for part in link.parts] == parts


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("prefix", ["> ", "> > ", "- ", ">"])
def test_link_over_lines_of_a_container(prefix: str, newline: str) -> None:
    follow = prefix.replace("-", " ")
    text = f'{prefix}x [a{newline}{follow}b](C.md "t") #tag'
    note = Note.from_text(text)
    (link,) = note.inline.links
    assert text[slice(*link.span)] == f'[a{newline}{follow}b](C.md "t")'
    assert text[slice(*link.target)] == "C.md"
    assert [text[slice(*tag.span)] for tag in note.inline.tags] == ["#tag"]


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ('up: "[[A]]"', [("up", "A", None)]),
        ("up: '[[A#b|c]]'", [("up", "A#b", "c")]),
        ('up: ["[[A]]","[[B|b]]"]', [("up.0", "A", None), ("up.1", "B", "b")]),
        ('up:\n  - "[[A]]"\n  - text\n  - "[[B]]"', [("up.0", "A", None), ("up.2", "B", None)]),
        ('a:\n  b: "[[A]]"', [("a.b", "A", None)]),
        ('up: "[t](My%20Note.md)"', [("up", "My Note.md", "t")]),
        ("up: [t](A.md)", []),
        ("up: [[A]]", []),
        ('up: "see [[A]]"', []),
        ('up: "[[A]] [[B]]"', []),
        ('up: "[[A]], [[B]]"', []),
        ('up: "[t](A B)"', []),
        ('aliases: ["[[A]]"]', []),
        ('"[[A]]": b', []),
    ],
)
def test_properties(yaml: str, expected: list[tuple[str, str, str | None]]) -> None:
    text = f"---\n{yaml}\n---\n"
    links = Note.from_text(text).links
    assert [(link.property, link.path + link.subpath, link.display) for link in links] == expected
    for link in links:
        assert "".join(text[slice(*part)] for part in link.parts) == text[slice(*link.span)]
        assert text[link.span.start] == "["


def test_property_with_escapes() -> None:
    text = '---\nup: "[[A\\u00e9]]"\n---\n'
    (link,) = Note.from_text(text).links
    assert (link.path, link.property) == ("Aé", "up")
    assert text[slice(*link.target)] == "[[A\\u00e9]]"
    assert link.parts == (link.span,) == (link.target,)


def check_spans(note: Note) -> None:
    """Every span lies within the text, and the parts of a link are its text."""
    size = len(note.text)
    for link in note.links:
        assert 0 <= link.span.start < link.span.end <= size
        assert 0 <= link.target.start <= link.target.end <= size
        borders = [link.span.start, *(part.end for part in link.parts)]
        assert [Span(*pair) for pair in pairwise(borders)] == [*link.parts]
        assert borders[-1] == link.span.end
        if link.kind != "reference":
            assert link.span.contains(link.target)
        if link.display_span is not None:
            assert link.span.contains(link.display_span)
    for tag in note.tags:
        assert note.text[slice(*tag.span)].removeprefix("#") == tag.name
    for mark in note.inline.marks:
        assert 0 <= mark.span.start < mark.span.end <= size
        assert mark.span.contains(mark.inner)
    inline = note.inline
    for found in (
        [link.span for link in inline.links],
        [tag.span for tag in inline.tags],
        [mark.span for mark in inline.marks],
    ):
        assert found == sorted(found)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40))
def test_any_text_has_true_spans(fragments: list[str]) -> None:
    check_spans(Note.from_text("".join(fragments).encode("utf-8", "replace").decode()))
    note = Note("Note.md", "".join(fragments).encode("utf-8", "surrogatepass"))
    check_spans(note)


@given(st.text(alphabet=st.characters(), max_size=60))
def test_any_characters(text: str) -> None:
    check_spans(Note("Note.md", text.encode("utf-8", "surrogatepass")))


def test_real_vaults_have_true_spans(shared: Path) -> None:
    for path in sorted(shared.glob("vaults/*/**/*.md"))[::3]:
        check_spans(Note(path.name, path.read_bytes()))


@given(st.lists(st.sampled_from(["%20", "%", "20", "%2520", "%c3%a9", "%E4", "%zz", "a", "/"])))
def test_encoded_spaces_are_decoded_like_all_else(pieces: list[str]) -> None:
    def decoded(found: re.Match[str]) -> str:
        try:
            return unquote_to_bytes(found[0]).decode()
        except UnicodeDecodeError:
            return found[0]

    destination = "x" + "".join(pieces)
    expected = re.sub("(?:%[0-9A-Fa-f]{2})+", decoded, destination)
    assert interpret(destination).path == expected.strip()
