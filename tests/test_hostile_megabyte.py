"""A megabyte of one sign takes at most ten times as long as a megabyte of plain text."""

from __future__ import annotations

import pytest

from .hostile_bench import Bench, open_bench, seconds
from .hostile_texts import NAMED, prose

_MEGABYTE = 1_000_000
_MOST = 10


bench = pytest.fixture(scope="module")(open_bench)


@pytest.fixture(scope="module")
def plain(bench: Bench) -> dict[str, float]:
    """What plain text of that size takes."""
    text = prose(_MEGABYTE)
    return {
        "view": min(seconds(bench.view, text) for _ in range(2)),
        "check": min(seconds(bench.check, text) for _ in range(2)),
        "fix": seconds(bench.fix, text),
    }


@pytest.mark.parametrize("name", NAMED)
def test_a_megabyte(name: str, bench: Bench, plain: dict[str, float]) -> None:
    text = NAMED[name](_MEGABYTE)
    for work in (bench.view, bench.check, bench.fix):
        limit = _MOST * plain[work.__name__]
        assert seconds(work, text) <= limit or seconds(work, text) <= limit, work.__name__
