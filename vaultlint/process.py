"""What every process of ours has to know of its surroundings; imports next to nothing."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

INTERRUPTED = 130
"""The exit status that shells report for a program that Ctrl-C ended."""


def collect_garbage_seldom() -> None:
    """Look for garbage in cycles seldom: neither imports nor checked notes leave any to speak of.

    To look once at what ten thousand notes leave known takes as long as to check a hundred of them.
    """
    gc.set_threshold(150_000, 20, 20)


@contextmanager
def no_collection() -> Iterator[None]:
    """Look for no garbage within, nor soon among what is made there: it is much, and all needed."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # what is young becomes old, without a look at it
        gc.unfreeze()
        if enabled:
            gc.enable()


def take_standard_numbers() -> None:
    """Let closed standard streams lead nowhere, so that no file or pipe gets the number of one."""
    while (last := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(last)


def end(status: object) -> None:
    """End this process with the exit status; where something may be left to do, return instead.

    Python would end it by freeing all that it holds, which takes as long as to check 50 notes.
    """
    threads = sys.modules.get("threading")
    waiting = threads is not None and threads.active_count() > 1
    if not isinstance(status, int | None) or waiting or sys.getprofile() or sys.gettrace():
        return
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):  # which Python itself reports
        return
    os._exit(status or 0)
