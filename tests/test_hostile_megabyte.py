"""A megabyte of one sign takes at most ten times as long as a megabyte of plain text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .hostile_bench import Bench, open_bench, seconds
from .hostile_texts import NAMED, prose

_MEGABYTE = 1_000_000
_MOST = 10


bench = pytest.fixture(scope="module")(open_bench)


@pytest.fixture(scope="module")
def plain(bench: Bench) -> dict[str, float]:
    """What plain text of that size takes, the most of what was measured."""
    text = prose(_MEGABYTE)
    return {work.__name__: seconds(work, text) for work in (bench.view, bench.check, bench.fix)}


@pytest.mark.parametrize("name", NAMED)
def test_a_megabyte(name: str, bench: Bench, plain: dict[str, float]) -> None:
    text = NAMED[name](_MEGABYTE)
    for work in (bench.view, bench.check, bench.fix):

        def is_slow(work: Callable[[str], None] = work) -> bool:
            taken = seconds(work, text)
            if taken <= _MOST * plain[work.__name__]:
                return False
            # Perhaps other programs run beside it by now, which makes the plain text slower too.
            plain[work.__name__] = max(plain[work.__name__], seconds(work, prose(_MEGABYTE)))
            return taken > _MOST * plain[work.__name__]

        assert not all(is_slow() for _ in range(3)), work.__name__
