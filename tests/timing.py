"""How time grows with size, judged alike on a slow machine, a quick one, and beside busy others.

What is measured is the processor's time of this process, in which waiting does not count. Nothing
is compared with a number of seconds, and what takes too long must do so in several measurements.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable

# Windows tells the time of a process in steps of 16 ms.
_clock = time.perf_counter if os.name == "nt" else time.process_time

ENOUGH = 0.002
"""Seconds that are worth comparing: of less, the better part may be anything."""
_ROUNDS = 4


def seconds_of(work: Callable[[], object]) -> float:
    """What a work takes; without garbage collection, whose pauses tell of other tests."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        start = _clock()
        work()
        return _clock() - start
    finally:
        if collecting:
            gc.enable()


def grows_too_fast(seconds: Callable[[int], float], size: int, times: int = 8) -> bool:
    """Whether so many times the size takes far more than so many times as long.

    seconds: what a work takes on something of that size. The limit lies as far from linear growth
    as from quadratic. Several measurements in a row must say so; and what is larger still must
    grow as fast, for where memory is got in another way, time makes a step that is no growth.
    """
    return all(_grew_too_fast(seconds, size, times) for _ in range(_ROUNDS)) and (
        _grew_too_fast(seconds, size * times, 4)
    )


def _grew_too_fast(seconds: Callable[[int], float], size: int, times: int) -> bool:
    large = seconds(times * size)
    if large <= ENOUGH * times:  # so does what takes `ENOUGH` for the small size
        return False
    small = min(seconds(size) for _ in range(2))
    return large > times**1.5 * max(small, ENOUGH / times)
