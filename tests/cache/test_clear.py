"""`vaultlint cache clear`."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.cache.test_cache import KEY, entries, path_of
from vaultlint.cache import Cache, clear
from vaultlint.cli import cli

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the caches of two vaults, and of a file that is not ours."""
    monkeypatch.setenv("VAULTLINT_CACHE_DIR", str(tmp_path / "caches"))
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        with_entries(tmp_path / name)
    (tmp_path / "caches" / "notes.sqlite").write_bytes(b"mine")
    return tmp_path / "caches"


def with_entries(root: Path) -> Path:
    cache = Cache(root)
    cache.save(KEY, entries(100))
    cache.close()
    return path_of(cache)


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, ["cache", *map(str, words)])


def test_all_caches_are_removed(folder: Path) -> None:
    size = sum(file.stat().st_size for file in folder.glob("cache*"))
    result = run("clear")
    assert result.exit_code == 0
    assert result.stdout == f"Removed the cache: 2 files, {size} bytes.\n"
    assert os.listdir(folder) == ["notes.sqlite"]
    assert run("clear").stdout == "There is no cache.\n"


def test_the_cache_of_one_vault_is_removed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = folder.parent / "one"
    file = path_of(Cache(root))
    old = file.with_name(re.sub(r"^cache\d+", "cache0", file.name))
    journal = file.with_name(file.name + "-journal")
    names = file.with_suffix(".names")
    old.write_bytes(b"of another version")
    journal.write_bytes(b"of a run that was killed")
    names.write_bytes(b"what else is kept of the vault")
    size = sum(one.stat().st_size for one in (file, old, journal, names))
    monkeypatch.chdir(folder.parent)
    result = CliRunner().invoke(cli, ["--vault", "one", "cache", "clear"])
    assert result.stdout == f"Removed the cache of {root}: 4 files, {size} bytes.\n"
    assert Cache(root).load(KEY) == {}
    assert Cache(folder.parent / "two").load(KEY) == entries(100)
    result = run("clear", "--vault", root)
    assert (result.exit_code, result.stdout) == (0, f"There is no cache of {root}.\n")


def test_there_was_never_a_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAULTLINT_CACHE_DIR", str(tmp_path / "absent"))
    result = run("clear")
    assert (result.exit_code, result.stdout) == (0, "There is no cache.\n")
    assert os.listdir(tmp_path) == []


def test_another_run_has_it_open(folder: Path) -> None:
    cache = Cache(folder.parent / "one")
    assert cache.load(KEY) == entries(100)
    result = run("clear")
    assert result.exit_code == 0
    if os.name == "nt":
        assert "another run is using it" in result.stderr
    cache.save(KEY, entries(3))
    cache.close()
    assert cache.load_some(KEY, entries(3)) == entries(3)
    cache.close()


def test_what_cannot_be_removed_is_named(folder: Path) -> None:
    file = path_of(Cache(folder.parent / "one"))
    file.unlink()
    file.mkdir()  # which is no cache, and is not emptied
    (left,) = clear().left
    assert left[0] == file
    with_entries(folder.parent / "two")
    result = run("clear")
    assert result.exit_code == 1
    assert result.stdout.startswith("Removed the cache: 1 file, ")
    assert result.stderr.startswith(f"vaultlint: {file} was not removed: ")
    assert file.is_dir()


def test_the_documentation_names_the_command_and_its_options() -> None:
    usage, page = ((DOCS / name).read_text("utf-8") for name in ("usage.md", "cache.md"))
    shown = run("--help").stdout
    for option in set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", shown)):
        assert f"`{option}" in usage, option
    for text in (usage, page):
        assert "vaultlint cache clear" in text
        assert "VAULTLINT_CACHE_DIR" in text
    assert run().exit_code == 2
    assert "clear" in run().stderr
