"""The time limit of a rule in a note: one that hangs is stopped, and the run goes on.

A timer of the system sends a signal four times a second, which Python handles between two steps of
a rule, and within a regular expression too. Windows has no such timer: a thread does the same, but
cannot stop a regular expression; nor can anything stop code of another language. A worker that
such a thing holds is ended as a whole (see the package `check`).
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from time import monotonic
from types import TracebackType

SECONDS = 10.0  # that a rule may take in a note …
_SECONDS_A_MEGABYTE = 3.0  # … and for each megabyte of it
_LOOK = 0.25  # seconds between two looks at the clock
_NEVER = float("inf")


class OutOfTimeError(Exception):
    """A rule took longer in a note than it may."""


class Patience:
    """The clock of this process, which stands still but within `limited`.

    `with patience:` surrounds what a rule does, in the main thread. A rule stopped once in a note
    leaves the others a fifth of the time there.
    """

    def __init__(self) -> None:
        self._seconds = self._allowed = self._deadline = _NEVER

    def seconds(self, size: int) -> float:
        """How long a rule may take in a note of so many bytes."""
        return self._seconds + size * (_SECONDS_A_MEGABYTE / 1_000_000)

    @contextmanager
    def limited(self, seconds: float = SECONDS) -> Iterator[None]:
        """Limit what runs within; in another thread than the main one nothing can be limited."""
        alarm = getattr(signal, "SIGALRM", None) or signal.SIGTERM
        try:
            before = signal.signal(alarm, self._look)
        except ValueError:
            yield
            return
        self._seconds = seconds
        stop = _ring(alarm)
        try:
            yield
        finally:
            stop()
            signal.signal(alarm, before)
            self._seconds = _NEVER

    def begin_note(self, size: int) -> None:
        """Another note begins, which has so many bytes."""
        self._allowed = self.seconds(size)

    def __enter__(self) -> None:
        if self._allowed != _NEVER:
            self._deadline = monotonic() + self._allowed

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._deadline = _NEVER

    def _look(self, *_: object) -> None:
        """Raise in the rule if its time is up; the signal may come when nothing is limited."""
        if monotonic() > self._deadline:
            allowed = self._allowed
            # Again and again, should the rule catch the error and go on.
            self._allowed = self._seconds / 5
            self._deadline = monotonic() + self._allowed
            raise OutOfTimeError(f"it took longer than {allowed:.0f} seconds")


def _ring(alarm: int) -> Callable[[], object]:
    """Send the signal to the main thread time and again; what ends it is returned."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, _LOOK, _LOOK)
        return partial(signal.setitimer, signal.ITIMER_REAL, 0)
    import _thread
    import threading

    stopped = threading.Event()

    def ring() -> None:
        while not stopped.wait(_LOOK):
            _thread.interrupt_main(signal.Signals(alarm))

    threading.Thread(target=ring, daemon=True, name="patience").start()
    return stopped.set


patience = Patience()
"""That of this process."""
