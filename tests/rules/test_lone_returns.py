"""A carriage return and a newline with only something unseen between them are two newlines."""

from __future__ import annotations

import pytest

from vaultlint.active import ActiveRule
from vaultlint.finding import Safety
from vaultlint.fix import fix_note
from vaultlint.note import Note
from vaultlint.rule_files import find_rules
from vaultlint.vault import Vault

RULES = find_rules()


@pytest.mark.parametrize(
    ("rule", "between", "fixed"),
    [
        ("trailing-whitespace", "\t", "\t"),
        ("byte-order-mark", "\ufeff", "\ufeff"),
        ("irregular-space", "\u2028", " "),
    ],
)
def test_the_two_never_become_one(rule: str, between: str, fixed: str) -> None:
    assert fixed_by(rule, f"one\r{between}\ntwo\n") == f"one\r{fixed}\ntwo\n"


def test_a_blank_before_a_lone_return_in_properties_stays() -> None:
    text = "---\none: \r \n---\n"
    assert fixed_by("trailing-whitespace", text) == text


def fixed_by(rule: str, text: str) -> str:
    note = Note.from_text(text)
    active = [ActiveRule(RULES[rule], RULES[rule].options())]
    outcome = fix_note(note, Vault.of({note.path: note.data}), active, Safety.SAFE)
    assert outcome.problem is None
    return outcome.after.decode()
