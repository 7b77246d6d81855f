"""Fences that are plainly closed are found closed by a look at each, too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaultlint.rules.markdown import _fences

from vaultlint.note import Note

PIECES = (
    "```", "```py", "``` ", "````", "``` `a", "~~~", "~", "``", "`", "\n", "\n\n", "\r\n", "\r",
    " ",
    "  ", "     ", "         ", "\t", "> ", ">", "> > > > ", "- ", "1. ", "a", "\x85", "\u2028",
    "\xa0",
)  # fmt: skip


def assert_alike(text: str, start: int = 0) -> None:
    looked = _fences.left_open(text, start)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_fences, "_are_plainly_closed", lambda *_: False)
        assert looked == _fences.left_open(text, start)


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.integers(0, 9))
def test_pieces(text: str, start: int) -> None:
    assert_alike(text)
    lines = [match.end() for match in re.finditer(r"\A|\n", text)]
    assert_alike(text, lines[start % len(lines)])


def test_real_notes(shared: Path) -> None:
    for path in sorted((shared / "vaults").glob("*/**/*.md")):
        note = Note(path.name, path.read_bytes())
        assert_alike(note.text, note.body_start)
