"""The link rules where a page would be long: every kind of attachment."""

from __future__ import annotations

import pytest

from vaultlint.rule_files import find_rules
from vaultlint.vault import Vault

ATTACHMENTS = (
    "base canvas pdf avif bmp gif jpeg jpg png svg webp"
    " flac m4a mp3 ogg wav 3gp oga opus mkv mov mp4 ogv webm"
)


@pytest.mark.parametrize("extension", ATTACHMENTS.split())
def test_an_attachment_is_no_missing_note(extension: str) -> None:
    vault = Vault.of(
        {"Note.md": f"[[A.{extension}]] [[plan]] [a](b.{extension.upper()})\n"}
        | {f"Files/Plan.{extension}": b""}
    )
    rule = find_rules()["unresolved-link"]
    assert list(rule.run(vault.note("Note.md"), rule.options(), vault)) == []
