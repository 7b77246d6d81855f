"""No text drives a note's views, its check or its fix to more than linear time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .hostile_bench import Bench, open_bench, seconds
from .hostile_texts import ALL, TWINS, prose
from .timing import grows_too_fast

_SMALL, _LARGE = 2_000, 8_000
# A text of nothing but findings takes longer than prose, where hardly a word is one. They are made,
# sorted, placed and, in up to ten passes, fixed.
_MOST = 60


bench = pytest.fixture(scope="module")(open_bench)


@pytest.fixture(scope="module")
def plain(bench: Bench) -> dict[str, float]:
    """What plain text of that size takes, the most of what was measured."""
    return {work.__name__: _plain(work) for work in (bench.view, bench.fix)}


def _plain(work: Callable[[str], None]) -> float:
    return min(seconds(work, prose(_LARGE)) for _ in range(5))


def _is_slow(work: Callable[[str], None], name: str, plain: dict[str, float]) -> bool:
    """Whether the work takes far longer than on plain text, or longer and grows too fast.

    Below some times of plain text, what grows is mostly the memory that has to be fetched first.
    """
    text = ALL[name]
    # Of twins there is a trial for each of some, in each of ten passes: a size is enough.
    size, most = (_SMALL, 2 * _MOST) if name in TWINS else (_LARGE, _MOST)
    before = plain[work.__name__]
    large = seconds(work, text(size))
    if large <= (most if name in TWINS else 3) * before:
        return False
    # Perhaps other programs run beside it by now, which makes the plain text slower too.
    plain[work.__name__] = max(before, _plain(work))
    if large > most * plain[work.__name__]:
        return True
    return name not in TWINS and grows_too_fast(lambda size: seconds(work, text(size)), _SMALL, 4)


@pytest.mark.parametrize("name", ALL)
def test_a_text_takes_linear_time(name: str, bench: Bench, plain: dict[str, float]) -> None:
    for work in (bench.view, bench.fix):  # a fix begins with a check
        # Three times, for other programs may run beside it.
        assert not all(_is_slow(work, name, plain) for _ in range(3)), work.__name__
