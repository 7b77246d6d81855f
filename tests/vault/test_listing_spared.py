"""What looks like a link and stands in code lets nobody list the vault."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vaultlint.active import ActiveRule
from vaultlint.lint import check_note
from vaultlint.rule_files import find_rules
from vaultlint.vault import Vault, stored

RULE = find_rules()["unresolved-link"]
CODE = "Some `[[1, 2], [3, 4]]` and\n\n```py\n[[a], [b]] = [[0, 1], [[2]]]\n```\n"


@pytest.mark.parametrize(
    ("text", "listed", "missing"),
    [(CODE, False, 0), (CODE + "[[Gone]]\n", True, 1), (CODE + "[[Note]]\n", True, 0)],
)
def test_only_a_link_lets_the_vault_be_listed(
    tmp_path: Path, text: str, listed: bool, missing: int
) -> None:
    (tmp_path / "Note.md").write_text(text, "utf-8")
    vault = Vault.open(tmp_path)
    active = ActiveRule(RULE, RULE.options())
    result = check_note(vault.note_to_check("Note.md"), vault, [active])
    assert len(result.findings) == missing
    assert vault.is_listed is listed


def test_what_is_stored_says_what_a_link_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "_FEWEST", 1)
    monkeypatch.setattr(stored, "_STALE", 1)
    root = tmp_path / "vault"
    root.mkdir()
    (root / "Note.md").write_text(CODE + "[[Other]], [[other.md]] and ![[pic.v2.png]]\n", "utf-8")
    for name in ("Other.md", "pic.v2.png"):
        (root / name).write_bytes(b"")
    os.utime(root, ns=(10**17, 10**17))
    active = ActiveRule(RULE, RULE.options())
    listed = []
    for _ in range(2):
        vault = Vault.open(root, tmp_path / "names")
        assert not check_note(vault.note_to_check("Note.md"), vault, [active]).findings
        listed.append(vault.is_listed)
        vault.keep_listing()
    assert listed == [True, False]
