"""No text drives a note's views, its check or its fix to more than linear time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .hostile_bench import Bench, open_bench, seconds
from .hostile_texts import ALL, TWINS, prose

_SMALL, _LARGE = 2_000, 8_000
_MOST_GROWTH = 7  # times as long for four times the text; 16 would be quadratic
# A text of nothing but findings takes longer than prose, where hardly a word is one. They are made,
# sorted, placed and, in up to ten passes, fixed.
_MOST = 60


bench = pytest.fixture(scope="module")(open_bench)


@pytest.fixture(scope="module")
def plain(bench: Bench) -> dict[str, float]:
    """What plain text of that size takes."""
    text = prose(_LARGE)
    works = (bench.view, bench.fix)
    return {work.__name__: min(seconds(work, text) for _ in range(5)) for work in works}


def _is_slow(work: Callable[[str], None], name: str, plain: float) -> bool:
    """Whether the work takes far longer than on plain text, or longer and grows too fast.

    Below some times of plain text, what grows is mostly the memory that has to be fetched first.
    """
    text = ALL[name]
    if name in TWINS:  # a trial for each of some twins, in each of ten passes: a size is enough
        return seconds(work, TWINS[name](_SMALL)) > 2 * _MOST * plain
    if seconds(work, text(_LARGE)) <= 3 * plain:
        return False
    small, large = (min(seconds(work, text(s)) for _ in range(2)) for s in (_SMALL, _LARGE))
    return large > 3 * plain and (large > _MOST_GROWTH * small or large > _MOST * plain)


@pytest.mark.parametrize("name", ALL)
def test_a_text_takes_linear_time(name: str, bench: Bench, plain: dict[str, float]) -> None:
    for work in (bench.view, bench.fix):  # a fix begins with a check
        # Three times, for other programs may run beside it.
        assert not all(_is_slow(work, name, plain[work.__name__]) for _ in range(3)), work.__name__
