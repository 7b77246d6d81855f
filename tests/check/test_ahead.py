"""Notes that are read and looked at together give what each gives by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.check.bench import rules_of
from vaultlint.active import ActiveRule, ActiveRules
from vaultlint.check import Crew, ahead, check_notes
from vaultlint.check.ahead import read_ahead
from vaultlint.config import load_config
from vaultlint.finding import Finding, Level, Span
from vaultlint.lint import UNREADABLE, check_apart, check_path
from vaultlint.needs import views_for
from vaultlint.note import Note
from vaultlint.rule import NoOptions, rule
from vaultlint.vault import Vault


@rule(level=Level.WARNING, preset="recommended")
def moody(note: Note, options: NoOptions) -> Iterator[Finding]:
    yield Finding(Span(0, 1), "before")
    if "bad" in note.text:
        raise ValueError("no good")


@rule(level=Level.WARNING, preset="recommended", any_encoding=True)
def calm(note: Note, options: NoOptions) -> Iterator[Finding]:
    yield Finding(Span(0, 1), note.encoding or "calm")


VAULT = Vault.of({"A.md": "a", "B.md": "bad", "C.md": "a".encode("utf-16"), "D.canvas": "{}"})
PATHS = ("A.md", "B.md", "C.md", "D.canvas")
RULES = ActiveRules(ActiveRule(one, NoOptions()) for one in (moody, calm))


def test_a_rule_that_fails_in_a_note_is_run_there_once_more() -> None:
    some = [*read_ahead(PATHS, VAULT, lambda _: RULES, signed=False, run=True)]
    assert [one.found is None for one in some] == [False, True, False, False]
    results = [*check_notes(PATHS, VAULT, lambda _: RULES, Crew(jobs=1))]
    assert results == [check_path(path, VAULT, RULES, check_apart) for path in PATHS]
    assert [len(result.findings) for result in results] == [2, 1, 1, 0]
    assert [len(result.crashes) for result in results] == [0, 1, 0, 0]


def test_notes_with_rules_of_their_own_and_lost_ones_are_checked_by_themselves() -> None:
    def rules_for(path: str) -> ActiveRules:
        return RULES if path != "C.md" else RULES.without(["calm"])

    mixed = read_ahead(PATHS, VAULT, rules_for, signed=False, run=True)
    assert all(one.found is None for one in mixed)
    paths = ("A.md", "Gone.md")
    assert all(
        one.found is None for one in read_ahead(paths, VAULT, rules_for, signed=False, run=True)
    )
    here, gone = check_notes(paths, VAULT, rules_for, Crew(jobs=1))
    assert len(here.findings) == 2
    assert [one.rule for one in gone.findings] == [UNREADABLE]


@pytest.mark.parametrize(("notes", "size"), [(1, 9_999), (2, 9_999), (7, 9_999), (50, 600)])
def test_however_many_are_taken_together(
    shared: Path, monkeypatch: pytest.MonkeyPatch, notes: int, size: int
) -> None:
    root = shared / "vaults" / "kepano"
    vault, config = Vault.open(root), load_config(root, rules_of())
    paths = vault.files.notes[:60]
    monkeypatch.setattr(ahead, "_NOTES", notes)
    monkeypatch.setattr(ahead, "_BYTES", size)
    apart = [check_path(path, vault, config.rules_for(path), check_apart) for path in paths]
    together = read_ahead(paths, vault, config.rules_for, signed=False, run=True)
    for one, alone in zip(together, apart, strict=True):
        note = one.reading.note
        assert isinstance(note, Note)
        assert check_apart(note, vault, one.rules, one.found) == alone


def test_what_is_looked_at_before() -> None:
    assert views_for(()) == []
    assert views_for(("[[", "base")) == ["signs"]
    every = {need for rule in rules_of().values() for need in rule.needs}
    assert all(hasattr(Note, view) for view in views_for(every))
