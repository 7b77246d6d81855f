"""The command itself: the same output in every kind of run, and a quiet end of an early one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from tests.check import unruly
from tests.check.bench import everything
from tests.check.changes import Changing
from tests.check.test_workers import LIMIT, is_alive
from vaultlint import again, start
from vaultlint.check import trace
from vaultlint.footprint import Walk

SETUP = """
import sys
import vaultlint.again, vaultlint.check.trace, vaultlint.footprint, vaultlint.patience
vaultlint.patience.SECONDS = {seconds}
vaultlint.again.SETTLED = vaultlint.check.trace.SETTLED = 0
import vaultlint.cli.checking
vaultlint.cli.checking._FORK = {fork} and vaultlint.cli.checking._FORK
from vaultlint.start import main
main()
"""
posix = pytest.mark.skipif(os.name != "posix", reason="signals and pipes of POSIX")
forks = pytest.mark.parametrize("fork", [hasattr(os, "fork"), False])


EVERYTHING = ",".join(everything())
RUNS = 40
Said = tuple[int, bytes, bytes]


class Command:
    """`vaultlint` in a process of its own, with a cache of its own."""

    def __init__(self, folder: Path) -> None:
        self.seconds = 10.0  # that a rule may take
        self.environment = dict(
            os.environ,
            VAULTLINT_CACHE_DIR=str(folder / "caches"),
            XDG_CONFIG_HOME=str(folder),
            COLUMNS="100",
        )

    def words(self, *arguments: str | Path, fork: bool = True) -> list[str]:
        return [
            sys.executable,
            "-c",
            SETUP.format(fork=fork, seconds=self.seconds),
            *map(str, arguments),
        ]

    def run(
        self, *arguments: str | Path, fork: bool = True, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        words = self.words(*arguments, fork=fork)
        return subprocess.run(
            words, capture_output=True, env=self.environment, cwd=cwd, check=False
        )

    def start(self, *arguments: str | Path, fork: bool) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self.words(*arguments, fork=fork),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=self.environment,
            start_new_session=True,
        )


@pytest.fixture
def command(tmp_path: Path) -> Command:
    return Command(tmp_path)


def here(monkeypatch: pytest.MonkeyPatch, *words: str | Path) -> Said:
    """The same command in this process: many runs would else take minutes to start."""
    written = BytesIO(), BytesIO()
    output, errors = (TextIOWrapper(one, "utf-8", write_through=True) for one in written)
    with monkeypatch.context() as patched:
        patched.setattr(sys, "argv", ["vaultlint", *map(str, words)])
        patched.setattr(sys, "stdout", output)
        patched.setattr(sys, "stderr", errors)
        with pytest.raises(SystemExit) as ended:
            start.command()
    return int(ended.value.code or 0), written[0].getvalue(), written[1].getvalue()


@pytest.mark.parametrize(
    "words",
    [
        ("--select", EVERYTHING),
        (".", "Cases", "--select", EVERYTHING, "--format", "json"),
    ],
)
def test_the_output_is_the_same_after_any_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """The second run with a cache keeps its report, and the third prints it again."""
    monkeypatch.setenv("VAULTLINT_CACHE_DIR", str(tmp_path / "caches"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    for module in (again, trace):
        monkeypatch.setattr(module, "SETTLED", 0)
    repeated = 0
    repeat = again.repeat

    def counting(arguments: Sequence[str]) -> int | Walk | None:
        nonlocal repeated
        status = repeat(arguments)
        repeated += isinstance(status, int)
        return status

    monkeypatch.setattr(again, "repeat", counting)
    changing = Changing(tmp_path / "vault", len(words))
    # Where there are symlinks no report is kept.
    changing.changes = tuple(one for one in changing.changes if one != Changing.become_a_link)
    changing.make()
    monkeypatch.chdir(changing.root)
    for number in range(RUNS):
        plain = here(monkeypatch, *words, "--no-cache", "--jobs", "1")
        runs = [here(monkeypatch, *words) for _ in range(3)]
        if number % 8 == 4:
            runs.append(here(monkeypatch, *words, "--no-cache", "--jobs", "5"))
        for run in runs:
            assert run == plain, changing.done
        changing.step()
    assert repeated > RUNS / 3


def test_the_output_of_processes_is_the_same(tmp_path: Path, command: Command) -> None:
    changing = Changing(tmp_path / "vault", 12)
    changing.make()
    for folder in ("Daily", "Deep"):  # vaults of their own, one after another
        (changing.root / folder / ".obsidian").mkdir()
    options = ("--select", EVERYTHING, "--no-cache")
    plain = command.run(*options, "--jobs", "1", cwd=changing.root)
    for fork in (True, False):
        for jobs in ("2", "5"):
            run = command.run(*options, "--jobs", jobs, fork=fork, cwd=changing.root)
            assert (run.returncode, run.stdout, run.stderr) == (
                plain.returncode,
                plain.stdout,
                plain.stderr,
            )
    assert plain.returncode == 1


@forks
@pytest.mark.parametrize("jobs", ["1", "3"])
def test_a_rule_that_fails_hangs_or_prints(
    tmp_path: Path, command: Command, jobs: str, fork: bool
) -> None:
    root = unruly.vault(tmp_path, "raise", "spin", "leave", "print")
    options = ("--plugin", unruly.plugin(tmp_path), "--jobs", jobs)
    command.seconds = LIMIT
    result = command.run(*options, fork=fork, cwd=root)
    assert result.returncode == 3
    errors = result.stderr.decode()
    assert "the rule unruly failed in 05 raise.md, which is a bug in it: ValueError" in errors
    assert "04 spin.md, which is a bug in it: OutOfTimeError: it took longer than 2" in errors
    assert "the rule unruly failed in 05 leave.md, which is a bug in it: SystemExit: 0" in errors
    assert "printed by a rule\nand again" in errors.replace("\r", "")
    assert "printed" not in result.stdout.decode().replace("says print", "")
    assert "Traceback" not in errors
    assert b"says print" in result.stdout
    assert b"of 16 notes" in result.stdout


@forks
def test_a_process_that_ends_is_told_with_its_note(
    tmp_path: Path, command: Command, fork: bool
) -> None:
    root = unruly.vault(tmp_path, "exit", "never")
    options = ("--plugin", unruly.plugin(tmp_path), "--jobs", "2")
    command.seconds = LIMIT
    result = command.run(*options, fork=fork, cwd=root)
    assert result.returncode == 3
    lines = sorted(result.stderr.decode().splitlines())
    assert lines[0] == (
        "vaultlint: 04 exit.md could not be checked: the process that checked it ended with"
        " status 3"
    )
    assert lines[1].startswith("vaultlint: 05 never.md could not be checked: a rule ran on for ")
    assert len(lines) == 2
    report = command.run(*options, "--format", "json", fork=fork, cwd=root)
    assert b'"rule": null' in report.stdout


def wait_for_marks(marks: Path, count: int, process: subprocess.Popen[bytes]) -> list[int]:
    """The numbers of the processes that have checked something, once there are so many."""
    while process.poll() is None:
        found = [int(mark.name) for mark in marks.iterdir()]
        if len(found) >= count:
            return found
        time.sleep(0.02)
    raise AssertionError(process.stderr and process.stderr.read().decode())


def are_gone(processes: Sequence[int]) -> bool:
    """Whether they end in a moment; orphans are collected by another process, in its time."""
    for _ in range(3000):
        if not any(map(is_alive, processes)):
            return True
        time.sleep(0.02)
    return False


def marked_vault(tmp_path: Path, word: str) -> tuple[Path, Path]:
    marks = tmp_path / "marks"
    marks.mkdir()
    root = unruly.vault(tmp_path, calm=0)
    for number in range(400):  # more than one process can do before another begins
        (root / f"{number:03}.md").write_text(f"{word} {marks}\n")
    return root, marks


@posix
@forks
@pytest.mark.parametrize("everybody", [True, False])
def test_ctrl_c_ends_all_processes_quietly(
    tmp_path: Path, command: Command, fork: bool, everybody: bool
) -> None:
    """A terminal sends the signal to all processes of a command, `kill` to one."""
    root, marks = marked_vault(tmp_path, "slow")
    plugin = unruly.plugin(tmp_path)
    options = ("--vault", root, "--plugin", plugin, "--jobs", "2", "--format", "json")
    process = command.start(*options, fork=fork)
    workers = wait_for_marks(marks, 2, process)
    send = os.killpg if everybody else os.kill
    send(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=300)
    assert (process.returncode, errors) == (130, b"")
    assert are_gone(workers)


@posix
@forks
def test_workers_end_when_the_run_is_killed(tmp_path: Path, command: Command, fork: bool) -> None:
    root, marks = marked_vault(tmp_path, "slow")
    process = command.start(
        "--vault", root, "--plugin", unruly.plugin(tmp_path), "--jobs", "2", fork=fork
    )
    workers = wait_for_marks(marks, 2, process)
    process.kill()
    _, errors = process.communicate(timeout=300)
    assert errors == b""
    assert are_gone(workers)


@posix
@forks
def test_an_output_that_nobody_reads(tmp_path: Path, command: Command, fork: bool) -> None:
    root, marks = marked_vault(tmp_path, "loud")
    plugin = unruly.plugin(tmp_path)
    options = ("--vault", root, "--plugin", plugin, "--jobs", "2", "--format", "json")
    process = command.start(*options, fork=fork)
    workers = wait_for_marks(marks, 2, process)
    assert process.stdout is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    assert process.wait(timeout=300) in (1, -signal.SIGPIPE)
    process.stderr.close()
    assert are_gone(workers)


@posix
def test_closed_standard_streams(tmp_path: Path, command: Command) -> None:
    """What has no input or no place for errors is started by some schedulers."""
    root = unruly.vault(tmp_path, "print")
    words = command.words(
        "--vault", root, "--plugin", unruly.plugin(tmp_path), "--jobs", "2", "--no-cache"
    )
    plain = subprocess.run(words, capture_output=True, env=command.environment, check=False)
    shell = ["sh", "-c", 'exec "$@" 0<&- 2>&-', "sh", *words]
    closed = subprocess.run(shell, stdout=subprocess.PIPE, env=command.environment, check=False)
    assert (closed.returncode, closed.stdout) == (plain.returncode, plain.stdout)
    assert plain.returncode == 1


def test_an_edited_plugin_is_run_anew(tmp_path: Path, command: Command) -> None:
    root = unruly.vault(tmp_path, calm=2)
    plugin = unruly.plugin(tmp_path)
    options = ("--vault", root, "--plugin", plugin)
    assert b"says calm" in [command.run(*options) for _ in range(3)][-1].stdout
    code = (plugin / "unruly.py").read_text()
    (plugin / "unruly.py").write_text(code.replace('f"says', 'f"shouts'))
    assert b"shouts calm" in command.run(*options).stdout
    chosen = command.run(*options, "--select", "links").stdout
    assert b"link-padding" in chosen
    assert b"shouts" not in chosen
