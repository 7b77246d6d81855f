"""The rules about the vault as a whole, where a page cannot show it: names, sizes, settings."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from vaultlint.finding import Level
from vaultlint.rule_files import find_rules
from vaultlint.vault import Vault

RULES = find_rules()


def found(
    rule_id: str, files: Mapping[str, str | bytes], **options: object
) -> dict[str, list[tuple[Level, str]]]:
    """What a rule finds in a vault of these files: level and message by path, where any."""
    rule = RULES[rule_id]
    vault = Vault.of(files)
    results = {}
    for path in vault.files.paths:
        note = vault.note_to_check(path)
        findings = rule.run(note, rule.options(**options), vault)
        results[path] = [(finding.level or rule.level, finding.message) for finding in findings]
    return {path: result for path, result in results.items() if result}


@pytest.mark.parametrize(
    ("name", "level", "reason"),
    [
        ("a#b.md", Level.WARNING, "ends at `#`"),
        ("a#b.png", Level.WARNING, "ends at `#`"),
        ("a|b.canvas", Level.WARNING, "ends at `|`"),
        ("a\\b.md", Level.WARNING, "for `/`"),
        ("week: 3.md", Level.WARNING, "refuses `:`"),
        ("[x] y.png", Level.WARNING, "brackets"),
        ("x [y].md", Level.WARNING, "brackets"),
        ("x [y", Level.WARNING, ""),
        ("2^10.md", Level.INFO, "warns of `^`"),
        ("100%% sure.md", Level.INFO, "warns of `%%`"),
        ("What?.md", Level.INFO, "with `?`"),
        ("a*b.png", Level.INFO, "with `*`"),
        ("con.md", Level.INFO, "`con`"),
        ("NUL.tar.gz", Level.INFO, "`NUL`"),
        ("ends.", Level.INFO, "in a dot"),
        ("ends ", Level.INFO, "in a space"),
        ("tab\there.md", Level.INFO, "U+0009"),
        ("漢" * 84 + ".md", None, ""),
        ("漢" * 85 + ".md", Level.INFO, "258 bytes"),
    ],
)
def test_names(name: str, level: Level | None, reason: str) -> None:
    if level is None or not reason:
        assert found("file-name", {name: ""}) == {}
        return
    for path in (name, f"Folder/{name}"):
        results = found("file-name", {path: "", "Other.md": ""})
        [(actual, message)] = results.pop(path)
        assert (actual, results) == (level, {})
        assert reason in message
    expected = set() if level == Level.INFO and "warns" not in reason else {name}
    assert set(found("file-name", {name: ""}, portable=False)) == expected


@pytest.mark.parametrize("folder", ["C#", "a|b", "nul", "dot.", "space ", "What?", "A:B", "x/C#/y"])
def test_the_name_of_a_folder_is_told_once(folder: str) -> None:
    files = {f"{folder}/{name}": "" for name in ("B.md", "A.png", "Sub/C.md")} | {"Z.md": ""}
    assert list(found("file-name", files)) == [f"{folder}/A.png"]


@pytest.mark.parametrize("folder", ["[Old]", "2^10", "50%% off", "console", "a.b", ".config"])
def test_folders_that_links_can_name(folder: str) -> None:
    assert found("file-name", {f"{folder}/A.md": ""}) == {}


def test_names_that_differ_only_in_case_or_form() -> None:
    files = ["Note.md", "note.md", "A/Caf\u00e9.md", "A/Cafe\u0301.md", "a/Note.md", "A/NOTE.md"]
    results = found("file-name", dict.fromkeys([*files, "NOTE.png", "B/note.md"], ""))
    assert set(results) == {"note.md", "A/Caf\u00e9.md", "a/Note.md"}
    assert "from `Note.md` only in case" in results["note.md"][0][1]
    assert "only in its Unicode form" in results["A/Caf\u00e9.md"][0][1]
    assert "from `A/NOTE.md` only in case" in results["a/Note.md"][0][1]
