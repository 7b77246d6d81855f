"""All fixes of the rules about properties and tags together, over real notes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from vaultlint.active import ActiveRule
from vaultlint.finding import Finding, Safety
from vaultlint.fix import fix_note
from vaultlint.note import Note
from vaultlint.rule import Change
from vaultlint.rule_files import find_rules
from vaultlint.vault import Vault

from .test_real_vaults import VAULTS

RULES = {name: rule for name, rule in find_rules().items() if rule.group in ("frontmatter", "tags")}
OPTIONS = {"property-order": {"order": ("title", "aliases", "tags", "created"), "sort": True}}
ACTIVE = [
    ActiveRule(RULES[name], RULES[name].options(**OPTIONS.get(name, {}))) for name in sorted(RULES)
]
_NOTES = 40  # of a vault


def may_change(applied: Sequence[Finding], change: Change) -> bool:
    return any(change in RULES[finding.rule].changes for finding in applied)


def opened(note: Note, vault: Vault) -> set[str | None]:
    """The files that the note's links open."""
    return {vault.resolve(link.path, note.path).path for link in note.links if not link.external}


def assert_fixed_for_good(note: Note, vault: Vault, rules: Sequence[ActiveRule]) -> None:
    outcome = fix_note(note, vault, rules, Safety.UNSAFE)
    assert outcome.problem is None, f"{note.path}: {outcome.problem}"
    after = Note(note.path, outcome.after, vault.settings)
    again = fix_note(after, vault, rules, Safety.UNSAFE)
    assert again.problem is None, f"{note.path}: {again.problem}"
    assert not again.changed, f"{note.path}: a second fix by {again.applied}"
    assert opened(note, vault) - {None} <= opened(after, vault), note.path
    if not may_change(outcome.applied, Change.TAGS):
        assert [tag.name for tag in note.tags] == [tag.name for tag in after.tags], note.path
        assert note.text[note.body_start :] == after.text[after.body_start :], note.path


@pytest.mark.parametrize("name", VAULTS)
def test_all_of_them_and_any_of_them(name: str, shared: Path) -> None:
    vault = Vault.open(shared / "vaults" / name)
    chance = random.Random(name)
    notes = [note for note in map(vault.note, vault.files.notes) if note.frontmatter is not None]
    for note in chance.sample(notes, min(len(notes), _NOTES)):
        assert_fixed_for_good(note, vault, ACTIVE)
        assert_fixed_for_good(note, vault, chance.sample(ACTIVE, chance.randint(2, len(ACTIVE))))


HARD = """\
up: [[Home]]
related: "[[Home]], [[Other]]"
Related: '[[Home]]'
tag: a, b
tags:
- book
- "two words"
- '#x'
- book
aliases: Bond, James
created: 5/13/2024
rating: "5"
empty:
list: [ "a", 'b' ]
nested:
  - - Home
# about the title
"title": 'It''s'
status: done # really
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("seed", range(25))
def test_notes_made_for_every_rule(seed: int, newline: str) -> None:
    chance = random.Random(seed)
    others = {"Home.md": "---\nStatus: x\n---\n", "Other.md": "---\nStatus: y\ntags: [Book]\n---\n"}
    entries: list[str] = []
    for line in HARD.splitlines(keepends=True):
        if line[0] in " #-":  # part of what is above it
            entries[-1] += line
        else:
            entries.append(line)
    chance.shuffle(entries)
    text = f"---\n{''.join(entries)}---\nText #Book [[Home]]\n".replace("\n", newline)
    vault = Vault.of(others | {"Note.md": text})
    assert_fixed_for_good(vault.note("Note.md"), vault, ACTIVE)
    some = chance.sample(ACTIVE, chance.randint(2, len(ACTIVE)))
    assert_fixed_for_good(vault.note("Note.md"), vault, some)
