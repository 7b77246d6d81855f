"""What is found of links without parsing is what parsing finds, and never less."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultlint.note import LinkKind, Note
from vaultlint.note.links import wikilink

Test = Callable[[LinkKind, str], bool]
TESTS: dict[str, Test] = {
    "all": lambda kind, path: True,
    "wikilinks": lambda kind, path: kind == "wikilink",
    "markdown": lambda kind, path: kind == "markdown",
    "some": lambda kind, path: sum(map(ord, path)) % 7 == 0,
    "few": lambda kind, path: sum(map(ord, path)) % 40 == 0,
    "none": lambda kind, path: False,
}
# What may hide a link, or make one, and what only looks like it.
PIECES = (
    "[[a]]", "[[b|c]]", "[[d#e]]", "![[f.png]]", "[[ g ]]", "[[h\\|i]]", "[x](y.md)",
    "[x](y%20z.md)", "[x](<a b.md>)", "[x](#h)", "[x]()", "[x](y (z).md)",
    "[x](https://e.org/?a&b)", "[x][r]", "[r]: s.md", "[r]: https://e.org", "[^1]", "[^1]: t",
    "]:", "](", "[[", "]]", "[", "]", "|", "`", "``", "```", "~~~", "$", "$$", "%%", "<", "<b>",
    "</b>", "<!--", "-->", "<%", "%>", "{{", "}}", "${", "}", "\\", "!", "^[", "#t", "    ", "\t",
    " ", "\n", "\n", "\n\n", "\r\n", "\r", "- ", "1. ", "> ", "| --- |", "---|---", "---",
    "\n```\n", "\n```py\n", "\n~~~\n", "\n````\n", "\n ```\n", "\n``` \n\n", "\n$$\n", "\n$$\n\n",
    "`c`", "`[[j]]`", "``k`` ", "[x](z)", "[x *y* #z|1](a#b)", "[ ](a)", "[](a)", "[^x](a)", "^",
    ")", "[[x [y](z) ]]", "[x %% y](z)", "[x\ny](z)", "[x]( y)", "[x](y 'z')", "[x](y\xa0z)",
    "[x](y\x01)", "- [x](y)", "#a[x](y)", "![x [y](z) a](b.png)", "[x [y](z) a](b)", "[[x](y)",
    "- [ ] ", "📅 2024-01-01", "🔁 every day", "k:: ", "(k:: v)", "*", "_", "==", "word", "é",
    "\xa0", "\ufeff", '"', "'", "''", "k: ", "---\n",
)  # fmt: skip


def assert_alike(data: bytes) -> None:
    exact = Note("Note.md", data).internal_links
    for name, test in TESTS.items():
        expected = [
            link
            for link in exact
            if test("wikilink" if link.kind == "wikilink" else "markdown", link.path)
        ]
        assert list(Note("Note.md", data).links_that(test)) == expected, name


@pytest.mark.parametrize("text", ["](a[x](y)c)", "[[a]](b[x](y)c)", "](https://e.org/[x](y))"])
def test_what_is_no_links_path_may_hold_a_link(text: str) -> None:
    found = Note.from_text(text).links_that(lambda kind, path: path == "y")
    assert [link.path for link in found] == ["y"]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_pieces(text: str) -> None:
    assert_alike(text.encode())


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=5), st.lists(st.sampled_from(PIECES), max_size=6))
def test_pieces_behind_properties(properties: list[str], body: list[str]) -> None:
    assert_alike(f"---\nup: {''.join(properties)}\n---\n{''.join(body)}".encode())


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from("ab .#|\\[]^\t\x1f\x85\xa0éße\u0301中%"), min_size=1, max_size=8),
        max_size=4,
    )
)
def test_paths_are_those_of_the_wikilinks(inner: list[list[str]]) -> None:
    note = Note.from_text("".join(f"[[{''.join(one)}]] " for one in inner))
    exact = [wikilink(link, 0, len(link), embed=False).path for link in note.written_wikilinks]
    possible = note.possible_links
    assert possible is None or possible.wikilinks == exact


@pytest.mark.parametrize("seed", range(40))
def test_longer_notes(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(25):
        assert_alike("".join(chance.choices(PIECES, k=60)).encode())


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("Some [[Gone]] link.\n", False),
        ("# A [[Gone]] heading\n\n- an ![[Gone]] item\n  - [ ] [[Gone|a task]]\n", False),
        ("> [!note] [[Gone]]\n> [[Gone#Part]]\n\n```\ncode\n```\n", False),
        ("```py\n[[Gone]]\n```\n[[Gone]]\n\n~~~\n[[Gone]]\n```\n~~~\n\n[[Gone]]\n", False),
        ("$$\nx\n$$\n\n[[Gone]]\n", False),
        ('---\nup: "[[Gone]]"\n---\n`text`\n', False),
        ('---\nup:\n  - "[[Gone]]"\n  - "[[Here]]"\n---\n[[Gone]]\n', False),
        ("- `code` and [text](Here.md#x), then [[Gone]]\n", False),
        ("```\ncode\n\n[[Gone]]\n", True),
        ("- ```\n  code\n  ```\n\n[[Gone]]\n", True),
        ("`code\n[[Gone]]\n", True),
        ("`[[Gone]]`\n", True),
        ("    [[Gone]]\n", True),
        ("a [[Gone|b]] c | d\n--- | ---\ne | f\n", True),
        ("$[[Gone]]$\n", True),
        ("%%[[Gone]]%%\n", True),
        ("[a]([[Gone]])\n", True),
        ("Nothing but [[Here]] and [text](Here.md).\n", False),
        ("# A [gone](Gone.md) heading\n\n- ![a *b*](Gone.png) [[Here]]\n", False),
        ("```py\na[0](Gone)\n```\n\n> [x](Here.md), [gone](Gone.md#x) [[Gone]]\n", False),
        ("[[x [gone](Gone.md) ]]\n", True),
        ("`[gone](Gone.md)`\n", True),
        ("[a `b`](Gone.md)\n", True),
        ("^[gone](Gone.md)\n", True),
    ],
)
def test_what_is_plain_needs_no_blocks(text: str, parsed: bool) -> None:
    note = Note.from_text(text)
    note.links_that(lambda kind, path: path != "Here" and path != "Here.md")
    assert ("blocks" in vars(note)) == parsed


def test_real_vaults(shared: Path) -> None:
    for path in sorted((shared / "vaults").glob("*/**/*.md")):
        assert_alike(path.read_bytes())


@settings(max_examples=400, deadline=None)
@given(st.text("[[]]((!))^a#%.|*_: \n", max_size=24))
def test_odd_brackets(text: str) -> None:
    assert_alike(text.encode())
