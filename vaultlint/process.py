"""What every process of ours has to know of its surroundings; imports next to nothing."""

from __future__ import annotations

import gc
import os

INTERRUPTED = 130
"""The exit status that shells report for a program that Ctrl-C ended."""


def collect_garbage_seldom() -> None:
    """Look for garbage in cycles seldom: neither imports nor checked notes leave any to speak of.

    To look once at what ten thousand notes leave known takes as long as to check a hundred of them.
    """
    gc.set_threshold(150_000, 20, 20)


def take_standard_numbers() -> None:
    """Let closed standard streams lead nowhere, so that no file or pipe gets the number of one."""
    while (end := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(end)
