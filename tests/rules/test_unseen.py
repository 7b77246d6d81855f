"""Characters that nobody sees, where pages cannot show it: names that need them, any text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaultlint.rules.encoding._controls import CONTROLS
from vaultlint.rules.encoding._directions import MARKS, lonely

from vaultlint.active import ActiveRule
from vaultlint.finding import Safety
from vaultlint.fix import fix_note
from vaultlint.lint import find
from vaultlint.note import Note
from vaultlint.note.source import decode
from vaultlint.rule_files import find_rules
from vaultlint.vault import Vault

IDS = ("control-character", "zero-width", "bidi-control")
RULES = [ActiveRule(rule, rule.options()) for rule in map(find_rules().get, IDS) if rule]
PIECES = (
    "\u200b", "\u00ad", "\u200d", "\u200c", "\u2060", "\u202e", "\u202a", "\u202c", "\u2067",
    "\u2069", "\u200f", "\x08", "\x0b", "\x0c", "\x00", "\x1b[1m", "\x1b", "\x8d", "\U000e0041",
    "---\n", "title: ", "tags: [", "a: 1\n", "# ", "- ", "> ", "| ", "|\n", "-|-\n", "    ", "`",
    "```\n", "$", "$$\n", "%%", "<!--", "-->", "[[", "]]", "[[Home]]", "[x](Home.md)", "](", "#tag",
    "https://a.b/", "**", "^id\n", "word", "é", "שלום", "می", "蜂", "👩", "1", " ", "\t", "\n",
    "\n\n", "\r\n", "\r", "frac{", "\\", "Â", "\udc92",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\U000e0000-\U000e007f]")


def fixed(
    text: str, wanted: Safety, vault: Vault | None = None, rules: Sequence[ActiveRule] = RULES
) -> str:
    note = Note.from_text(text)
    outcome = fix_note(note, vault or Vault.of({"Home.md": "", note.path: text}), rules, wanted)
    assert outcome.problem is None, outcome.problem
    return decode(outcome.after)


def messages(text: str, vault: Vault | None = None) -> list[str]:
    found, crashes = find(Note.from_text(text), vault or Vault.of({"Note.md": text}), RULES)
    assert not crashes, crashes[0].trace
    return [finding.message for finding in found]


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(RULES))
def test_safe_fixes_take_away_nothing_that_is_seen(text: str, active: ActiveRule) -> None:
    after = fixed(text, Safety.SAFE, rules=[active])
    its = CONTROLS if active.rule.id == "control-character" else UNSEEN
    before, after = its.sub("", text), its.sub("", after)
    # In a formula a control becomes the backslash and the letter that it was, and nothing else.
    assert after.replace("\\frac{", "frac{") == before.replace("\\frac{", "frac{")


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_all_fixes_pass_the_guard_and_come_to_an_end(text: str) -> None:
    after = fixed(text, Safety.UNSAFE)
    assert fixed(after, Safety.UNSAFE) == after


@pytest.mark.parametrize("character", ["\u200b", "\u00ad", "\u200f", "\x08"])
def test_a_link_that_works_keeps_its_characters(character: str) -> None:
    name = f"Ho{character}ney"
    vault = Vault.of({f"{name}.md": f"# Wa{character}x\n"})
    text = f"[[{name}]] and [wax](<{name}.md#Wa{character}x>)\n"
    assert not messages(text, vault)


@pytest.mark.parametrize("character", ["\u200b", "\u00ad", "\u200f", "\x08"])
@pytest.mark.parametrize("target", ["Honey#Wa{}x", "Ho{}ney", "Ho{}ney#Wax"])
def test_a_link_that_does_not_is_told_of(target: str, character: str) -> None:
    vault = Vault.of({"Honey.md": "# Wax\n"})
    text = f"[[{target.format(character)}]]\n"
    assert len(messages(text, vault)) == 1
    assert fixed(text, Safety.UNSAFE, vault) == f"[[{target.format('')}]]\n"


@pytest.mark.parametrize(
    "link", ["[[Honey]]", "[Honey](Honey.md)", "[my honey](Honey.md)", "[2m](Honey.md)", "[ ] task"]
)
def test_no_bracket_belongs_to_a_control_sequence(link: str) -> None:
    vault = Vault.of({"Honey.md": ""})
    assert fixed(f"See \x1b{link} here\n", Safety.UNSAFE, vault) == f"See {link} here\n"


def test_zero_width_characters_in_targets_go_safely() -> None:
    vault = Vault.of({"Honey.md": "# Wax\n"})
    assert fixed("[[Honey\u200b#Wax\u2060]]\n", Safety.SAFE, vault) == "[[Honey#Wax]]\n"


def test_only_one_rule_speaks_of_a_character() -> None:
    """No character is two rules', whatever stands around it."""
    owners: dict[str, str] = {}
    for active in RULES:
        for character in active.rule.needs:
            assert owners.setdefault(character, active.rule.id) == active.rule.id


def test_what_is_invisible_belongs_to_a_rule() -> None:
    """Of controls and format characters, those that scripts alone use are nobody's."""
    known = {character for active in RULES for character in active.rule.needs}
    scripts = re.compile(
        "[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\ufff9-\ufffb\U00010000-\U0001ffff]"
    )
    usual = {"\t", "\n", "\r", "\ufeff"}  # a byte order mark is byte-order-mark's
    for code in range(0xE0080):
        character = chr(code)
        if unicodedata.category(character) in ("Cc", "Cf") and not scripts.match(character):
            assert character in known or character in usual, f"U+{code:04X}"


def by_hand(text: str) -> set[int]:
    """The controls without a partner, found by taking away pairs until there is none."""
    left = [(at, sign) for at, sign in enumerate(text) if sign in "\u202a\u202b\u202e\u2066\u2067"]
    left += [(at, sign) for at, sign in enumerate(text) if sign in "\u202c\u2069"]
    left.sort()
    alone: set[int] = set()
    depth_of: list[tuple[int, str]] = []
    for at, sign in left:
        if sign == "\u2069":
            inner = [one for one in reversed(depth_of) if one[1] in "\u2066\u2067"][:1]
            if inner:
                cut = depth_of.index(inner[0])
                alone.update(place for place, _ in depth_of[cut + 1 :])
                del depth_of[cut:]
            else:
                alone.add(at)
        elif sign == "\u202c":
            if depth_of and depth_of[-1][1] not in "\u2066\u2067":
                depth_of.pop()
            else:
                alone.add(at)
        else:
            depth_of.append((at, sign))
    return alone.union(place for place, _ in depth_of)


@given(st.text("\u202a\u202b\u202e\u202c\u2066\u2067\u2069\u200fa", max_size=12))
def test_partners_are_found(text: str) -> None:
    places = [at for at, sign in enumerate(text) if sign != "a"]
    assert lonely(text, places) == by_hand(text)
    assert not {at for at in lonely(text, places) if text[at] in MARKS}


def test_translations_of_the_manual_are_silent(shared: Path) -> None:
    """Persian joiners, Arabic marks and the like in texts that people wrote with care."""
    for path in sorted((shared / "encoding" / "negatives").glob("help-*.md")):
        assert not messages(path.read_text("utf-8")), path.name
