"""Fragments of UTF-16 in a text of another encoding."""

from __future__ import annotations

import pytest

from vaultlint.encoding import repair, repair_safely
from vaultlint.encoding.wide import find_wide
from vaultlint.note.source import decode


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "fragment", ["done, at last", "two\r\nlines\r\n", "Ada’s “notes” – all", "café à Évry"]
)
def test_a_fragment_says_again_what_it_said(codec: str, fragment: str) -> None:
    damaged = f"Before.\n{decode(fragment.encode(codec))}Behind.\n"
    assert repair_safely(damaged) == f"Before.\n{fragment}Behind.\n"
    assert [found.steps[0].codec for found in find_wide(damaged)] == ["UTF-16"]


def test_its_mark_goes_with_it() -> None:
    damaged = "a list".encode("utf-16-le").decode("ascii")
    assert repair_safely("ÿþ" + damaged) == "a list"
    assert repair_safely(decode(b"\xff\xfe") + damaged) == "a list"


@pytest.mark.parametrize("text", ["a\0b", "\0\0\0\0\0\0\0\0", "x\0y\0z\0", "a\0\0\0b\0\0\0c\0\0\0"])
def test_single_zero_bytes_are_no_text(text: str) -> None:
    assert repair(text) == text
