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
from types import CodeType, FrameType, TracebackType

SECONDS = 10.0  # that a rule may take in a note …
_SECONDS_A_MEGABYTE = 3.0  # … and for each megabyte of it
_LOOK = 0.25  # seconds between two looks at the clock
_STANDSTILL = 2.0  # seconds without a look: more is no work of the rule's, as after Ctrl-Z and `fg`
_NEVER = float("inf")


class OutOfTimeError(Exception):
    """A rule took longer in a note than it may."""


class Patience:
    """The clock of this process, which stands still but within `limited`.

    `with patience:` surrounds what rules do one after the other, in the main thread. Behind each of
    them `done` is set to another object, and all of the time is that of the next; if `late` is not
    empty then, the rule was stopped and caught the error, and the block is to be left, which raises
    it again. A rule stopped once in a note leaves the others a fifth of the time there.
    """

    def __init__(self) -> None:
        self.done: object = None
        self.late = ""  # why a rule was stopped, for as long as it has not ended
        self._seconds = self._allowed = self._deadline = _NEVER
        self._looked = 0.0
        self._alive: Callable[[], object] = int
        self._seen: object = None  # what was `done` when the clock was last looked at

    def seconds(self, size: int) -> float:
        """How long a rule may take in a note of so many bytes."""
        return self._seconds + size * (_SECONDS_A_MEGABYTE / 1_000_000)

    @contextmanager
    def limited(
        self, seconds: float | None = None, alive: Callable[[], object] = int
    ) -> Iterator[None]:
        """Limit what runs within; in another thread than the main one nothing can be limited.

        seconds: None for SECONDS. `alive` is called time and again, as long as Python's main thread
        gets to run at all.
        """
        alarm = getattr(signal, "SIGALRM", None) or signal.SIGTERM
        try:
            handler = signal.signal(alarm, self._look)
        except ValueError:
            yield
            return
        outer = self._seconds, self._allowed, self._alive
        self._seconds = SECONDS if seconds is None else seconds
        self._allowed, self._alive, self._looked = _NEVER, alive, monotonic()
        stop = _ring(alarm)
        try:
            yield
        finally:
            stop()
            signal.signal(alarm, signal.SIG_DFL if handler is None else handler)
            self._seconds, self._allowed, self._alive = outer
            self._deadline, self.late = _NEVER, ""

    @contextmanager
    def suspended(self) -> Iterator[None]:
        """No rule's time passes within: for what is read of a whole vault, which serves all rules
        and takes as long as the disk takes.
        """
        left = self._deadline - monotonic()
        self._deadline = _NEVER
        try:
            yield
        finally:
            self._deadline = monotonic() + left

    def begin_note(self, size: int) -> None:
        """Another note begins, which has so many bytes."""
        self._allowed = self.seconds(size)

    def __enter__(self) -> None:
        self.done = self._seen = None
        if self._allowed != _NEVER:
            self._deadline = monotonic() + self._allowed

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._deadline = _NEVER
        if self.late:
            late, self.late = self.late, ""
            if error is None:  # the rule caught it, and what it says now is not all it would say
                raise OutOfTimeError(late)

    def _look(self, _: object, frame: FrameType | None) -> None:
        """Raise in the rule if its time is up; the signal may come when nothing is limited."""
        self._alive()
        now = monotonic()
        self._deadline += max(0.0, now - self._looked - _STANDSTILL)
        self._looked = now
        if self.done is not self._seen and self._deadline != _NEVER:
            self._seen = self.done
            self._deadline = now + self._allowed  # whoever runs has begun since the last look
        if now <= self._deadline or (frame is not None and frame.f_code in _OURS):
            return
        self.late = self.late or f"it took longer than {_shown(self._allowed)} seconds"
        # Again and again, should the rule catch the error and go on.
        self._allowed = self._seconds / 5
        self._deadline = now + self._allowed
        raise OutOfTimeError(self.late)


_OURS: tuple[CodeType, ...] = (Patience.__enter__.__code__, Patience.__exit__.__code__)


def _shown(seconds: float) -> str:
    return f"{seconds:.2g}" if seconds < 10 else f"{seconds:.0f}"


def _ring(alarm: int) -> Callable[[], object]:
    """Send the signal to the main thread time and again; what ends it is returned."""
    if hasattr(signal, "setitimer"):
        before = signal.setitimer(signal.ITIMER_REAL, _LOOK, _LOOK)
        return partial(signal.setitimer, signal.ITIMER_REAL, *before)
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
