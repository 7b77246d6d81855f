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


VAULT = {
    "Home.md": "[[Note#Part]] ![[x.png]]\n",
    "Note.md": "# Part\n",
    "x.png": "",
    "Old.md": "[[ Home ]]",
}


@pytest.fixture
def linked(repository: Path) -> Path:
    """The repository with notes that link to one another, and one with a flaw from long ago."""
    for name, text in VAULT.items():
        (repository / "vault" / name).write_text(text, "utf-8")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "--no-verify", "-m", "from before the hook")
    return repository


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """What the hook said of a commit that it did not let pass."""
    assert done.returncode != 0
    assert "Old.md" not in done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("repository", ["vaultlint"], indirect=True)
@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("Note.md", None, "Home.md:1:3: warning unresolved-link"),
        ("x.png", None, "Home.md:1:18: warning missing-attachment"),
        ("Note.md", "# Other part\n", "Home.md:1:7: warning unresolved-heading"),
    ],
)
def test_what_breaks_links_of_other_notes_blocks_the_commit(
    linked: Path, name: str, text: str | None, said: str
) -> None:
    path = linked / "vault" / name
    if text is None:
        path.unlink()
    else:
        path.write_text(text, "utf-8")
    assert f"vault/{said}" in refused(commit(linked)).replace("\\", "/")
    (linked / "vault" / "Home.md").write_text("No links\n", "utf-8")
    passed = commit(linked)
    assert passed.returncode == 0, passed.stdout + passed.stderr


@pytest.mark.parametrize("repository", ["vaultlint"], indirect=True)
def test_what_breaks_nothing_passes(linked: Path) -> None:
    (linked / "README.txt").write_text("No note\n", "utf-8")
    (linked / "vault" / "Note.md").write_text("Before\n\n# Part\n", "utf-8")
    git(linked, "add", "-A")
    (linked / "vault" / "Draft.md").write_text("Itâ€™s not staged\n", "utf-8")
    (linked / "vault" / "Home.md").write_text("[[ Note ]]\n", "utf-8")
    passed = git(linked, "commit", "-m", "a change")
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert (linked / "vault" / "Home.md").read_text("utf-8") == "[[ Note ]]\n"


@pytest.mark.parametrize("repository", ["vaultlint"], indirect=True)
def test_a_merge_in_which_each_side_is_sound(linked: Path) -> None:
    vault = linked / "vault"
    git(linked, "checkout", "-q", "-b", "other")
    (vault / "Note.md").unlink()
    (vault / "Home.md").write_text("Nothing\n", "utf-8")
    assert commit(linked).returncode == 0
    git(linked, "checkout", "-q", "-")
    (vault / "New.md").write_text("[[Note]]\n", "utf-8")
    assert commit(linked).returncode == 0
    git(linked, "merge", "-q", "--no-commit", "other")
    assert "New.md" in refused(git(linked, "commit", "-m", "merged"))
    (vault / "New.md").write_text("[[Home]]\n", "utf-8")
    passed = commit(linked)
    assert passed.returncode == 0, passed.stdout + passed.stderr


@pytest.mark.parametrize("repository", ["vaultlint"], indirect=True)
def test_all_files_and_a_range_of_commits(linked: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pre_commit", "run", *arguments]
        return subprocess.run(command, cwd=linked, capture_output=True, text=True, check=False)

    assert run().returncode == 0
    everything = run("--all-files")
    assert everything.returncode == 1
    assert "Old.md" in everything.stdout
    (linked / "vault" / "Note.md").unlink()
    git(linked, "commit", "-q", "--no-verify", "-a", "-m", "broken")
    (linked / "vault" / "Fine.md").write_text("Fine\n", "utf-8")
    assert commit(linked).returncode == 0
    ranged = run("--from-ref", "HEAD~2", "--to-ref", "HEAD")
    assert "Home.md" in ranged.stdout
    assert "Old.md" not in ranged.stdout
    assert run("--from-ref", "HEAD~1", "--to-ref", "HEAD").returncode == 0


@pytest.mark.parametrize("repository", ["vaultlint"], indirect=True)
def test_a_commit_of_what_was_not_staged_before(linked: Path) -> None:
    note = linked / "vault" / "Note.md"
    note.write_text("# Other part\n", "utf-8")
    assert "Home.md" in refused(git(linked, "commit", "-a", "-m", "all"))
    assert "Home.md" in refused(git(linked, "commit", "vault/Note.md", "-m", "one"))
    assert "Home.md" in refused(git(linked / "vault", "commit", "Note.md", "-m", "one"))
    (linked / "vault" / "Fine.md").write_text("Fine\n", "utf-8")
    git(linked, "add", "vault")
    passed = git(linked, "commit", "vault/Fine.md", "-m", "not the note")
    assert passed.returncode == 0, passed.stdout + passed.stderr
