"""What a file's bytes plainly show to be reached is reached."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultlint.note import Note
from vaultlint.note.source import decode
from vaultlint.vault import Vault
from vaultlint.vault.places import places_in
from vaultlint.vault.plain_places import plainly_reaches

LINES = (
    "# A", "## B #", "###", "#tag", "####### h", " # C", "    # D", "\t# E", "- a", "- # F", "1. b",
    "> q", "> # G", "# A%%", "# !", "# a\u2028b", "# é", "# e\u0301", "# \udce9", "# a\x85b",
    "```", "```a", "``` `", "~~~", " ```", "    ```", "- ```", "%%", "%% a %%", "%%%", " %%",
    "a %%", "$$", "$$x$$", " $$", "a $$", "$a", "<div>", "</div>", "<!--", "-->", "<b>", "<pre>",
    "[a]: b", "[a]:", "[a]: b 'c", "[^a]: b", "[^a]:", "===", "---", "--- ", "-", "|a|", "|-|",
    "text", "", "", "\ufeff", "a ^b", "# a ^b", "^b", "- ^b", "-     a ^b", "-     ^b", "    ^b",
    "> a ^b", "a\t^b", "a^b", "a ^b ", "a ^B", "a ^b_c", "a ^bc", "` ^b", "\\ ^b", "\f", "a: b",
    "<div> ^b", "%% ^b", "[^a]:     ^b", "---\n# A\n---",
    "---\na: ^b\n---", "a\rb", "# A\r", "\x00",
)  # fmt: skip
MARK = re.compile(r"\^\S+|# *([^\r\n]+)")


def assert_true(data: bytes) -> int:
    """Whatever the text may hold of places: how many of them are plainly reached."""
    places = places_in(Note("Note.md", data))
    found = 0
    for match in MARK.finditer(decode(data)):
        name = match[1] or match[0]
        for subpath in {f"#{name}", f"#{name.strip('# ')}", f"#{name[:-1]}", f"#{name}\n{name}"}:
            if plainly_reaches(data, subpath):
                assert places.reaches(subpath) is not False, subpath
                found += 1
    return found


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=8), st.sampled_from(["\n", "\n\n", "\r\n", "\r"]))
def test_lines(lines: list[str], newline: str) -> None:
    assert_true((newline.join(lines) + newline).encode("utf-8", "surrogateescape"))


@pytest.mark.parametrize("seed", range(10))
def test_longer_texts(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(20):
        lines = chance.choices(LINES, k=chance.randrange(30))
        text = "".join(line + chance.choice(("\n", "\n\n", "\n", "\r\n")) for line in lines)
        assert_true(text.encode("utf-8", "surrogateescape"))


def test_real_notes(shared: Path) -> None:
    chance = random.Random(0)
    found = 0
    for path in sorted((shared / "vaults").glob("*/**/*.md")):
        data = path.read_bytes()
        found += assert_true(data)
        cuts = sorted(chance.sample(range(len(data) + 1), min(3, len(data))))
        signs = ("\n", "```\n", "$$", "%%", "<", "\n\n    ", "\r", "\n---\n", "]:")
        for cut in cuts:
            assert_true(data[:cut] + chance.choice(signs).encode() + data[cut:])
    assert found > 1000


@pytest.mark.parametrize(
    "text",
    ["# A\n", "text\n# A\ntext", "---\na: b\n---\n\n## A\n", "a ^b\n\n# A\n```\n", "`a` $\n# A\n"],
)
def test_plain_headings(text: str) -> None:
    assert plainly_reaches(text.encode(), "#A")
    assert not plainly_reaches(text.encode(), "#B")


@pytest.mark.parametrize(
    "text", ["a ^b-1\n", "\n^b-1\n", "- a ^b-1\n- b", "---\na: b\n---\n^b-1\n"]
)
def test_plain_blocks(text: str) -> None:
    assert plainly_reaches(text.encode(), "#^b-1")
    assert not plainly_reaches(text.encode(), "#^b")


def test_what_is_asked_is_noted_down() -> None:
    vault = Vault.of({"A.md": "# A\n# B\n"})
    for _ in range(2):
        for subpath, plain in (("#A", True), ("#B", False), ("#C", False)):
            vault.record()
            assert vault.plainly_reaches("A.md", subpath) is plain
            assert plain <= (vault.record().names == {"note A.md"})
    assert not vault.plainly_reaches("Gone.md", "#A")


def test_of_an_attachment_nothing_is_read() -> None:
    vault = Vault.of({"A.pdf": "# A\n"})
    assert not vault.plainly_reaches("A.pdf", "#A")
    assert not vault.record().names
