"""Rules about other files than notes: which files they are shown, and what of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Run, findings
from vaultlint.finding import Level, Safety
from vaultlint.kinds import FileKind, kind_of
from vaultlint.rule import NoOptions, rule

RULE = '''"""Every file there is."""
from vaultlint.finding import Finding, Level, Span
from vaultlint.rule import NoOptions, rule


@rule(level=Level.WARNING, uses_vault=True, files=KINDS)
def check(note, options, vault):
    """Tell the path and what is known of the text."""
    yield Finding(Span(0, 0), note.path + ": " + note.text)
'''
ALL = ("note", "canvas", "base", "attachment", "setting")
FILES = {
    ".obsidian/app.json": "{}",
    ".obsidian/workspace.json": "{}",
    "A note.md": "text",
    "Sub/Drawn.CANVAS": "{}",
    "Sub/Table.base": "views: []",
    "Sub/picture.png": "never read",
    "Sub/unknown": "never read",
}
SAID = {
    ".obsidian/app.json": "{}",
    "A note.md": "text",
    "Sub/Drawn.CANVAS": "{}",
    "Sub/Table.base": "views: []",
    "Sub/picture.png": "",
    "Sub/unknown": "",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        file = tmp_path / "vault" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path / "vault"


def plugin(folder: Path, kinds: tuple[str, ...] = ALL) -> Path:
    file = folder / "any_file.py"
    file.write_text(RULE.replace("KINDS", repr(kinds)), encoding="utf-8")
    return file


def said(run: Run, root: Path, rules: Path, *arguments: str | Path) -> dict[str, str]:
    """What the rule says, by path."""
    given = ("--plugin", rules, "--select", "any-file", "--format", "json", *arguments)
    result = run(*given, cwd=root)
    told = dict(str(one["message"]).split(": ", 1) for one in findings(result))
    assert json.loads(result.stdout)["summary"]["files"] == len(told)
    return told


@pytest.mark.parametrize("options", [("--no-cache",), ("--no-cache", "--jobs", "2"), ()])
def test_every_kind_is_shown(run: Run, root: Path, tmp_path: Path, options: tuple[str]) -> None:
    rules = plugin(tmp_path)
    for _ in range(2):  # the second time from the cache, where there is one
        assert said(run, root, rules, *options) == SAID
    (root / "Sub/Drawn.CANVAS").write_text("[]", encoding="utf-8")
    (root / ".obsidian/app.json").write_text("[]", encoding="utf-8")
    changed = SAID | {"Sub/Drawn.CANVAS": "[]", ".obsidian/app.json": "[]"}
    assert said(run, root, rules, *options) == changed


@pytest.mark.parametrize(
    ("arguments", "paths"),
    [
        (("Sub",), ["Sub/Drawn.CANVAS", "Sub/Table.base", "Sub/picture.png", "Sub/unknown"]),
        (("Sub/Drawn.CANVAS", "Sub/picture.png"), ["Sub/Drawn.CANVAS", "Sub/picture.png"]),
        ((".obsidian/app.json", "A note.md"), [".obsidian/app.json", "A note.md"]),
        ((".obsidian/workspace.json",), []),
    ],
)
def test_paths_limit_what_is_shown(
    run: Run, root: Path, tmp_path: Path, arguments: tuple[str], paths: list[str]
) -> None:
    assert sorted(said(run, root, plugin(tmp_path), *arguments)) == paths


def test_other_kinds_are_left_alone_where_no_rule_is_about_them(
    run: Run, root: Path, tmp_path: Path
) -> None:
    rules = plugin(tmp_path, ("note",))
    assert said(run, root, rules) == {"A note.md": "text"}
    other = tmp_path / "other"  # Python takes a file of the same second and size for the same
    other.mkdir()
    assert said(run, root, plugin(other, ("base",)), "Sub") == {"Sub/Table.base": "views: []"}


def test_an_override_may_turn_a_kind_on(run: Run, root: Path, tmp_path: Path) -> None:
    rules = plugin(tmp_path)
    (root / "vaultlint.toml").write_text(
        'preset = []\n[[overrides]]\npaths = ["Sub/*.png"]\nselect = ["any-file"]\n',
        encoding="utf-8",
    )
    result = run("--plugin", rules, "--format", "json", "--no-cache", cwd=root)
    assert [one["path"] for one in findings(result)] == ["Sub/picture.png"]
    text = run("--plugin", rules, "--no-cache", cwd=root).stdout.decode()
    assert "1 problem in 1 of 7 files: 1 warning." in text  # the configuration is one


def test_suppressions_are_for_notes(run: Run, root: Path, tmp_path: Path) -> None:
    comment = "%% vaultlint-disable-file any-file %%"
    for path in ("A note.md", "Sub/Table.base"):
        (root / path).write_text(comment, encoding="utf-8")
    given = ("--plugin", plugin(tmp_path), "--select", "any-file", "--format", "json")
    paths = {str(one["path"]) for one in findings(run(*given, cwd=root))}
    assert paths == set(SAID) - {"A note.md"}


def test_fixing_leaves_other_files_alone(run: Run, root: Path, tmp_path: Path) -> None:
    result = run("--fix", "--plugin", plugin(tmp_path), "--select", "any-file", cwd=root)
    assert result.returncode == 1, result.stderr.decode()
    for path, text in FILES.items():
        assert (root / path).read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a/b.md", "note"),
        ("a/b.MD", "note"),
        ("b.markdown", "attachment"),
        ("b.canvas", "canvas"),
        ("b.Base", "base"),
        ("a.md/b", "attachment"),
        ("md", "attachment"),
        ("b.", "attachment"),
        (".obsidian/app.json", "setting"),
        (".obsidian/note.md", "setting"),
        ("a/.obsidian/app.json", "attachment"),
    ],
)
def test_kinds(path: str, kind: FileKind) -> None:
    assert kind_of(path) == kind


def test_a_rule_that_fixes_is_about_notes() -> None:
    with pytest.raises(ValueError, match="about notes alone"):

        @rule(level=Level.INFO, fixes=Safety.SAFE, files=("note", "canvas"))
        def check(note: object, options: NoOptions) -> object: ...
