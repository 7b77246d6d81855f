"""A few notes need no listing of their vault, and are found as if there were one."""

from __future__ import annotations

import os
import unicodedata
from itertools import combinations
from pathlib import Path

import pytest

from vaultlint.cli.targets import Wish, find_targets
from vaultlint.vault import Vault
from vaultlint.vault.discovery import list_files
from vaultlint.vault.spelt import OwnFiles

COMPOSED = unicodedata.normalize("NFC", "Übung/é.md")
DECOMPOSED = unicodedata.normalize("NFD", COMPOSED)
NOTES = ["Top.md", "Deep/Er/In.MD", "folder.md/Inner.md", "line\nbreak.md", "Deep/日記.md"]
INNER = ["Inner vault/.obsidian/app.json", "Inner vault/Own.md", "Inner vault/.hidden/No.md"]
OTHERS = [".obsidian/app.json", ".trash/Gone.md", "Deep/.hidden.md", "pic.png", "x.markdown"]
ASKED = [
    *NOTES,
    *INNER[1:],
    *OTHERS,
    COMPOSED,
    DECOMPOSED,
    *("top.md", "deep/er/in.md", "DEEP/ER/IN.MD", "Folder.md/Inner.md", "Deep/Er/../Er/In.MD"),
    *("absent.md", "absent/No.md", "Top.md/No.md", "folder.md", "x" * 300 + ".md", "\udce9.md"),
    *("a/" * 1500 + "n.md", "Away/Far.md", "Away/Deep/Far.md", "Linked.md", "Dangling.md"),
    *("Again/In.MD", "pipe.md"),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A vault with everything in it that is no note of its own but looks like one."""
    root = tmp_path / "vault"
    written = [*NOTES, *INNER, *OTHERS, DECOMPOSED]
    written += [f"../outside/{path}" for path in ("Far.md", "Deep/Far.md")]
    for path in written:
        if os.name == "posix" or "\n" not in path:
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("{}", "utf-8")
    if os.name == "posix":
        os.mkfifo(root / "pipe.md")
        (root / "Away").symlink_to(tmp_path / "outside")
        (root / "Again").symlink_to(root / "Deep/Er")
        (root / "Linked.md").symlink_to(root / "Top.md")
        (root / "Dangling.md").symlink_to(root / "nowhere.md")
    return root


def test_it_is_what_a_listing_says(root: Path) -> None:
    listed = set(list_files(root).paths)
    own = OwnFiles(os.fspath(root))
    assert {path for path in [*listed, *ASKED] if own.holds(path)} == listed
    assert len(listed) >= 6


def test_targets_are_those_of_a_listing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One path alone, and each with each other, from inside the vault and with `--vault`."""
    monkeypatch.chdir(root)
    there = [path for path in [*ASKED, "Deep", "Inner vault", "."] if os.path.lexists(path)]
    asked = [(path,) for path in there] + list(combinations(there[::4], 2))

    def found(given: tuple[str, ...], vault: Path | None) -> list[tuple[Path, list[str]]]:
        return [(t.vault.root, list(t.files)) for t in find_targets(given, vault)]

    quick = [found(given, vault) for given in asked for vault in (None, root)]
    monkeypatch.setattr(OwnFiles, "holds", lambda self, path: False)
    assert quick == [found(given, vault) for given in asked for vault in (None, root)]
    assert sum(bool(target[0][1]) for target in quick if target) > len(NOTES)


def test_nothing_is_listed_for_notes_that_are_spelt_right(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vaultlint.vault.on_disk.list_files", None)
    (target,) = find_targets([str(root / path) for path in ("Top.md", "Deep/Er/In.MD")])
    assert list(target.files) == ["Deep/Er/In.MD", "Top.md"]
    assert target.vault.note("Top.md").text == "{}"
    assert target.vault.problems == ()


def test_an_excluded_note_stays_out(root: Path) -> None:
    given = [str(root / "Top.md"), str(root / "Deep/Er/In.MD")]
    (target,) = find_targets(given, wish_for=lambda _: Wish(excludes=lambda note: note == "Top.md"))
    assert list(target.files) == ["Deep/Er/In.MD"]


@pytest.mark.parametrize("ignores_case", [True, False])
def test_a_disk_that_finds_other_spellings(
    root: Path, monkeypatch: pytest.MonkeyPatch, ignores_case: bool
) -> None:
    """In Unicode form, or in case too; its listing tells the name."""
    real = os.lstat

    def key(path: str) -> str:
        decomposed = unicodedata.normalize("NFD", path)
        return decomposed.casefold() if ignores_case else decomposed

    on_disk = {
        key(f"{folder}/{name}"): f"{folder}/{name}"
        for folder, inner, names in os.walk(root)
        for name in [*inner, *names]
    }
    monkeypatch.setattr("os.lstat", lambda path: real(on_disk.get(key(path), path)))
    monkeypatch.setattr("os.access", lambda path, mode: key(path.rstrip("/")) in known)
    known = {*on_disk, key(os.fspath(root))}
    assert os.lstat(f"{root}/{COMPOSED}") == os.lstat(f"{root}/{DECOMPOSED}")
    own = OwnFiles(os.fspath(root))
    asked = ("Top.md", "top.md", "Deep/Er/In.MD", "deep/Er/In.MD", DECOMPOSED, COMPOSED)
    assert [own.holds(path) for path in asked] == [True, False] * 3


def test_what_lies_in_a_junction_is_not_the_vaults(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = os.lstat(root / "Deep/Er").st_ino
    monkeypatch.setattr("vaultlint.vault.spelt.is_junction", lambda status: status.st_ino == deep)
    own = OwnFiles(os.fspath(root))
    assert [own.holds(path) for path in ("Deep/Er/In.MD", "Deep/日記.md")] == [False, True]


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="needs permissions")
def test_a_folder_that_cannot_be_read_holds_no_notes(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.getuid():
        (root / "Deep/Er").chmod(0o100)
    else:  # the superuser may read everything
        monkeypatch.setattr("os.access", lambda path, mode: not path.endswith("Er/"))
    assert not OwnFiles(os.fspath(root)).holds("Deep/Er/In.MD")
    assert OwnFiles(os.fspath(root)).holds("Top.md")
    (root / "Deep/Er").chmod(0o700)


def test_a_large_folder_is_not_read_where_case_counts(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if (root / "TOP.MD").exists():
        pytest.skip("this disk ignores case")
    monkeypatch.setattr("os.listdir", None)
    assert OwnFiles(os.fspath(root)).holds("Deep/Er/In.MD")
    monkeypatch.undo()
    (root / "tOP.MD").write_bytes(b"")  # another note
    own = OwnFiles(os.fspath(root))
    assert [own.holds(name) for name in ("Top.md", "tOP.MD", "TOP.md")] == [True, True, False]


def test_problems_are_told_once_the_vault_is_listed(tmp_path: Path) -> None:
    vault = Vault.open(tmp_path / "absent")
    assert vault.problems == ()
    assert vault.files.notes == ()
    assert len(vault.problems) == 1
