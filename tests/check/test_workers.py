"""Rules that fail, hang or end their process harm the note they are in, and nothing else."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from tests.check import unruly
from tests.check.bench import check
from vaultlint.active import ActiveRules
from vaultlint.check import Crew, check_notes, sensible_jobs
from vaultlint.check.processes import StartError, spawn_worker
from vaultlint.check.workers import batches_of
from vaultlint.lint import UNKNOWN, NoteResult
from vaultlint.vault import Vault

LIMIT = 2.0  # seconds; on a busy machine a rule that does nothing wrong may take a while
FORKS = hasattr(os, "fork")
KINDS = {"alone": (1, False), "forked": (2, FORKS), "spawned": (2, False)}
# What is said of the notes in which a rule fails or is stopped, in every kind of process.
SAID = {
    "raise": "ValueError: no good",
    "dumb": "Dumb: …",
    "leave": "SystemExit: 0",
    "wrong": "TypeError: the rule yields what is no finding: ",
    "spin": "OutOfTimeError: it took longer than 2 seconds",
    "sleep": "OutOfTimeError: it took longer than 2 seconds",
    "regex": "OutOfTimeError: it took longer than 2 seconds",
    "stubborn": "OutOfTimeError: it took longer than 2 seconds",
}
# What is said where the process ended.
ENDED = {
    "exit": "the process that checked it ended with status 3",
    "segfault": "the process that checked it was ended by SIGSEGV",
    "never": "a rule ran on for ",
}
if os.name == "nt":  # there only Python itself is interrupted, and no process ends by a signal
    SAID = {word: said for word, said in SAID.items() if word not in ("sleep", "regex", "stubborn")}
    del ENDED["segfault"]


def errors(result: NoteResult) -> list[tuple[str, str]]:
    return [(crash.rule, crash.error) for crash in result.crashes]


def word_of(result: NoteResult) -> str:
    return result.path[3:-3]


def messages(result: NoteResult) -> list[str]:
    return [located.finding.message for located in result.findings if located.rule == "unruly"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_rule_that_fails_or_hangs_harms_only_its_note(tmp_path: Path, kind: str) -> None:
    root = unruly.vault(tmp_path, *SAID, "print")
    plugins = (unruly.plugin(tmp_path),)
    jobs, fork = KINDS[kind]
    cached = tmp_path / "cache"
    for _ in range(1 + (kind == "forked")):  # what failed is not kept
        results = check(
            root, cached, jobs=jobs, fork=fork, seconds=LIMIT, plugins=plugins, preset="recommended"
        )
        for result in results:
            word = word_of(result)
            ours = {located.rule for located in result.findings} - {"unruly"}
            assert ours == {"link-padding", "unresolved-link"}
            if word in SAID:
                ((rule, error),) = errors(result)
                assert rule == "unruly"
                assert error.startswith(SAID[word])
                assert messages(result) == []
            else:
                assert errors(result) == []
                assert messages(result) == [f"says {word}"]


@pytest.mark.parametrize("kind", ["forked", "spawned"])
def test_what_ends_a_process_costs_only_its_note(tmp_path: Path, kind: str) -> None:
    root = unruly.vault(tmp_path, *ENDED, calm=20)
    plugins = (unruly.plugin(tmp_path),)
    jobs, fork = KINDS[kind]
    started = time.monotonic()
    results = check(root, jobs=jobs, fork=fork, seconds=LIMIT, plugins=plugins)
    assert time.monotonic() - started < 900  # "never" takes hours
    assert len(results) == 20 + len(ENDED)
    for result in results:
        word = word_of(result)
        if word in ENDED:
            ((rule, error),) = errors(result)
            assert rule == UNKNOWN
            assert error.startswith(ENDED[word])
            assert not result.findings
        else:
            assert errors(result) == []
            assert messages(result) == [f"says {word}"]


@pytest.mark.skipif(os.name == "nt", reason="the signals of POSIX")
@pytest.mark.parametrize("kind", ["forked", "spawned"])
def test_a_worker_that_is_killed_costs_nothing(tmp_path: Path, kind: str) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    root = unruly.vault(tmp_path, f"once {marks}", calm=30)
    plugins = (unruly.plugin(tmp_path),)
    jobs, fork = KINDS[kind]
    cached = tmp_path / "cache"
    results = check(root, cached, jobs=jobs, fork=fork, plugins=plugins)
    assert (marks / "done").exists()
    assert len({*marks.iterdir()}) == 3  # it was checked in two processes
    assert results == check(root, plugins=plugins) == check(root, cached, plugins=plugins)
    assert not any(map(errors, results))


@pytest.mark.parametrize("kind", ["forked", "spawned"])
def test_a_rule_that_changes_its_process(tmp_path: Path, kind: str) -> None:
    root = unruly.vault(tmp_path, "global", "exit", calm=30)
    plugins = (unruly.plugin(tmp_path),)
    jobs, fork = KINDS[kind]
    here = Path.cwd()
    results = check(root, jobs=jobs, fork=fork, plugins=plugins)
    assert {word_of(result) for result in results if errors(result)} == {"exit"}
    assert Path.cwd() == here


@pytest.mark.skipif(os.name == "nt", reason="the signals of POSIX")
@pytest.mark.parametrize("fork", [FORKS, False])
def test_who_stops_listening_leaves_no_process_behind(tmp_path: Path, fork: bool) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    root = unruly.vault(tmp_path, calm=0)
    for number in range(400):  # more than one process can do before another begins
        (root / f"{number:03}.md").write_text(f"slow {marks}\n")
    plugins = (unruly.plugin(tmp_path),)
    seen: list[int] = []

    class EnoughError(Exception):
        pass

    def look(path: str) -> None:
        seen.extend(int(mark.name) for mark in marks.iterdir())
        if len({*seen}) >= 2:
            raise EnoughError

    with pytest.raises(EnoughError):
        check(root, jobs=3, fork=fork, plugins=plugins, watch=look)
    assert not any(map(is_alive, seen))


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_worker_that_cannot_start_is_no_fault_of_the_notes(tmp_path: Path) -> None:
    root = unruly.vault(tmp_path)
    vault = Vault.open(root)

    def say(*arguments: str) -> list[NoteResult]:
        crew = Crew(2, (sys.executable, *arguments), {})
        return list(check_notes(vault.files.notes, vault, lambda _: ActiveRules(), crew))

    with pytest.raises(StartError, match="ended with status 5"):
        say("-c", "import sys; sys.exit(5)")
    with pytest.raises(StartError, match="KeyError: 'root'"):
        say("-c", "from vaultlint.cli.worker import main; main()")


def test_code_in_the_vault_does_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that starts from nothing stands in the folder of the run, which may be a vault."""
    root = unruly.vault(tmp_path)
    for name in ("json", "signal", "click", "vaultlint", "sitecustomize"):
        (root / f"{name}.py").write_text(
            f"open({str(tmp_path / name)!r}, 'w')\nraise SystemExit(9)\n"
        )
    monkeypatch.chdir(root)
    assert len(check(root, jobs=2)) == 12 + 5
    assert not (tmp_path / "json").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"vault"}


def test_batches_are_all_paths_in_order() -> None:
    for count in (1, 2, 3, 40, 1000):
        for workers in (1, 2, 5):
            paths = [str(number) for number in range(count)]
            batches = batches_of(paths, workers)
            assert [path for batch in batches for path in batch] == paths
            assert len(batches) >= min(count, workers)
            sizes = [len(batch) for batch in batches]
            assert sizes == sorted(sizes, reverse=True)
            assert sizes[0] <= max(count / workers / 3, 6)


def test_few_notes_are_worth_one_process() -> None:
    assert sensible_jobs(0) == sensible_jobs(10) == 1
    assert 1 <= sensible_jobs(10**6) <= (os.cpu_count() or 1)


def test_a_worker_that_nobody_asks_ends(tmp_path: Path) -> None:
    command = sys.executable, "-c", "from vaultlint.cli.worker import main; main()"
    worker = spawn_worker(command, {}, LIMIT)
    worker.kill()
    worker.end()
    worker.end()  # and again is no error
