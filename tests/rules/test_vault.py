"""The rules about the vault as a whole, where a page cannot show it: names, sizes, settings."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaultlint.rules.vault._names import may_be_odd, odd_in_links, odd_on_disks

from vaultlint.finding import Level
from vaultlint.note import Note
from vaultlint.rule_files import find_rules
from vaultlint.settings import Settings
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
        ("a:b.js", Level.INFO, "with `:`"),
        ("[id]#1.tsx", None, ""),
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


PIECES = (
    "con", "CON", "Com1", "lpt9", "aux", "nul", "a", "é", ".", " ", "%", "%%", "#", "^", "[", "]",
    "|", ":", "\\", "*", "?", '"', "<", "\x00", "\x7f", "/", "/", ".md", "漢" * 86, "b" * 90,
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_the_first_look_at_a_path_spares_nothing(path: str) -> None:
    if not may_be_odd(path):
        *folders, name = path.split("/")
        assert not odd_in_links(name)
        assert not odd_on_disks(name)
        assert not any(odd_in_links(one, folder=True) or odd_on_disks(one) for one in folders)


@pytest.mark.parametrize("folder", ["C#", "a|b", "nul", "dot.", "space ", "What?", "A:B", "x/C#/y"])
def test_the_name_of_a_folder_is_told_once(folder: str) -> None:
    files = {f"{folder}/{name}": "" for name in ("B.md", "A.png", "Sub/C.md")} | {"Z.md": ""}
    assert list(found("file-name", files)) == [f"{folder}/A.png"]


def test_folders_without_anything_that_obsidian_shows() -> None:
    files = {"C#/a.cs": "", "C#/b.cs": "", "C#/sub/main.cs": "", "D#/a.cs": "", "D#/b.pdf": ""}
    assert list(found("file-name", files)) == ["D#/b.pdf"]


@pytest.mark.parametrize("folder", ["[Old]", "2^10", "50%% off", "console", "a.b", ".config"])
def test_folders_that_links_can_name(folder: str) -> None:
    assert found("file-name", {f"{folder}/A.md": ""}) == {}


def test_names_that_differ_only_in_case_or_form(monkeypatch: pytest.MonkeyPatch) -> None:
    files = ["Note.md", "note.md", "A/Caf\u00e9.md", "A/Cafe\u0301.md", "a/Note.md", "A/NOTE.md"]
    files += "NOTE.png", "B/note.md"
    results = found("file-name", dict.fromkeys(files, ""))
    assert set(results) == {"note.md", "A/Caf\u00e9.md", "a/Note.md"}
    assert "from `Note.md` only in case" in results["note.md"][0][1]
    assert "only in its Unicode form" in results["A/Caf\u00e9.md"][0][1]
    assert "from `A/NOTE.md` only in case" in results["a/Note.md"][0][1]
    monkeypatch.setattr(Vault, "is_listed", False)  # then only what has to be asked is asked
    assert found("file-name", dict.fromkeys(files, "")) == results


def test_sizes() -> None:
    limit = 2 * 1024 * 1024
    files = {
        "large.md": b"x" * (limit + 1),
        "below.md": b"x" * limit,
        "film.mp4": b"x" * (limit * 2),
    }
    results = found("oversized-note", files)
    assert list(results) == ["large.md"]
    assert "is 2.1 MB large" in results["large.md"][0][1]
    assert list(found("oversized-note", files, limit=limit + 1)) == []
    assert list(found("oversized-note", {"a.md": "four"}, limit=4)) == []
    assert "larger than 3 bytes" in found("oversized-note", {"a.md": "four"}, limit=3)["a.md"][0][1]


def test_empty_notes() -> None:
    files = {
        "a.md": "",
        "b.md": "\ufeff \r\n",
        "c.md": "---\nx: 1\n---",
        "d.md": "---",
        "e.md": "\x00",
    }
    assert set(found("empty-note", files)) == {"a.md", "b.md", "c.md"}
    assert set(found("empty-note", files, allow_properties=True)) == {"a.md", "b.md"}


@pytest.mark.parametrize(
    "folder", ["Meta/Templates", "/Meta/Templates/", "meta\\templates", "meta", "/"]
)
def test_folders_of_settings_that_are_there(folder: str) -> None:
    file = ".obsidian/templates.json"
    files = {file: json.dumps({"folder": folder}), "Meta/Templates/Day.md": ""}
    assert broken_settings(files) == {}
    assert broken_settings({file: files[file], "Meta/Tem.md": ""}).keys() <= {file}


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("templates.json", '{"folder": "x"'),
        ("templates.json", '["folder", "x"]'),
        ("templates.json", '{"folder": ["x"], "template": "x"}'),
        ("templates.json", '{"folder": ".hidden/x"}'),
        ("templates.json", '{"folder": "../elsewhere"}'),
        ("templates.json", ""),
        ("daily-notes.json", '{"folder": "Absent", "template": ""}'),
        ("daily-notes.json", '{"template": "Day"}'),
        ("daily-notes.json", '{"template": "../Day"}'),
        ("zk-prefixer.json", '{"folder": "Absent", "template": "meta/DAY.md"}'),
        ("bookmarks.json", '{"items": [{"type": "graph", "path": "x"}, 7, {"path": "x"}]}'),
        ("bookmarks.json", '{"items": {"type": "file", "path": "x"}}'),
        ("types.json", '{"folder": "x", "template": "x", "items": []}'),
        ("app.json", '{"attachmentFolderPath": "x", "newFileFolderPath": "y"}'),
        ("plugins/templater-obsidian/data.json", '{"folder_templates": [{"template": ""}, 1]}'),
        (
            "plugins/templater-obsidian/data.json",
            '{"startup_templates": [""], "templates_folder": "/"}',
        ),
        (
            "plugins/templater-obsidian/data.json",
            '{"trigger_on_file_creation": false, "file_templates": [{"template": "x"}]}',
        ),
    ],
)
def test_settings_with_nothing_to_say_about(file: str, content: str) -> None:
    assert broken_settings({f".obsidian/{file}": content, "Meta/Day.md": ""}) == {}


def test_settings_of_plugins_that_are_off() -> None:
    settings = {
        "templates": ("templates.json", '{"folder": "x"}'),
        "daily-notes": ("daily-notes.json", '{"template": "x"}'),
        "zk-prefixer": ("zk-prefixer.json", '{"template": "x"}'),
        "bookmarks": ("bookmarks.json", '{"items": [{"type": "file", "path": "x.md"}]}'),
        "templater-obsidian": ("plugins/templater-obsidian/data.json", '{"templates_folder": "x"}'),
    }
    files = {f".obsidian/{file}": content for file, content in settings.values()}
    assert len(broken_settings(files)) == len(files)
    for plugin, (file, _) in settings.items():
        left = broken_settings(files, Settings(disabled_plugins=(plugin,)))
        assert left.keys() == files.keys() - {f".obsidian/{file}"}


def test_groups_of_bookmarks_within_groups() -> None:
    content: object = {"type": "file", "path": "Gone.md"}
    for _ in range(400):
        content = {"type": "group", "items": [content]}
    file = ".obsidian/bookmarks.json"
    [message] = broken_settings({file: json.dumps({"items": [content]})})[file]
    assert message == "`Gone.md`, which a bookmark opens, is missing"


def broken_settings(
    files: Mapping[str, str], settings: Settings | None = None
) -> dict[str, list[str]]:
    """The messages of broken-setting for each file of settings, where it has any."""
    notes = {path: text for path, text in files.items() if not path.startswith(".obsidian/")}
    vault, rule = Vault.of(notes, settings), RULES["broken-setting"]
    results = {}
    for path in files.keys() - notes.keys():
        note = Note.from_text(files[path], path)
        results[path] = [finding.message for finding in rule.run(note, rule.options(), vault)]
    return {path: messages for path, messages in results.items() if messages}
