"""Where a vault begins, and which files it has."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from vaultlint.vault import Vault
from vaultlint.vault.discovery import find_root, list_files


def write(root: Path, *paths: str) -> None:
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("{}", "utf-8")


@pytest.mark.parametrize("marker", [".obsidian/app.json", "vaultlint.toml"])
def test_nearest_marked_folder(tmp_path: Path, marker: str) -> None:
    write(tmp_path, marker, f"inner/{marker}", "inner/deep/n.md", "n.md")
    assert find_root(tmp_path / "n.md") == tmp_path
    assert find_root(tmp_path) == tmp_path
    assert find_root(tmp_path / "inner/deep/n.md") == tmp_path / "inner"
    assert find_root(tmp_path / "not" / "there.md") == tmp_path
    assert find_root(tmp_path / "inner" / ".." / "n.md") == tmp_path


@pytest.mark.parametrize(
    ("content", "is_root"),
    [
        ("[tool.vaultlint]\n", True),
        ("[tool.vaultlint.rules]\nlink-padding = 'off'\n", True),
        ("[tool.vaultlint\n", True),
        ("[tool.other]\nname = 'vaultlint'\n", False),
        ("[project]\ndependencies = ['obsidian-vaultlint']\n", False),
    ],
)
def test_pyproject(tmp_path: Path, content: str, is_root: bool) -> None:
    (tmp_path / ".obsidian").mkdir()
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "pyproject.toml").write_text(content, "utf-8")
    assert find_root(inner) == (inner if is_root else tmp_path)


def test_no_marker() -> None:
    assert find_root(Path("/")) is None


def test_a_file_called_like_the_config_folder_marks_nothing(tmp_path: Path) -> None:
    write(tmp_path, "vaultlint.toml", "inner/.obsidian")
    assert find_root(tmp_path / "inner") == tmp_path


def test_hidden_files_are_no_targets_and_excluded_ones_are(tmp_path: Path) -> None:
    """Rows of table 11.2 of the reference, and that no alias and no folder is one."""
    write(tmp_path, ".hidden/x.md", "old/y.md", "dir/index.md")
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / ".obsidian/app.json").write_text('{"userIgnoreFilters": ["old/"]}', "utf-8")
    (tmp_path / "N.md").write_text("---\naliases: [AL]\n---\n", "utf-8")
    vault = Vault.open(tmp_path)
    opened = {name: vault.resolve(name, "s.md").path for name in ("x", "y", "AL", "dir", "N")}
    assert opened == {"x": None, "y": "old/y.md", "AL": None, "dir": None, "N": "N.md"}


def test_what_obsidian_sees(tmp_path: Path) -> None:
    write(
        tmp_path,
        ".obsidian/app.json",
        ".trash/gone.md",
        ".hidden.md",
        "a/.git/x.md",
        "a/Note.MD",
        "a/b/pic.png",
        "folder.md/inner.md",
        "inner vault/.obsidian/app.json",
        "inner vault/n.md",
        "line\nbreak\x1b.md",
        "x.markdown",
    )
    vault = Vault.open(tmp_path)
    assert list(vault.files.notes) == [
        "a/Note.MD",
        "folder.md/inner.md",
        "inner vault/n.md",
        "line\nbreak\x1b.md",
    ]
    assert set(vault.files.paths) - set(vault.files.notes) == {"a/b/pic.png", "x.markdown"}
    assert vault.problems == ()


@pytest.mark.skipif(os.name != "posix", reason="symlinks need rights elsewhere")
def test_symlinks(tmp_path: Path) -> None:
    """What lies behind a symlink can be linked to, but is not the vault's to check or to change."""
    root = tmp_path / "vault"
    write(root, "own/n.md")
    write(tmp_path, "outside/far.md", "outside/deep/farther.md", "single.md")
    (root / "away").symlink_to(tmp_path / "outside")
    (root / "away again").symlink_to(tmp_path / "outside/deep")
    (root / "again").symlink_to(root / "own")
    (root / "own/up").symlink_to(root)
    (root / "parent").symlink_to(tmp_path)
    (root / "file.md").symlink_to(tmp_path / "single.md")
    (root / "dangling.md").symlink_to(tmp_path / "nothing.md")
    (root / "loop.md").symlink_to(root / "loop.md")
    (tmp_path / "outside/back").symlink_to(root)
    vault = Vault.open(root)
    assert list(vault.files.notes) == ["own/n.md"]
    linked = set(vault.files.paths) - set(vault.files.notes)
    assert "file.md" in linked
    behind = {"away/far.md", "away/deep/farther.md"}, {"away again/farther.md"}
    assert linked - {"file.md"} in behind  # of two that overlap, one counts
    assert vault.resolve("farther", "own/n.md").path in linked
    assert vault.problems == ()


class Junction:
    """What `os.scandir` says of a junction: a folder, and no symlink."""

    def __init__(self, entry: os.DirEntry[str]) -> None:
        self.name, self.path = entry.name, entry.path

    def is_symlink(self) -> bool:
        return False

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        return True

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        return False

    def stat(self, *, follow_symlinks: bool = True) -> SimpleNamespace:
        return SimpleNamespace(st_reparse_tag=0xA0000003)


@pytest.mark.skipif(os.name != "posix", reason="symlinks need rights elsewhere")
def test_a_junction_is_a_symlink(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "vault"
    write(root, "own/n.md")
    write(tmp_path, "outside/far.md")
    (root / "away").symlink_to(tmp_path / "outside")
    (root / "own/up").symlink_to(root)
    real = os.scandir

    @contextmanager
    def scandir(folder: str) -> Iterator[Iterator[os.DirEntry[str] | Junction]]:
        with real(folder) as entries:
            yield (Junction(entry) if entry.is_symlink() else entry for entry in entries)

    monkeypatch.setattr("vaultlint.vault.folders.os.scandir", scandir)
    monkeypatch.setattr("vaultlint.vault.folders._JUNCTIONS", True)
    listing = list_files(root)
    assert (listing.paths, listing.linked) == (["own/n.md"], ["away/far.md"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_named_pipe_is_no_note(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert list_files(tmp_path).paths == []


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path) -> None:
    listing = list_files(tmp_path / "absent")
    assert listing.paths == []
    assert len(listing.problems) == 1
    assert "No such file" in listing.problems[0]
