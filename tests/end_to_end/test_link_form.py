"""Ten real vaults in every link format and both styles: no link opens or shows anything else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from vaultlint.active import ActiveRule
from vaultlint.finding import Safety
from vaultlint.fix import fix_note
from vaultlint.note import Link, Note
from vaultlint.note.headings import compare_form
from vaultlint.rule_files import find_rules
from vaultlint.vault import Vault
from vaultlint.vault.linktext import shown_text

from .conftest import Run, copy_tree, findings
from .test_real_vaults import VAULTS

RULES = find_rules()
TURNS = {"markdown": "wikilink", "wikilink": "markdown"}


def rewritten(
    vault: Vault, note: Note, rule: str, wanted: Safety = Safety.SAFE, **options: object
) -> Note:
    """The note after every fix of the rule; the guard has nothing against them."""
    active = [ActiveRule(RULES[rule], RULES[rule].options(**options))]
    outcome = fix_note(note, vault, active, wanted)
    assert outcome.problem is None, f"{note.path}: {outcome.problem}"
    return Note(note.path, outcome.after, vault.settings)


def notes(vault: Vault) -> Iterator[Note]:
    return map(vault.note, vault.files.notes)


def places(vault: Vault, note: Note) -> list[tuple[object, ...]]:
    """Where every link of the note leads; an absent note is known by its name."""
    return [
        (
            link.path if link.external else vault.resolve(link.path, note.path).path,
            link.path.removesuffix(".md") if not vault.opens(link.path, note.path) else "",
            *(link.subpath, link.embed, link.size, link.property),
        )
        for link in note.links
    ]


def shown(link: Link) -> str:
    """What a reader sees of a link; the text of an embed only where it is no name of the file."""
    display = (link.display or "").replace("\\|", "|")
    if not link.embed:
        return shown_text(link.path, link.subpath) if link.display is None else display.strip()
    text = "" if display == link.size else display.removesuffix(f"|{link.size}")
    name = link.path.rpartition("/")[2]
    return "" if text in (name, name.removesuffix(".md")) else text


@pytest.mark.parametrize("link_format", ["shortest", "relative", "absolute"])
@pytest.mark.parametrize("name", VAULTS)
def test_formats(name: str, link_format: str, shared: Path) -> None:
    vault = Vault.open(shared / "vaults" / name)
    for note in notes(vault):
        after = rewritten(vault, note, "link-format", format=link_format)
        if after.data == note.data:
            continue
        assert places(vault, after) == places(vault, note), note.path
        for old, new in zip(note.links, after.links, strict=True):
            kept = (old.display, shown_text(old.path, old.subpath))
            assert old.external or new.display in kept, f"{note.path}: {new}"
        headings = [[compare_form(h.text) for h in each.headings] for each in (note, after)]
        assert headings[0] == headings[1], note.path


@pytest.mark.parametrize(
    ("rule", "options"), [("link-case", {}), ("stale-path", {}), ("ambiguous-link", {"all": True})]
)
@pytest.mark.parametrize("name", VAULTS)
def test_what_mends_single_paths(
    name: str, rule: str, options: dict[str, bool], shared: Path
) -> None:
    vault = Vault.open(shared / "vaults" / name)
    for note in notes(vault):
        after = rewritten(vault, note, rule, Safety.SAFE, **options)
        if after.data != note.data:
            assert places(vault, after) == places(vault, note), note.path


@pytest.mark.parametrize("style", TURNS)
@pytest.mark.parametrize("name", VAULTS)
def test_styles_there_and_back(name: str, style: str, shared: Path) -> None:
    vault = Vault.open(shared / "vaults" / name)
    for note in notes(vault):
        there = rewritten(vault, note, "link-style", Safety.UNSAFE, style=style)
        if there.data == note.data:
            continue
        back = rewritten(vault, there, "link-style", Safety.UNSAFE, style=TURNS[style])
        for after in (there, back):
            assert places(vault, after) == places(vault, note), note.path
            assert [*map(shown, after.links)] == [*map(shown, note.links)], note.path


@pytest.mark.parametrize(
    ("rule", "option", "name"),
    [
        ("link-format", "format = 'absolute'", "tasks-docs"),
        ("link-style", "style = 'markdown'", "11ze"),
    ],
)
def test_on_the_disk(
    rule: str, option: str, name: str, shared: Path, tmp_path: Path, run: Run
) -> None:
    """The vault's own configuration turns the rule on; what all links open is the same after."""
    folder = copy_tree(shared / "vaults" / name, tmp_path / "vault")
    before = Vault.open(folder)
    expected = {note.path: places(before, note) for note in notes(before)}
    (folder / "vaultlint.toml").write_text(
        f"preset = 'none'\n[rules.{rule}]\nlevel = 'warning'\n{option}\n", "utf-8"
    )
    result = run("--fix", "--vault", folder, "--format", "json")
    summary = json.loads(result.stdout)["summary"]
    assert summary["fixed"][rule] > 50
    assert not summary["not_fixed"]
    assert not summary["rule_errors"]
    after = Vault.open(folder)
    assert {note.path: places(after, note) for note in notes(after)} == expected
    assert all(finding["rule"] == rule for finding in findings(result))
