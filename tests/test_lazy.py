"""Patterns that are compiled on first use answer as others do."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from vaultlint.lazy import LazyPattern, lazy

QUESTIONS: list[Callable[[re.Pattern[str]], object]] = [
    lambda pattern: str(pattern.match("xAAx", 1, 2)),
    lambda pattern: str(pattern.fullmatch("aa")),
    lambda pattern: str(pattern.search("x a", 2)),
    lambda pattern: [str(match) for match in pattern.finditer("a x A")],
    lambda pattern: pattern.findall("a x A"),
    lambda pattern: pattern.sub("b", "a a a", count=2),
    lambda pattern: pattern.subn("b", "a a a", count=2),
    lambda pattern: pattern.split("1a2a3", maxsplit=1),
    lambda pattern: pattern.pattern,
]


@pytest.mark.parametrize("ask", QUESTIONS)
def test_the_first_answer_and_the_next_are_those_of_the_pattern(
    ask: Callable[[re.Pattern[str]], object],
) -> None:
    asked = lazy("a+", re.IGNORECASE)
    right = ask(re.compile("a+", re.IGNORECASE))
    assert ask(asked) == right
    assert ask(asked) == right


def test_a_wrong_pattern_is_one_when_it_is_asked() -> None:
    wrong = lazy("(")
    with pytest.raises(re.error):
        wrong.match("")


def test_a_method_that_was_kept_compiles_once() -> None:
    pattern = LazyPattern("a", 0)
    kept = pattern.match
    assert kept("a")
    assert kept("a")
    assert pattern.compiled() is pattern.compiled()
