"""The rule about mixed line endings changes line endings alone, and loses no line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint.active import ActiveRule
from vaultlint.finding import Safety
from vaultlint.fix import fix_note
from vaultlint.note import Note
from vaultlint.rule_files import find_rules
from vaultlint.vault import Vault

RULE = find_rules()["mixed-line-endings"]
PIECES = (
    "\r\n", "\n", "\r", "\r\r\n", "\n\r", "a", "b ", "---\n", "---\r\n", "k: v", "k: |\n  x",
    "```\n", "`", "    x", "# h", "- ", "> ", "|a|\n|-|", "$$\n", "%%", "<div>\n",
    "\u2028", "é", "\udc92",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def fixed(text: str, wanted: Safety) -> str:
    note = Note.from_text(text)
    active = [ActiveRule(RULE, RULE.options())]
    outcome = fix_note(note, Vault.of({note.path: note.data}), active, wanted)
    assert outcome.problem is None, outcome.problem
    return outcome.after.decode("utf-8", "surrogateescape")


def lines_of(text: str) -> list[str]:
    return re.split("\r\n|\n|\r", text)


@given(texts, st.sampled_from((Safety.SAFE, Safety.UNSAFE)))
def test_only_line_endings_change(text: str, wanted: Safety) -> None:
    after = fixed(text, wanted)
    assert lines_of(after) == lines_of(text)
    assert fixed(after, wanted) == after
    if "\r" not in text.replace("\r\n", ""):
        assert "\r" not in after or "\n" not in after.replace("\r\n", "")


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("a\r\nb\nc\n", "a\nb\nc\n"),
        ("a\r\nb\nc\r\n", "a\r\nb\r\nc\r\n"),
        ("a\r\nb\n", "a\nb\n"),
        ("a\rb\r", "a\rb\r"),  # an old Mac's
        ("a\rb\n", "a\nb\n"),
        ("a\r\r\nb\n\n", "a\n\nb\n\n"),  # two newlines, and no third
        ("a\r\r\nb\r\nc\n", "a\r\n\r\nb\r\nc\r\n"),
        ("`a\r`\n", "`a\r`\n"),
        ("```\na\r\r\nb\n```\n", "```\na\r\r\nb\n```\n"),  # without its CR it would be one newline
        ("---\rk: v\r---\r\n\n", "---\rk: v\r---\r\n\n"),  # would make properties of it
    ],
)
def test_what_the_fixes_make(text: str, wished: str) -> None:
    assert fixed(text, Safety.UNSAFE) == wished
