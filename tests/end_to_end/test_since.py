"""`--since REV`: what changed since a revision of git, and what has links that the change broke."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Run, findings, git
from tests.vault.test_changed import altered, broken, vault_of
from vaultlint.cli import plan as planning
from vaultlint.cli import since
from vaultlint.cli.plan import Request, plan
from vaultlint.cli.targets import TargetError
from vaultlint.vault import Vault

FLAWED = "[[ A ]]\n"  # something is found in a note of this text


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests may be run by a hook."""
    for name in [*os.environ]:
        if name.startswith(("GIT_", "PRE_COMMIT")):
            monkeypatch.delenv(name)


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A vault that is a repository with one commit."""
    root = tmp_path / "Vault"
    write(root, {"A.md": "# Head\n\ntext ^id\n", "B.md": "[[A#Head]] [[ A ]]\n", "C.md": FLAWED})
    write(root, {"a/x.png": "", "D.md": "[[x.png]]", ".obsidian/app.json": "{}", "F.md": "[[C]]"})
    git(root, "init", "-q", "-b", "main")
    commit(root)
    return root


def write(root: Path, files: dict[str, str]) -> None:
    """Write files, with the folders that they need."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def commit(root: Path) -> None:
    """Commit everything."""
    git(root, "add", "-A")
    done = git(root, "commit", "-q", "--allow-empty", "-m", "as it is")
    assert done.returncode == 0, done.stderr


def chosen(root: Path, revision: str = "HEAD", paths: tuple[str, ...] = ()) -> list[str]:
    """The files that a run looks at, as paths from the root of each vault."""
    request = Request(since=revision, paths=paths, vault=root, no_cache=True)
    return [path for job in plan(request) for path in job.files]


def refusal(root: Path, revision: str) -> str:
    """The sentence with which a revision is refused."""
    with pytest.raises(TargetError) as caught:
        chosen(root, revision)
    return str(caught.value)


def test_nothing_changed(vault: Path) -> None:
    assert chosen(vault) == []


def test_what_changed_in_any_way(vault: Path) -> None:
    write(vault, {"committed.md": "", "A.md": "# Head\n\nother text ^id\n"})
    commit(vault)
    write(vault, {"staged.md": ""})
    git(vault, "add", "staged.md")
    write(vault, {"untracked.md": "", "ignored.md": "", "C.md": "other", ".gitignore": "ign*"})
    expected = ["A.md", "C.md", "committed.md", "staged.md", "untracked.md"]
    assert chosen(vault, "HEAD~1") == expected
    assert chosen(vault) == ["C.md", "staged.md", "untracked.md"]


@pytest.mark.parametrize(
    ("change", "files"),
    [
        pytest.param("rm C.md", ["F.md"], id="deleted"),
        pytest.param("git rm -q C.md", ["F.md"], id="deleted and staged"),
        pytest.param("git rm -q --cached C.md", [], id="no longer kept track of"),
        pytest.param("git mv C.md G.md", ["F.md", "G.md"], id="renamed"),
        pytest.param("mv C.md a/C.md", ["a/C.md"], id="moved"),
        pytest.param("rm -r a", ["D.md"], id="an attachment deleted"),
        pytest.param("printf 'text ^id' > A.md", ["A.md", "B.md"], id="a heading removed"),
        pytest.param("mkdir b; printf '' > b/C.md; rm C.md", ["b/C.md"], id="moved and changed"),
        pytest.param(
            "mkdir b; printf '' > b/C.md; mv C.md a", ["F.md", "a/C.md", "b/C.md"], id="moved twice"
        ),
        pytest.param("printf '{ }' > .obsidian/app.json", [".obsidian/app.json"], id="a setting"),
        pytest.param("touch A.md B.md C.md", [], id="touched"),
        pytest.param("printf x > .hidden.md", [], id="invisible"),
        pytest.param("rm C.md; ln -s A.md C.md", [], id="a symlink in its place"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="the changes are written for a POSIX shell")
def test_what_a_change_concerns(vault: Path, change: str, files: list[str]) -> None:
    subprocess.run(["sh", "-ec", change], cwd=vault, check=True)
    assert chosen(vault) == files


def test_a_note_named_by_its_path_is_meant_in_any_case(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (vault / "C.md").unlink()
    write(vault, {"a/New.md": "", "b/New too.md": ""})
    assert chosen(vault, paths=(str(vault / "A.md"),)) == [
        "A.md",
        "F.md",
        "a/New.md",
        "b/New too.md",
    ]
    assert chosen(vault, paths=(str(vault / "a"),)) == ["a/New.md"]
    monkeypatch.chdir(vault)
    assert chosen(vault, paths=("a", "D.md")) == ["D.md", "a/New.md"]


def test_findings_are_those_of_the_whole_vault_in_these_files(vault: Path, run: Run) -> None:
    (vault / "A.md").write_text("# Other head\n")
    everything = findings(run("--format", "json", vault))
    these = findings(run("--since", "HEAD", "--format", "json", vault))
    assert these == [found for found in everything if found["path"] in ("A.md", "B.md")]
    assert {found["rule"] for found in these} >= {"unresolved-heading", "link-padding"}


def test_a_link_that_the_change_cut_is_more_than_a_remark(vault: Path, run: Run) -> None:
    (vault / "C.md").unlink()
    write(vault, {"New.md": "[[C]] and [[Not yet written]]\n"})
    result = run("--since", "HEAD", "--format", "json", vault)
    links = [one for one in findings(result) if one["rule"] == "unresolved-link"]
    assert [(one["path"], one["level"], "it opened C.md" in one["message"]) for one in links] == [
        ("F.md", "warning", True),
        ("New.md", "warning", True),
        ("New.md", "info", False),
    ]
    assert result.returncode == 1
    (vault / "vaultlint.toml").write_text('[rules]\nunresolved-link = "info"\n')
    told = findings(run("--since", "HEAD", "--format", "json", vault))
    assert {one["level"] for one in told if one["rule"] == "unresolved-link"} == {"info"}


def test_fixes_go_to_these_files_alone(vault: Path, run: Run) -> None:
    (vault / "A.md").write_text("# Other head\n")
    diff = run("--since", "HEAD", "--diff", ".", cwd=vault).stdout.decode()
    assert "+++ b/B.md" in diff
    assert "C.md" not in diff
    run("--since=HEAD", "--fix", cwd=vault)
    assert (vault / "B.md").read_text() == "[[A#Head]] [[A]]\n"
    assert (vault / "C.md").read_text() == FLAWED


def test_the_command_that_fixes_names_the_revision(vault: Path, run: Run) -> None:
    write(vault, {"New.md": FLAWED})
    assert "`vaultlint --fix --since HEAD" in run("--since", "HEAD", vault).stdout.decode()


def test_no_report_is_repeated_when_only_git_has_changed(vault: Path, run: Run) -> None:
    write(vault, {"New.md": FLAWED})
    os.utime(vault / "New.md", (1_600_000_000.5, 1_600_000_000.5))
    for _ in range(3):
        assert run("--since=HEAD", cwd=vault).returncode == 1
    commit(vault)
    assert run("--since=HEAD", cwd=vault).returncode == 0


def test_a_vault_in_a_folder_of_the_repository(tmp_path: Path, run: Run) -> None:
    for name in ("one", "two"):
        write(
            tmp_path / "repository" / name,
            {".obsidian/app.json": "{}", "A.md": "", "B.md": "[[A]]"},
        )
    root = tmp_path / "repository"
    write(root, {"README.md": FLAWED})
    git(root, "init", "-q")
    commit(root)
    (root / "two" / "A.md").unlink()
    (root / "one" / "New.md").write_text("")
    assert chosen(root / "two") == ["B.md"]
    assert chosen(root / "one") == ["New.md"]
    found = findings(run("--since", "HEAD", "--format", "json", cwd=root))
    assert [(Path(one["vault"]).name, one["path"]) for one in found] == [("two", "B.md")]


def test_a_repository_in_a_folder_of_the_vault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "Vault"
    write(
        root, {".obsidian/app.json": "{}", "Out.md": "[[A]]", "in/A.md": "", "in/B.md": "[[Out]]"}
    )
    git(root / "in", "init", "-q")
    commit(root / "in")
    monkeypatch.chdir(root / "in")
    (root / "in" / "A.md").unlink()
    write(root, {"New outside.md": "", "in/New.md": ""})
    assert chosen(root) == ["Out.md", "in/New.md"]
    monkeypatch.chdir(tmp_path)
    assert "lies in no git repository" in refusal(root, "HEAD")
    assert chosen(root, paths=(str(root / "in"),)) == ["in/New.md"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_odd_names(vault: Path) -> None:
    odd = ["-n.md", "a\nb.md", 'q"u\\o.md', "Ünïcode 日本.md", "[x] *.md", "tab\t.md", ":!x.md"]
    if sys.platform == "linux":
        odd.append(os.fsdecode(b"\xff.md"))
    write(vault, dict.fromkeys(odd, FLAWED))
    assert chosen(vault) == sorted(odd)
    commit(vault)
    assert chosen(vault) == []
    write(vault, dict.fromkeys(odd, "other"))
    assert chosen(vault) == sorted(odd)
    for name in odd:
        (vault / name).unlink()
    assert chosen(vault) == []


def test_line_ends_that_git_converts_are_no_change(vault: Path) -> None:
    git(vault, "config", "core.autocrlf", "true")
    write(vault, {"A.md": "# Head\r\n\r\ntext ^id\r\n"})
    assert chosen(vault) == []


def test_before_the_first_commit_everything_is_new(tmp_path: Path) -> None:
    write(tmp_path, {"A.md": "", "B.md": "[[A]]", ".gitignore": "B.md"})
    git(tmp_path, "init", "-q")
    assert chosen(tmp_path) == ["A.md"]


def test_files_that_a_sparse_checkout_leaves_out_were_not_deleted(vault: Path) -> None:
    git(vault, "update-index", "--skip-worktree", "C.md")
    (vault / "C.md").unlink()
    assert chosen(vault) == []


def test_since_the_last_common_commit(vault: Path) -> None:
    git(vault, "checkout", "-q", "-b", "branch")
    write(vault, {"Ours.md": ""})
    commit(vault)
    git(vault, "checkout", "-q", "main")
    write(vault, {"Theirs.md": ""})
    commit(vault)
    git(vault, "checkout", "-q", "branch")
    write(vault, {"Links.md": "[[Theirs]]"})
    assert chosen(vault, "main...") == ["Links.md", "Ours.md"]


@pytest.mark.parametrize(
    "revision", ["nothing", "", "-x", "--all", "HEAD:A.md", "HEAD~1", "0" * 40]
)
def test_a_revision_that_is_none(vault: Path, revision: str) -> None:
    assert refusal(vault, revision) == f"git knows no revision {revision}"


def test_no_commit_in_common(vault: Path) -> None:
    git(vault, "checkout", "-q", "--orphan", "other")
    write(vault, {"Other.md": ""})
    commit(vault)
    assert "have no commit in common" in refusal(vault, "main...")


def test_a_shallow_clone_says_how_to_go_on(vault: Path, tmp_path: Path) -> None:
    commit(vault)
    git(tmp_path, "clone", "-q", "--depth", "1", vault.as_uri(), "clone")
    assert "git fetch --unshallow" in refusal(tmp_path / "clone", "HEAD~1")


def test_no_repository(tmp_path: Path, run: Run) -> None:
    write(tmp_path, {"A.md": "", ".obsidian/app.json": "{}"})
    result = run("--since", "HEAD", tmp_path)
    assert result.returncode == 2
    assert result.stderr.decode().count("\n") == 1
    assert "lies in no git repository" in result.stderr.decode()


def test_no_git(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert refusal(vault, "HEAD") == "--since needs git, and there is none"


def test_a_damaged_repository_is_a_sentence(vault: Path) -> None:
    (vault / ".git" / "index").write_bytes(b"no index")
    assert refusal(vault, "HEAD").startswith("git cannot say what has changed: ")


def test_a_note_from_standard_input_has_no_history(vault: Path, run: Run) -> None:
    result = run("--since", "HEAD", "--stdin-filename", vault / "A.md", "-")
    assert result.returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="the programs are shell scripts")
def test_no_program_of_the_repository_is_run(vault: Path, tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch '{marker}'\ncat\n")
    program.chmod(0o755)
    write(vault, {".gitattributes": "*.md filter=evil diff=evil\n"})
    for name in ("fsmonitor", "pager", "sshCommand", "alternateRefsCommand", "gitProxy"):
        git(vault, "config", f"core.{name}", str(program))
    for name in ("filter.evil.clean", "filter.evil.process", "diff.evil.textconv", "diff.external"):
        git(vault, "config", name, str(program))
    for hook in ("post-index-change", "reference-transaction", "post-checkout"):
        shutil.copy(program, vault / ".git" / "hooks" / hook)
    write(vault, {"A.md": "# Head\n\nText ^id\n", "B.md": "other\n"})
    (vault / "C.md").unlink()
    (vault / "D.md").touch()
    index = (vault / ".git" / "index").read_bytes()
    assert chosen(vault) == ["A.md", "B.md", "F.md"]
    assert not marker.exists()
    assert (vault / ".git" / "index").read_bytes() == index
    git(vault, "status")
    assert marker.exists()  # git itself would have run it


def test_what_is_unchanged_is_not_read(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in vault.rglob("*.md"):
        os.utime(path, (1_600_000_000.5, 1_600_000_000.5))
    git(vault, "status")  # takes note of the times
    write(vault, {"New.md": "", "A.md": "# Head\n\nmore text ^id\n"})
    read: list[str] = []
    data = planning.Vault.data

    def reading(self: planning.Vault, path: str) -> bytes:
        read.append(path)
        return data(self, path)

    monkeypatch.setattr(planning.Vault, "data", reading)
    assert chosen(vault) == ["A.md", "New.md"]
    assert {*read} == {"A.md"}


def test_in_a_hook(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(vault, "checkout", "-q", "-b", "branch")
    write(vault, {"Committed.md": ""})
    commit(vault)
    write(vault, {"Untracked.md": "", "Staged.md": ""})
    git(vault, "add", "Staged.md")
    monkeypatch.setenv("PRE_COMMIT", "1")
    assert chosen(vault) == ["Staged.md"]
    monkeypatch.setenv("PRE_COMMIT_FROM_REF", "main")
    assert chosen(vault) == ["Committed.md", "Staged.md"]
    assert chosen(vault, "branch") == ["Staged.md"]


def test_names_that_macos_decomposes(monkeypatch: pytest.MonkeyPatch) -> None:
    """git tells of them composed, and the listing as they are on the disk."""
    monkeypatch.setattr(sys, "platform", "darwin")
    disk = Vault.of({"A\u0308.md": ""})
    assert since._as_on_disk("\u00c4.md", disk) == "A\u0308.md"
    assert since._as_in_git("A\u0308.md") == "\u00c4.md"


def test_variables_of_another_repository_do_not_lead_astray(
    vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "-q", "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "none"))
    write(vault, {"New.md": ""})
    assert chosen(vault) == ["New.md"]


def lines_of(run: Run, *arguments: str | Path) -> Iterator[tuple[str, ...]]:
    """Each finding about what links open, without its place."""
    rules = "unresolved-link,unresolved-heading,unresolved-block,missing-attachment"
    for one in findings(run("--format", "json", "--select", rules, "--jobs", "1", *arguments)):
        yield one["path"], one["rule"], one["message"].partition(";")[0], str(one["line"])


@pytest.mark.parametrize("seed", range(12))
def test_new_findings_are_found(tmp_path: Path, run: Run, seed: int) -> None:
    chance = random.Random(seed)
    before = vault_of(chance)
    now = altered(chance, before)
    git(tmp_path, "init", "-q")
    write(tmp_path, before)
    commit(tmp_path)
    old = {*lines_of(run, tmp_path)}
    for path in before.keys() - now:
        (tmp_path / path).unlink()
    write(tmp_path, {path: text for path, text in now.items() if before.get(path) != text})
    if chance.random() < 0.5:
        git(tmp_path, "add", "-A")
    every = {*lines_of(run, tmp_path)}
    changed = {path for path in now if before.get(path) != now[path]}
    meant = changed | {*broken(before, now)}
    found = {*lines_of(run, "--since", "HEAD", tmp_path)}
    assert found == {one for one in every if one[0] in meant}
    assert {one for one in every - old if one[0] not in changed} <= found
