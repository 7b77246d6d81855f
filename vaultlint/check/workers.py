"""Batches of notes shared out to processes; the answers come in the order of the batches.

What ends a worker, such as a rule in C that never returns, costs the note it was at and nothing
else: the batch is given to a new worker note by note.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import Any

from vaultlint.check.processes import Lost, StartError, Worker

_MOST = 200  # notes in a batch
_LEAST = 6  # fewer at a time cost more than they even out
_SHARE = 3  # a batch is so small a part of what a worker has still to do, if all do alike
_STARTS = 3  # attempts at starting a worker
_LOOK = 0.5  # seconds; on Windows, Ctrl-C does not wake who waits
# Seconds after which the thread that goes through the answers lets one go on that has a new one: as
# long as it waits, so does its worker. Python's own five milliseconds are the time of twenty notes.
_SWITCH = 0.0005


def batches_of(paths: Sequence[str], workers: int) -> list[Sequence[str]]:
    """The paths in order, in pieces for so many workers.

    They become smaller towards the end, so that the workers end together, some notes being long.
    """
    batches: list[Sequence[str]] = []
    at = 0
    while left := len(paths) - at:
        share = -(-left // workers)
        size = min(max(share // _SHARE, min(share, _LEAST)), _MOST)
        batches.append(paths[at : at + size])
        at += size
    return batches


def share_out(
    paths: Sequence[str],
    workers: Sequence[Worker],
    again: Callable[[], Worker],
    lost: Callable[[str, str], Any],
) -> Generator[Any]:
    """The answer for each path, in order. `again` starts a worker in place of one that ended;
    `lost(path, reason)` is the answer for a note that ended one.

    When the iterator is closed, all workers have ended. Raises StartError.
    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH)
    sharing = _Sharing(batches_of(paths, len(workers)), workers, again, lost)
    try:
        yield from sharing.answers()
    finally:
        sharing.close()
        sys.setswitchinterval(before)


class _Stopped(Exception):  # noqa: N818 - it is no error
    """Nobody wants the answers any more."""


class _Sharing:
    """Threads, one a worker, that hand out batches and collect the answers."""

    def __init__(
        self,
        batches: Sequence[Sequence[str]],
        workers: Sequence[Worker],
        again: Callable[[], Worker],
        lost: Callable[[str, str], Any],
    ) -> None:
        self._batches = batches
        self._again = again
        self._lost = lost
        self._numbers = iter(range(len(batches)))
        self._answered: dict[int, list[Any]] = {}
        self._unanswered = len(batches)
        self._failures: list[BaseException] = []
        self._stopped = False
        self._news = threading.Condition()
        self._workers = list(workers)
        self._threads = [
            threading.Thread(target=self._work, args=(place,), daemon=True)
            for place in range(len(workers))
        ]
        for thread in self._threads:
            thread.start()

    def answers(self) -> Iterator[Any]:
        """The answer for each path, in order."""
        for number in range(len(self._batches)):
            with self._news:
                while number not in self._answered and not self._failures:
                    self._news.wait(_LOOK)
                if self._failures:
                    raise self._failures[0]
                data = self._answered.pop(number)
            yield from data

    def close(self) -> None:
        """Wait for the threads and workers to end; if there is still work, end them."""
        with self._news:
            self._stopped = True
            workers = self._workers if self._unanswered else ()
            for worker in workers:
                worker.kill()
        for thread in self._threads:
            thread.join()

    def _work(self, place: int) -> None:
        """What the thread of the worker at that place does."""
        try:
            while (number := self._next()) is not None:
                data = self._asked(self._batches[number], place)
                with self._news:
                    self._answered[number] = data
                    self._unanswered -= 1
                    self._news.notify()
        except _Stopped:
            pass
        except BaseException as error:  # raised again where somebody can see it
            with self._news:
                self._failures.append(error)
                self._news.notify()
        finally:
            self._workers[place].end()

    def _next(self) -> int | None:
        with self._news:
            return None if self._stopped or self._failures else next(self._numbers, None)

    def _asked(self, batch: Sequence[str], place: int) -> list[Any]:
        """The answers for a batch, if need be from another worker in that place."""
        try:
            return self._ask(batch, place)
        except Lost:
            self._replace(place)
        data: list[Any] = []
        for path in batch:
            try:
                data += self._ask([path], place)
            except Lost as ended:
                self._replace(place)
                data.append(self._lost(path, str(ended)))
        return data

    def _ask(self, paths: Sequence[str], place: int) -> list[Any]:
        for _ in range(_STARTS - 1):
            try:
                return self._workers[place].ask(paths)
            except StartError:
                self._replace(place)
        return self._workers[place].ask(paths)

    def _replace(self, place: int) -> None:
        with self._news:
            if self._stopped:
                raise _Stopped
        worker = self._again()
        with self._news:
            self._workers[place] = worker
            if self._stopped:
                worker.kill()
