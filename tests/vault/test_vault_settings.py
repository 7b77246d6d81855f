"""Obsidian's settings: what is read, and what becomes of files that cannot be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vaultlint.settings import Settings, read_settings


def configure(folder: Path, **files: object) -> Path:
    """A config folder with these files: name, `__` for a slash and `_` for a dash, to content."""
    for name, content in files.items():
        file = folder / (name.replace("__", "/").replace("_", "-") + ".json")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return folder


def test_everything(tmp_path: Path) -> None:
    folder = configure(
        tmp_path / ".obsidian",
        app={
            "newLinkFormat": "relative",
            "useMarkdownLinks": True,
            "strictLineBreaks": True,
            "attachmentFolderPath": "Files/Attachments/",
            "userIgnoreFilters": ["Archive/", "", 3, "/x.*/"],
        },
        types={"types": {"Created": "datetime", "due": "date", "odd": 5}},
        templates={"folder": "/Meta/Templates/"},
        daily_notes={"folder": "Daily", "format": "DD.MM.YYYY", "template": "Meta/Templates/Day"},
        zk_prefixer={"template": "Elsewhere/Unique.md"},
        plugins__templater_obsidian__data={
            "templates_folder": "Scripts",
            "folder_templates": [{"folder": "", "template": ""}, {"template": "Other/T.md"}, 7],
        },
    )
    settings, problems = read_settings(folder)
    assert problems == ()
    assert settings == Settings(
        new_link_format="relative",
        use_markdown_links=True,
        strict_line_breaks=True,
        attachment_folder="Files/Attachments",
        ignore_filters=("Archive/", "/x.*/"),
        property_types={"created": "datetime", "due": "date"},
        template_folders=("Meta/Templates", "Scripts"),
        template_notes=("Meta/Templates/Day.md", "Elsewhere/Unique.md", "Other/T.md"),
        daily_folder="Daily",
        daily_format="DD.MM.YYYY",
    )
    assert settings.is_template("meta/templates/x/Note.md")
    assert settings.is_template("Elsewhere/Unique.md")
    assert not settings.is_template("Meta/Templates.md")
    assert not settings.is_template("Daily/2024-01-01.md")


def test_no_folder(tmp_path: Path) -> None:
    assert read_settings(tmp_path / ".obsidian") == (Settings(), ())


def test_an_empty_template_folder_is_not_the_whole_vault(tmp_path: Path) -> None:
    settings, _ = read_settings(configure(tmp_path, templates={"folder": "/"}))
    assert not settings.is_template("Note.md")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("/", "/"),
        ("", "/"),
        ("./", "./"),
        (".", "./"),
        ("./sub/", "./sub"),
        ("a/b", "a/b"),
        (7, "/"),
    ],
)
def test_attachment_folder(tmp_path: Path, written: object, read: str) -> None:
    settings, _ = read_settings(configure(tmp_path, app={"attachmentFolderPath": written}))
    assert settings.attachment_folder == read


def test_a_wrong_type_counts_as_not_set(tmp_path: Path) -> None:
    app = {
        "newLinkFormat": "longest",
        "useMarkdownLinks": "yes",
        "strictLineBreaks": 1,
        "userIgnoreFilters": "x",
    }
    folder = configure(tmp_path, app=app, types={"types": []}, daily_notes={"format": ""})
    assert read_settings(folder) == (Settings(), ())


def test_a_byte_order_mark_is_stripped(tmp_path: Path) -> None:
    settings, problems = read_settings(configure(tmp_path, app='\ufeff{"useMarkdownLinks": true}'))
    assert settings.use_markdown_links
    assert problems == ()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{\n"newLinkFormat": }', "line 2, column 18"),
        (b"", "line 1, column 1"),
        (b"[1]", "no JSON object"),
        (b'{"a": "\xff"}', "not UTF-8"),
        (b"[" * 100_000, "too deeply nested"),
    ],
)
def test_a_broken_file_is_told_and_the_others_read(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    folder = configure(tmp_path / ".obsidian", templates={"folder": "T"})
    (folder / "app.json").write_bytes(content)
    settings, problems = read_settings(folder)
    assert settings == Settings(template_folders=("T",))
    assert len(problems) == 1
    assert ".obsidian/app.json" in problems[0]
    assert reason in problems[0]


@pytest.mark.parametrize(
    ("core", "community", "disabled"),
    [
        (["templates", "daily-notes", "graph"], [], {"zk-prefixer", "bookmarks", "templater"}),
        ({"templates": False, "bookmarks": True}, ["templater-obsidian"], {"templates"}),
        ({"templates": 0}, ["dataview"], {"templater"}),
        ('"templates"', {}, set()),
        (None, None, set()),
    ],
)
def test_plugins_that_are_surely_off(
    tmp_path: Path, core: object, community: object, disabled: set[str]
) -> None:
    files = {"core_plugins": core, "community_plugins": community}
    folder = configure(tmp_path, **{name: file for name, file in files.items() if file is not None})
    settings, problems = read_settings(folder)
    names = {name.replace("templater", "templater-obsidian") for name in disabled}
    assert (set(settings.disabled_plugins), problems) == (names, ())
