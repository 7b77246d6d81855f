"""Rules that need all notes: the same findings in every kind of run, and only in whole ones."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.check import bench
from vaultlint.cli import cli
from vaultlint.gathered import Gathered, part_of
from vaultlint.lint import NoteResult
from vaultlint.note import Note
from vaultlint.vault import Vault

RULE = '''
"""A word in capitals that most notes write small."""

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.rule import Change, rule


def words(note):
    if "unruly" in note.text:
        raise ValueError("no words")
    return note.text.split()


def loud(gathered, options):
    if "jam" in gathered.counts:
        raise ValueError("no idea")
    counts = gathered.counts
    return {w: w.lower() for w in counts if w.isupper() and counts.get(w.lower(), 0) > counts[w]}


@rule(
    level=Level.WARNING, preset="recommended", fixes=Safety.SAFE, changes={Change.WORDS},
    gathers=words, suspects=loud,
)
def check(note, options, suspected):
    for word, quiet in suspected.items():
        at = note.text.find(word)
        if at >= 0:
            span = Span(at, at + len(word))
            fix = Fix("be quiet", (Edit(span, quiet),), Safety.SAFE)
            yield Finding(span, f"`{word}` is loud", fix)
'''
HOWS = [{}, {"jobs": 2, "fork": True}, {"jobs": 2}]
HOWS = HOWS if hasattr(os, "fork") else [HOWS[0], HOWS[2]]
NOTES = {
    "A.md": "tea\n",
    "B.md": "tea TEA coffee\n",
    "C.md": "tea COFFEE\n",
    "D.md": "tea TEA %% vaultlint-disable-line %%\n",
    "E.md": "milk %% vaultlint-disable-line %%\n",
    "F.md": "%% vaultlint-disable-file style %%\nTEA\n",
}
FOUND = ["B.md TEA", "E.md vaultlint-disable-line"]


@pytest.fixture
def plugin(tmp_path: Path) -> Path:
    (tmp_path / "style").mkdir()
    file = tmp_path / "style" / "loud_word.py"
    file.write_text(RULE, "utf-8")
    return file.parent


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "vault"
    for path, text in {".obsidian/app.json": "{}", **NOTES}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return root


def told(results: list[NoteResult]) -> list[str]:
    """Each note with what is found in it."""
    return [
        f"{result.path} {located.finding.message.split('`')[1]}"
        for result in results
        for located in result.findings
        if located.rule in ("loud-word", "unused-suppression")
    ]


def check(root: Path, plugin: Path, folder: Path | None, how: dict[str, Any]) -> list[NoteResult]:
    how |= {"preset": "recommended", "select": ()}
    return bench.check(root, folder, plugins=(plugin,), **how)


def run(root: Path, plugin: Path, *arguments: str) -> Result:
    words = ["--vault", str(root), "--plugin", str(plugin), "--no-cache", *arguments]
    return CliRunner().invoke(cli, words)


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("cached", [False, True])
def test_every_run_says_the_same(
    root: Path, plugin: Path, tmp_path: Path, how: dict[str, Any], cached: bool
) -> None:
    folder = tmp_path / "cache" if cached else None
    for _ in range(2):
        results = check(root, plugin, folder, how)
        assert told(results) == FOUND


@pytest.mark.parametrize("how", HOWS)
def test_a_note_changes_what_is_said_of_another(
    root: Path, plugin: Path, tmp_path: Path, how: dict[str, Any]
) -> None:
    folder = tmp_path / "cache"
    check(root, plugin, folder, {})
    (root / "G.md").write_text("coffee", "utf-8")
    results = check(root, plugin, folder, how)
    assert told(results) == ["B.md TEA", "C.md COFFEE", "E.md vaultlint-disable-line"]
    (root / "A.md").write_text("TEA TEA\n", "utf-8")
    (root / "C.md").write_text("TEA COFFEE\n", "utf-8")
    results = check(root, plugin, folder, how)
    assert told(results) == [
        "C.md COFFEE",
        "D.md vaultlint-disable-line",
        "E.md vaultlint-disable-line",
        "F.md vaultlint-disable-file style",
    ]


def test_some_notes_are_not_judged_by_all(root: Path, plugin: Path) -> None:
    some = [str(root / name) for name in ("B.md", "D.md", "E.md")]
    assert run(root, plugin, *some).exit_code == 0
    named = run(root, plugin, "--select", "loud-word", *some)
    assert "`TEA` is loud" in named.output
    assert "B.md" in named.output
    assert "D.md" not in named.output
    assert run(root, plugin).exit_code == 1


def test_a_list_judges_one_note_alone(root: Path, plugin: Path) -> None:
    listed = '[rules]\nunknown-tag.tags = ["tea"]\nunknown-property.properties = ["cup"]\n'
    (root / "vaultlint.toml").write_text(listed, "utf-8")
    (root / "B.md").write_text("---\ncup: 1\ntags: [tea, milk]\nspoon: 2\n---\n", "utf-8")
    output = run(root, plugin, str(root / "B.md")).output
    assert "unknown-tag: the tag `milk` is not in the list" in output
    assert "unknown-property: `spoon` is not among" in output
    assert output.count("B.md") == 2


def test_excluded_notes_do_not_count(root: Path, plugin: Path) -> None:
    (root / "vaultlint.toml").write_text('exclude = ["A.md", "C.md"]', "utf-8")
    assert "loud" not in run(root, plugin).output
    note = str(root / "B.md")
    assert "loud" not in run(root, plugin, "--select", "loud-word", note).output
    assert "loud" not in run(root, plugin, "--fix").output


def test_fixing(root: Path, plugin: Path) -> None:
    run(root, plugin, "--fix")
    assert (root / "B.md").read_text("utf-8") == "tea tea coffee\n"
    assert (root / "D.md").read_text("utf-8") == NOTES["D.md"]


def test_standard_input_is_one_note(root: Path, plugin: Path) -> None:
    words = ["--vault", str(root), "--plugin", str(plugin), "--stdin-filename", str(root / "N.md")]
    result = CliRunner().invoke(cli, words, input="TEA %% vaultlint-disable-line %%\n")
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("how", HOWS)
def test_a_rule_that_fails_is_reported(root: Path, plugin: Path, how: dict[str, Any]) -> None:
    (root / "X.md").write_text("unruly", "utf-8")
    results = check(root, plugin, None, how)
    crashes = [crash for result in results for crash in result.crashes]
    assert [(crash.path, crash.rule) for crash in crashes] == [("X.md", "loud-word")]
    assert told(results) == FOUND

    (root / "X.md").write_text("jam", "utf-8")
    results = check(root, plugin, None, how)
    crashes = [crash for result in results for crash in result.crashes]
    assert {(crash.rule, crash.error) for crash in crashes} == {
        ("loud-word", "ValueError: no idea")
    }


def test_what_was_gathered() -> None:
    vault = Vault.of({f"{name}.md": f"{name} all" for name in "cab"})
    gathered = vault.survey.gathered(lambda note: [*note.text.split(), "all"])
    assert list(gathered.counts.items()) == [("a", 1), ("all", 3), ("b", 1), ("c", 1)]
    assert [note.path for note in gathered.notes_with("all", 2)] == ["a.md", "b.md"]
    assert [note.path for note in gathered.notes_with("c")] == ["c.md"]
    assert list(gathered.notes_with("d")) == []


def test_a_note_that_is_gone_is_left_out() -> None:
    def read(path: str) -> Note:
        if path == "gone.md":
            raise FileNotFoundError(path)
        return Note.from_text("x", path)

    gathered = Gathered({path: part_of(["x"]) for path in ("gone.md", "there.md")}, read)
    assert [note.path for note in gathered.notes_with("x")] == ["there.md"]
