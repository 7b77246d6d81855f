"""Worker processes: how one is started, asked and ended.

A worker gets a batch of paths as a line of JSON and answers with another; what it does meanwhile
is in `serving`.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from time import monotonic
from typing import IO, Any, Protocol

from vaultlint.check.coding import from_line, to_line
from vaultlint.check.serving import HELD, Answer, least_held, leave, leave_streams, serve
from vaultlint.process import take_standard_numbers


class Lost(Exception):  # noqa: N818 - it is no error of ours
    """A worker ended before it answered; the text says how."""


class StartError(Exception):
    """A worker did not come to the point where it can be asked; the text says why."""


class _Process(Protocol):
    """What of a `subprocess.Popen` is used here."""

    def wait(self) -> int:
        """Wait for its end: its status, or a signal's number below zero."""

    def kill(self) -> None:
        """End it, if it has not ended; from any thread."""


class Worker:
    """A process that answers batches, at the other end of two pipes.

    seconds: how long a rule may take. greets: whether it says when it is ready.
    """

    def __init__(
        self,
        process: _Process,
        requests: IO[bytes],
        answers: IO[bytes],
        seconds: float,
        *,
        greets: bool = False,
    ) -> None:
        self.kill = process.kill
        self._process = process
        self._requests = requests
        self._answers = answers
        self._least_held = least_held(seconds)
        self._greets = greets

    def ask(self, paths: Sequence[str]) -> list[Any]:
        """The answers for the notes, in their order. Raises Lost or StartError."""
        if self._greets:
            self._greets = False
            self._await_greeting()
        started = monotonic()
        line = b""
        with suppress(OSError):
            self._requests.write(to_line(list(paths)))
            self._requests.flush()
            line = self._answers.readline()
        if not line.endswith(b"\n"):
            self.end()
            raise Lost(self._how_it_ended(monotonic() - started))
        answers: list[Any] | str = from_line(line)
        if isinstance(answers, str):
            self.end()
            raise Lost(answers)
        return answers

    def end(self) -> None:
        """Let it go, and wait until it is gone."""
        for stream in (self._requests, self._answers):
            with suppress(OSError):  # it had not read the last request
                stream.close()
        self._process.wait()

    def _await_greeting(self) -> None:
        line = b""
        with suppress(OSError):
            line = self._answers.readline()
        if not line.endswith(b"\n"):
            self.end()
            raise StartError(self._how_it_ended(0.0))
        if problem := from_line(line):
            self.end()
            raise StartError(str(problem))

    def _how_it_ended(self, seconds: float) -> str:
        status = self._process.wait()
        if status == HELD and seconds >= self._least_held:
            return f"a rule ran on for {seconds:.0f} seconds and could not be stopped"
        if status >= 0:
            return f"the process that checked it ended with status {status}"
        try:
            name = signal.Signals(-status).name
        except ValueError:
            name = f"signal {-status}"
        return f"the process that checked it was ended by {name}"


def fork_workers(answer: Answer, count: int, seconds: float) -> list[Worker]:
    """Copies of this process, where the system can make them; no thread may run yet."""
    # With a standard stream closed, a pipe would take its number, and what a rule prints.
    take_standard_numbers()
    workers: list[Worker] = []
    ends: list[int] = []  # ours: a worker that held them would keep another one waiting
    for _ in range(count):
        workers.append(_fork_worker(answer, ends, seconds))
    return workers


def _fork_worker(answer: Answer, ends: list[int], seconds: float) -> Worker:
    request_end, requests = os.pipe()
    answers, answer_end = os.pipe()
    ends += requests, answers
    with _deaf():
        child = os.fork()
        if child == 0:
            try:
                for end in ends:
                    os.close(end)
                leave_streams()
                with os.fdopen(request_end, "rb") as source, os.fdopen(answer_end, "wb") as target:
                    serve(answer, source, target, seconds)
            finally:
                leave()
    os.close(request_end)
    os.close(answer_end)
    streams = os.fdopen(requests, "wb"), os.fdopen(answers, "rb")
    return Worker(_Copy(child), *streams, seconds)


def spawn_worker(command: Sequence[str], setup: object, seconds: float) -> Worker:
    """A new process, which runs the command and reads a line of JSON with the setup first."""
    import subprocess  # where processes can be copied, this is not needed

    with _deaf():
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(OSError):  # should it be gone already, it will not greet
        process.stdin.write(to_line(setup))
        process.stdin.flush()
    return Worker(process, process.stdin, process.stdout, seconds, greets=True)


@contextmanager
def _deaf() -> Iterator[None]:
    """A process that starts within does not hear of Ctrl-C, which the terminal tells all: the one
    that started it does, and ends it.
    """
    if not hasattr(signal, "pthread_sigmask"):  # on Windows the worker itself sees to it
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Copy:
    """A child of this process, made by `fork`."""

    def __init__(self, child: int) -> None:
        self._child = child
        self._lock = threading.Lock()
        self._status: int | None = None

    def wait(self) -> int:
        with suppress(ChildProcessError):
            # Its number stays its own for as long as nobody has asked for the status.
            os.waitid(os.P_PID, self._child, os.WEXITED | os.WNOWAIT)
        with self._lock:
            if self._status is None:
                self._status = _status_of(self._child)
            return self._status

    def kill(self) -> None:
        with self._lock:
            if self._status is None:
                with suppress(ProcessLookupError):
                    os.kill(self._child, signal.SIGKILL)


def _status_of(child: int) -> int:
    try:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    except ChildProcessError:  # whoever started us wants no statuses of children kept
        return 0
