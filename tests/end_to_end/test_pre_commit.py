"""The hooks, run by the real pre-commit on a real git repository that holds a vault."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.conftest import git

ROOT = Path(__file__).parents[2]
PARTS = ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml", "vaultlint", "rules")


@pytest.fixture(scope="session", autouse=True)
def pre_commit_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The hooks' environments in a folder of the tests' own, not in the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRE_COMMIT_HOME", str(tmp_path_factory.mktemp("pre-commit")))
        yield


@pytest.fixture(scope="session")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This project as a git repository, as it is in the tree now."""
    repository = tmp_path_factory.mktemp("hooks") / "vaultlint"
    repository.mkdir()
    for part in PARTS:
        if (ROOT / part).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / part, repository / part, ignore=ignored)
        else:
            shutil.copy(ROOT / part, repository / part)
    git(repository, "init", "-q")
    git(repository, "add", "-A")
    committed = git(repository, "commit", "-q", "-m", "as in the tree")
    assert committed.returncode == 0, committed.stderr
    return repository


@pytest.fixture
def repository(hooks: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A repository with a vault in a folder, and the hook that the test names installed."""
    folder = tmp_path / "repository"
    (folder / "vault" / ".obsidian").mkdir(parents=True)
    (folder / "vault" / "Home.md").write_text("# Home\n", "utf-8")
    revision = git(hooks, "rev-parse", "HEAD").stdout.strip()
    (folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hooks.as_uri()}\n  rev: {revision}\n  hooks:\n  - id: {request.param}\n",
        "utf-8",
    )
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "a vault")
    install = [sys.executable, "-m", "pre_commit", "install", "--install-hooks"]
    installed = subprocess.run(install, cwd=folder, capture_output=True, text=True, check=False)
    assert installed.returncode == 0, installed.stdout + installed.stderr
    return folder


def commit(folder: Path) -> subprocess.CompletedProcess[str]:
    """Stage everything and try to commit it."""
    git(folder, "add", "-A")
    return git(folder, "commit", "-m", "a change")


@pytest.mark.parametrize("repository", ["vaultlint"], indirect=True)
def test_a_broken_note_blocks_the_commit(repository: Path) -> None:
    note = repository / "vault" / "New note.md"
    note.write_text("Itâ€™s [[ Home ]]\n", "utf-8")
    blocked = commit(repository)
    assert blocked.returncode != 0
    assert "mojibake" in blocked.stdout + blocked.stderr
    assert note.read_text("utf-8") == "Itâ€™s [[ Home ]]\n"

    note.write_text("It’s [[Home]]\n", "utf-8")
    passed = commit(repository)
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert git(repository, "status", "--porcelain").stdout == ""


@pytest.mark.parametrize("repository", ["vaultlint"], indirect=True)
def test_only_what_is_staged_is_checked(repository: Path) -> None:
    (repository / "vault" / "Old.md").write_text("[[ Home ]]\n", "utf-8")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "--no-verify", "-m", "from before the hook")
    (repository / "vault" / "Fine.md").write_text("[[Home]]\n", "utf-8")
    passed = commit(repository)
    assert passed.returncode == 0, passed.stdout + passed.stderr


@pytest.mark.parametrize("repository", ["vaultlint-fix"], indirect=True)
def test_the_fixing_hook_repairs_and_lets_you_stage_it(repository: Path) -> None:
    note = repository / "vault" / "New note.md"
    note.write_text("Itâ€™s [[ Home ]]\n", "utf-8")
    blocked = commit(repository)
    assert blocked.returncode != 0
    assert note.read_text("utf-8") == "It’s [[Home]]\n"
    passed = commit(repository)
    assert passed.returncode == 0, passed.stdout + passed.stderr
