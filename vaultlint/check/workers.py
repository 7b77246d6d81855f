"""Batches of notes shared out to processes; the answers come in the order of the batches.

A worker gets a batch as a line of JSON and answers with another. What ends a worker, such as a rule
in C that never returns, costs the note it was at and nothing else: the batch is given to a new
worker note by note.
"""

from __future__ import annotations

import faulthandler
import gc
import json
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import IO, Any, Protocol

from vaultlint.patience import patience

Answer = Callable[[Sequence[str]], list[Any]]  # the paths of a batch -> plain data for each
_BATCH = 50  # notes; few enough that the last batches of two workers end together
_MERCY = 5.0  # seconds that a worker has beyond a rule's own limit before it is ended


class Lost(Exception):  # noqa: N818 - it is no error of ours
    """A worker ended before it answered; the text says how."""


class Worker(Protocol):
    """A process that answers batches."""

    def ask(self, paths: Sequence[str]) -> list[Any]:
        """The answers for the notes, in their order. Raises Lost."""

    def end(self) -> None:
        """Let it go."""


class _Piped:
    """A worker at the other end of two pipes."""

    def __init__(self, requests: IO[bytes], answers: IO[bytes], wait: Callable[[], int]) -> None:
        self._requests = requests
        self._answers = answers
        self._wait = wait

    def ask(self, paths: Sequence[str]) -> list[Any]:
        try:
            self._requests.write(json.dumps(list(paths)).encode() + b"\n")
            self._requests.flush()
            line = self._answers.readline()
        except OSError:
            line = b""
        if not line.endswith(b"\n"):
            self.end()
            raise Lost(f"the process that checked it ended with status {self._wait()}")
        answers: list[Any] = json.loads(line)
        return answers

    def end(self) -> None:
        for stream in (self._requests, self._answers):
            with suppress(OSError):  # it had not read the last request
                stream.close()
        self._wait()


def fork_workers(answer: Answer, count: int) -> list[Worker]:
    """Copies of this process, where the system can make them; no thread may run yet."""
    workers: list[Worker] = []
    ends: list[int] = []  # ours: a worker that held them would keep another one waiting
    for _ in range(count):
        workers.append(_fork_worker(answer, ends))
    return workers


def _fork_worker(answer: Answer, ends: list[int]) -> Worker:
    request_end, requests = os.pipe()
    answers, answer_end = os.pipe()
    ends += requests, answers
    child = os.fork()
    if child == 0:
        status = 1
        try:
            for end in ends:
                os.close(end)
            with os.fdopen(request_end, "rb") as source, os.fdopen(answer_end, "wb") as target:
                serve(answer, source, target)
            status = 0
        finally:
            os._exit(status)  # without what the parent has still to write
    os.close(request_end)
    os.close(answer_end)
    return _Piped(os.fdopen(requests, "wb"), os.fdopen(answers, "rb"), _waiting_for(child))


def spawn_worker(command: Sequence[str], setup: object) -> Worker:
    """A new process, which runs the command and reads a line of JSON with the setup first."""
    import subprocess  # where processes can be copied, this is not needed

    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(setup).encode() + b"\n")
    return _Piped(process.stdin, process.stdout, process.wait)


def _waiting_for(child: int) -> Callable[[], int]:
    status: list[int] = []

    def wait() -> int:
        if not status:
            status.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        return status[0]

    return wait


def serve(answer: Answer, requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer batches until there are no more: what a worker does."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)  # what a note leaves behind holds no cycles
    with open(os.devnull, "w") as nowhere, patience.limited():
        for line in requests:
            paths = json.loads(line)
            # The system's own timer, which ends even what holds the interpreter.
            limit = patience.seconds(0) * (1 if len(paths) == 1 else 3) + _MERCY
            faulthandler.dump_traceback_later(limit, exit=True, file=nowhere)
            data = answer(paths)
            faulthandler.cancel_dump_traceback_later()
            answers.write(json.dumps(data).encode() + b"\n")
            answers.flush()


def share_out(
    paths: Sequence[str],
    workers: Sequence[Worker],
    again: Callable[[], Worker],
    lost: Callable[[str, str], Any],
) -> Iterator[Any]:
    """The answer for each path, in order. `again` starts a worker in place of one that ended;
    `lost(path, reason)` is the answer for a note that ended one.
    """
    batches = [paths[at : at + _BATCH] for at in range(0, len(paths), _BATCH)]
    answered: dict[int, list[Any]] = {}
    failures: list[BaseException] = []
    news = threading.Condition()
    numbers = iter(range(len(batches)))

    def work(worker: Worker) -> None:
        try:
            while not failures:
                with news:
                    number = next(numbers, None)
                if number is None:
                    break
                data, worker = _asked(batches[number], worker, again, lost)
                with news:
                    answered[number] = data
                    news.notify()
        except BaseException as error:  # raised again where somebody can see it
            with news:
                failures.append(error)
                news.notify()
        finally:
            worker.end()

    threads = [threading.Thread(target=work, args=(one,), daemon=True) for one in workers]
    for thread in threads:
        thread.start()
    for number in range(len(batches)):
        with news:
            while number not in answered and not failures:
                news.wait()
            if failures:
                raise failures[0]
            data = answered.pop(number)
        yield from data
    for thread in threads:
        thread.join()


def _asked(
    batch: Sequence[str],
    worker: Worker,
    again: Callable[[], Worker],
    lost: Callable[[str, str], Any],
) -> tuple[list[Any], Worker]:
    """The answers for a batch, and the worker to go on with."""
    try:
        return worker.ask(batch), worker
    except Lost:
        worker = again()
    data: list[Any] = []
    for path in batch:
        try:
            data += worker.ask([path])
        except Lost as ended:
            worker = again()
            data.append(lost(path, str(ended)))
    return data, worker


def own_streams() -> tuple[IO[bytes], IO[bytes]]:
    """Standard input and output of a spawned worker, which nothing else gets to use from now on."""
    requests, answers = os.dup(0), os.dup(1)
    os.dup2(2, 1)  # what a rule prints must not stand among the answers
    sys.stdin = open(os.devnull)  # noqa: SIM115 - it stays open as long as the worker
    return os.fdopen(requests, "rb"), os.fdopen(answers, "wb")
