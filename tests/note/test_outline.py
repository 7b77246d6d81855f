"""An outline read line by line is the one that the parser finds."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultlint.note import Note
from vaultlint.note.outline import find_outline, parsed_outline

PIECES = (
    "# A", "## B #", "###", "#tag", "####### h", " # C", "    # D", "\t# E", "- a", "- # F", "1. b",
    "> q", "> # G", "  # H", "```", "```a", "``` `", "~~~", " ```", "    ```", "- ```", "> ```",
    "%%", "%% a %%", "%%%", " %%", "a %%", "$$", "$$x$$", " $$", "a $$", "<div>", "</div>", "<!--",
    "<!-- a -->", "-->", "<b>", "<pre>", "<https://a>", "<?", "[a]: b", "[a]:", "[^a]: b", "[^a]",
    "> [^B]: c", " [^c]: d", "[[a]]: b", "[x](y)", "===", "---", "-", "--- ", "|a|", "|-|", "text",
    "", "", "", "  ", "\ufeff", "a ^b", "# a ^b", "***", "- - a", "* * *", "[^a]:", "\f", "{{a}}",
)  # fmt: skip


def assert_alike(text: str) -> None:
    data = text.encode()
    assert find_outline(Note("Note.md", data)) == parsed_outline(Note("Note.md", data))


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8), st.sampled_from(["\n", "\r\n"]))
def test_lines(lines: list[str], newline: str) -> None:
    assert_alike(newline.join(lines))


@settings(max_examples=300, deadline=None)
@given(st.text("#-=`~%$<>[]^:!| \t\r\n\\a1", max_size=40))
def test_texts(text: str) -> None:
    assert_alike(text)


@pytest.mark.parametrize("seed", range(20))
def test_longer_texts(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(50):
        lines = chance.choices(PIECES, k=chance.randrange(30))
        assert_alike("".join(line + chance.choice(("\n", "\n\n", "\r\n")) for line in lines))


def test_most_notes_are_not_parsed() -> None:
    text = "---\na: b\n---\n# A\n\ntext\n- item\n\n```py\n# code\n```\n## B\n[^1]: c\n"
    note = Note.from_text(text)
    assert [(entry.text, entry.level) for entry in find_outline(note).entries] == [
        ("A", 1),
        ("B", 2),
    ]
    assert "blocks" not in vars(note)


def test_real_notes(shared: Path) -> None:
    for path in sorted((shared / "vaults").glob("*/**/*.md")):
        data = path.read_bytes()
        assert find_outline(Note("Note.md", data)) == parsed_outline(Note("Note.md", data)), path
