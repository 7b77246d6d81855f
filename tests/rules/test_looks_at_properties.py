"""What a rule sees in properties that are not parsed spares it nothing that it would find."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from vaultlint.rules.frontmatter import date_format, impossible_date, property_type, string_list

from tests import random_yaml
from vaultlint.note import Note
from vaultlint.settings import Settings
from vaultlint.vault import Vault

RULES = (date_format.check, impossible_date.check, property_type.check, string_list.check)
TYPED = Settings(
    property_types={
        "date": "date", "created": "datetime", "due": "date", "rating": "number", "id": "strange",
        "done": "checkbox", "up": "text", "related": "multitext", "status": "tags", "tags": "tags",
        "title": "text", "author": "aliases", "aliases": "aliases", "1": "number",
    }
)  # fmt: skip
CONFIRMED = {f"{number}.md": "---\nmodified: 2024-01-05\n---\n" for number in range(3)}


def assert_spared_nothing(note: Note, vault: Vault) -> None:
    def findings() -> list[object]:
        return [list(rule.run(note, rule.options(), vault)) for rule in RULES]

    looked = findings()
    with pytest.MonkeyPatch.context() as patch:
        for module in (date_format, impossible_date):
            patch.setattr(module, "may_hold_unusual_date", lambda note: True)
            patch.setattr(module, "may_be_unusual_date", lambda note, names: True)
        patch.setattr(property_type, "_may_misfit", lambda note, types: True)
        patch.setattr(string_list, "_may_hold_text", lambda note: True)
        assert looked == findings()


@settings(max_examples=500, deadline=None)
@given(random_yaml.notes())
def test_random_properties(text: str) -> None:
    for known in (Settings(), TYPED):
        assert_spared_nothing(
            Note.from_text(text, settings=known), Vault.of(CONFIRMED, settings=known)
        )


@pytest.mark.parametrize(
    "value", ["-a, -b", "- a, b", "-5", "a, b # c", "'a, b' ", '"[[a]], b"', '["a, b"]', ""]
)
def test_texts_that_might_be_taken_for_lists(value: str) -> None:
    for name in ("tags", "Aliases", "rating", "related", "up"):
        note = Note.from_text(f"---\n{name}: {value}\n---\n", settings=TYPED)
        assert_spared_nothing(note, Vault.of({}, settings=TYPED))


def test_real_properties(shared: Path) -> None:
    for root in sorted((shared / "vaults").iterdir()):
        if root.is_dir():
            vault = Vault.open(root)
            for path in vault.files.notes:
                assert_spared_nothing(vault.note_to_check(path), vault)
