"""What spares a rule a note spares it nothing that it would find there."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import filterfalse, product
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaultlint.rules.encoding import _apart, irregular_space, mojibake, zero_width
from vaultlint.rules.encoding._suspects import may_be_damaged as looks_damaged

from vaultlint.active import ActiveRule, ActiveRules
from vaultlint.encoding import gate
from vaultlint.note import Note
from vaultlint.rule import NOT_ASCII, NOT_PLAIN, Rule
from vaultlint.rule_files import find_rules
from vaultlint.vault import Vault

RULES = ActiveRules(
    ActiveRule(rule, rule.options()) for rule in find_rules().values() if "note" in rule.files
)
VAULT = Vault.of({"Home.md": "---\ncreated: 2024-01-05\n---\n", "Old Name.md": "", "A/B.md": ""})
PIECES = (
    "---\n", "created: ", "due: ", "2024-02-30", "1/2/2024", "2024-01-05", "tags: ", "#tag",
    "\"#tag\"", "a: b\n", "A: b\n", "x: [", "[[Home]]", "[[ Home ]]", "[[Home.md]]", "[[Gone]]",
    "[[Old name]]", "[x](Gone.md)", "[x](y\xa0z.md)", "[r]: Gone.md", "[x][r]", "`", "```\n", "$",
    "%%", "vaultlint-disable", "\xa0", "\u3000", "\u2009", "\u2028", "\u202f", "**b**", "_i_",
    "==h==", "#a.b", "- ", "-", "1.", "2. ", "# ", "> ", "\xe2\u20ac\u2122",
    "it\xe2\u20ac\u2122s", "Ã©", "Â", "Ã ", "Ð ", "â€ ", "É…", "\x85", "\x19", "\ufeff", "\udc92",
    "\ufffd", "╤д", "█г", "e\u0301", "#e\u0301", "\u1112\u1161", "\udce9",
    "\x00", "word", "é", "\u4e2d",
    " ", "\t", "\n", "\n\n", "\r\n", "\r", "\\", "!", "]]", "[[", "](", "]:", "|",
    "[[#Gone]]", "[[Home#^gone]]", "[x](#gone)", "[^1]", "[^2]: a\n", " ^id\n", "> # a\n",
    "| a | b |\n", "|---|---|\n", "-- | --", "[[Home|a]]", "--  |\n", ":-:|-\n", "text\n",
    "?\n===\n", "\u200b", "\u200d", "\u00ad", "\u202e", "\u200f", "\x08", "\x0c", "\x1b[1m",
)  # fmt: skip

IN_SECTIONS = (
    "\n\n# head\n\n", "\n\n## other\n", "a", "word ", "two\nlines\n", "```\n", "    ", "\t", "- ",
    "1. ", "\n", "---\n", "|a|b|\n|-|-|\n", "**b**", "[[Home]]", "[[#head]]", "#tag", "`c`", "$m$",
    "%%", "<b>", "> ", "\u200b", "\xa0", "\u3000", "\x08", "[x](y.md)", "https://e.org/a",
)  # fmt: skip
CYRILLIC = range(0x400, 0x460)


def assert_spared_nothing(data: bytes) -> None:
    """Every rule that is not shown the note would find nothing in it."""
    note = Note("Note.md", data)
    shown = [active.rule.id for active in RULES.concerning(note, VAULT)]
    assert len(shown) == len({*shown})
    for active in RULES:
        if active.rule.id not in shown and (note.encoding is None or active.rule.any_encoding):
            assert not list(active.rule.run(note, active.options, VAULT)), active.rule.id


def found(check: Rule, data: bytes) -> Sequence[object]:
    return list(check.run(Note("Note.md", data), check.options(), VAULT))


def assert_alike(check: Rule, data: bytes, module: ModuleType, look: str, answer: object) -> None:
    """The rule finds the same where a first look in a module always gives the answer."""
    looked = found(check, data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, look, lambda *_: answer)
        assert looked == found(check, data)


def assert_odd_spaces_alike(data: bytes) -> None:
    assert_alike(irregular_space.check, data, irregular_space, "may_be_accident", True)


def assert_parts_alike(data: bytes) -> None:
    assert_alike(zero_width.check, data, _apart, "section_apart", None)


def assert_damage_alike(data: bytes) -> None:
    assert_alike(mojibake.check, data, mojibake, "may_hold_damage", True)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_rules_that_are_not_shown_a_text(text: str) -> None:
    data = text.encode("utf-8", "surrogateescape")
    assert_spared_nothing(data)
    assert_odd_spaces_alike(data)
    assert_parts_alike(data)
    assert_damage_alike(data)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(IN_SECTIONS), max_size=20).map("".join), st.integers(0, 200))
def test_odd_characters_in_sections(text: str, at: int) -> None:
    for odd in "\u200b", "\xa0":
        data = (text[:at] + odd + text[at:]).encode()
        assert_odd_spaces_alike(data)
        assert_parts_alike(data)


@pytest.mark.parametrize("seed", range(20))
def test_longer_texts(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(20):
        data = "".join(chance.choices(PIECES, k=50)).encode("utf-8", "surrogateescape")
        assert_spared_nothing(data)
        assert_odd_spaces_alike(data)
        assert_parts_alike(data)
        assert_damage_alike(data)


@settings(max_examples=300, deadline=None)
@given(st.text("’‘“”–—…\xa0→✓⚠\ufe0f🌲\u200d a\n?", max_size=40))
def test_what_most_notes_hold_beside_ascii(text: str) -> None:
    assert_damage_alike(text.encode())


def test_every_pair_of_signs_of_damage() -> None:
    module = Path(gate.__file__)
    named = {*module.read_text("utf-8"), *module.with_name("signs.json").read_text("utf-8")}
    signs = {*filterfalse(str.isascii, named), *map(chr, range(0x80)), *map(chr, CYRILLIC)}
    for pair in map("".join, product(signs, signs)):
        assert looks_damaged(pair) == gate.may_be_damaged(pair), ascii(pair)
    common = "\xa0°·–—‘’“”…─└├│占"
    for three in map("".join, product(common, common, common)):
        assert looks_damaged(three) == gate.may_be_damaged(three), ascii(three)


def test_real_notes(shared: Path) -> None:
    for path in sorted((shared / "vaults").glob("*/**/*.md")):
        data = path.read_bytes()
        assert_spared_nothing(data)
        assert_odd_spaces_alike(data)
        assert_parts_alike(data)
        assert_damage_alike(data)


def test_needs_are_texts_that_notes_hold() -> None:
    for active in RULES:
        special = (NOT_ASCII, NOT_PLAIN)
        assert all(need in special or 0 < len(need) < 20 for need in active.rule.needs)
