"""What a worker process does: it answers batches until there are no more."""

from __future__ import annotations

import faulthandler
import gc
import os
import sys
from collections.abc import Callable, Sequence
from time import monotonic
from typing import IO, Any, NoReturn

from vaultlint.check.coding import from_line, to_line
from vaultlint.patience import patience
from vaultlint.process import collect_garbage_seldom

Answer = Callable[[Sequence[str]], list[Any]]  # the paths of a batch -> plain data for each

HELD = 1
"""The status with which a process ends that something held too long."""
_FAILED = 70  # as of other programs with an error inside


def time_limit(seconds: float) -> float:
    """How long something may hold Python where a rule may take so many seconds: more than that,
    so that a rule which can be stopped is.
    """
    return 1.5 * seconds


def least_held(seconds: float) -> float:
    """How long a batch took at least in which something held Python that long: of the time for that
    some may have run already when the batch began.
    """
    return 0.9 * time_limit(seconds) - 0.5


def serve(answer: Answer, requests: IO[bytes], answers: IO[bytes], seconds: float) -> None:
    """Answer batches until there are no more. seconds: how long a rule may take in a note."""
    gc.freeze()
    collect_garbage_seldom()
    with open(os.devnull, "w") as nowhere:
        watch = _Watch(time_limit(seconds), nowhere)
        watch.look()
        with patience.limited(seconds, watch.look):
            for line in requests:
                try:
                    data: object = answer(from_line(line))
                except Exception as error:  # of our own: those of rules are caught where they run
                    data = f"{type(error).__name__}: {error}"
                answers.write(to_line(data))
                answers.flush()


class _Watch:
    """Ends this process when something that is no Python has held it for so many seconds.

    It is a timer outside of Python, which is set anew when Python gets to run: it is the last
    resort, after a rule's own time limit. It goes on between two batches, for to end it takes as
    long as a note; should a worker be held there, waiting, its next batch goes to another.
    """

    def __init__(self, seconds: float, nowhere: IO[str]) -> None:
        self._seconds = seconds
        self._nowhere = nowhere
        self._set = -seconds

    def look(self) -> None:
        now = monotonic()
        if now - self._set > self._seconds / 10:
            self._set = now
            faulthandler.dump_traceback_later(self._seconds, exit=True, file=self._nowhere)


def own_streams() -> tuple[IO[bytes], IO[bytes]]:
    """The standard input and output of a worker: requests and answers, and nothing else."""
    requests, answers = os.dup(0), os.dup(1)
    leave_streams()
    return os.fdopen(requests, "rb"), os.fdopen(answers, "wb")


def leave_streams() -> None:
    """Leave the standard streams to the rules: there is nothing to read, and what one prints goes
    where errors go, and not into the report.
    """
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    try:
        os.dup2(2, 1)
    except OSError:  # nobody wants to know of errors
        os.dup2(nowhere, 1)
    os.close(nowhere)
    sys.stdin = open(os.devnull)  # noqa: SIM115 - it stays open as long as the worker
    sys.stdout = sys.stderr


def leave() -> NoReturn:
    """End this process at once, whatever others want to do at its end.

    In a copy of another process that would be done twice; and something may wait for a thread.
    """
    os._exit(_FAILED if sys.exc_info()[0] is not None else 0)
