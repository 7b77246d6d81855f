"""Run one command to its end: how long it took, how much processor time, how much memory."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FINE = (0, 1)
"""Exit statuses of a linter that did its work: nothing found, something found."""

EVERY = 0.05
"""Seconds between two looks at the memory."""


class FailedRunError(Exception):
    """A command ended with a status that is neither "nothing found" nor "something found"."""


@dataclass(frozen=True)
class Run:
    """What one run took. Without the means to measure it, processor time or memory is None."""

    seconds: float
    processor: float | None
    """Seconds of user and system time, all processes together."""
    memory: int | None
    """Bytes at the peak."""


def run(
    command: Sequence[str], folder: Path, variables: Mapping[str, str], *, sample: bool = False
) -> Run:
    """Run a command in a folder, its output thrown away.

    With `sample`, the memory of all its processes together is looked at while they run, where the
    system tells it; without, the memory is that of the largest of them. Sampling costs a little
    time, so that a run is either for its time or for its memory.
    """
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=dict(variables),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            start_new_session=True,
        )
        try:
            with Sampler(process.pid if sample else None) as sampler:
                status, processor, memory = wait(process)
        except BaseException:
            stop(process)
            raise
        seconds = time.perf_counter() - start
        if status not in FINE:
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip()
            raise FailedRunError(f"{' '.join(command)} ended with status {status}:\n{said}")
    sizes = [size for size in (memory, sampler.peak) if size]
    return Run(seconds, processor, max(sizes, default=None))


def wait(process: subprocess.Popen[bytes]) -> tuple[int, float | None, int | None]:
    """Wait for a process: its exit status, and what the system knows of its use of resources.

    Processor time is that of the process and of those that it waited for; memory is that of the
    largest of these. The memory begins with that of this program, from which it was forked: this
    program must stay small.
    """
    if sys.platform == "win32":
        return process.wait(), None, None
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    return process.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss * unit


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process, and where the system has process groups, all that it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def least_memory() -> int | None:
    """Bytes below which the memory of a run is not known: the peak of this program itself."""
    if sys.platform == "win32":
        return None
    import resource  # not there on Windows

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


class Sampler:
    """Looks at the memory of a process group from a thread, and keeps the largest sum."""

    def __init__(self, group: int | None) -> None:
        self.group = group
        self.peak = 0
        self.done = threading.Event()
        self.thread: threading.Thread | None = None

    def __enter__(self) -> Sampler:
        if self.group is not None and Path("/proc/self/smaps_rollup").exists():
            self.thread = threading.Thread(target=self.watch, args=(self.group,), daemon=True)
            self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.done.set()
        if self.thread is not None:
            self.thread.join()

    def watch(self, group: int) -> None:
        """Look again and again until the process is gone."""
        while not self.done.wait(EVERY):
            self.peak = max(self.peak, group_memory(group))


def group_memory(group: int) -> int:
    """Bytes that the processes of a group hold now; what they share is counted once (Linux)."""
    total = 0
    for entry in os.scandir("/proc"):
        if not entry.name.isdigit():
            continue
        try:
            status = Path(entry.path, "stat").read_text(errors="replace")
            if int(status.rpartition(")")[2].split()[2]) != group:
                continue
            for line in Path(entry.path, "smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) * 1024
        except OSError:  # it ended while we looked
            continue
    return total
