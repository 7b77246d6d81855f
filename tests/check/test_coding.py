"""Results on their way through JSON: what comes out is what went in, or an error."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint.check.coding import (
    from_data,
    from_line,
    to_data,
    to_line,
    to_text,
)
from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.lint import Crash, Located, NoteResult

# Lone surrogates too: bytes that are no UTF-8 are such, and YAML may hold any.
TEXT = st.text(st.characters(exclude_categories=()), max_size=8) | st.just("\ud83d\ude00\udc92")
NUMBER = st.integers(0, 9)


@st.composite
def results(draw: st.DrawFn) -> NoteResult:
    def finding() -> Located:
        fix = None
        if draw(st.booleans()):
            edits = tuple(Edit(Span(at, at + 1), draw(TEXT)) for at in range(draw(NUMBER)))
            fix = Fix(draw(TEXT), edits, draw(st.sampled_from(Safety)))
        level, rule = draw(st.sampled_from(Level)), draw(TEXT)
        span = Span(draw(NUMBER), draw(NUMBER))
        one = Finding(span, draw(TEXT), fix, level, draw(st.none() | TEXT), rule)
        line, column, end_line, end_column = (draw(NUMBER) for _ in range(4))
        place = line, column, end_line, end_column
        return Located("a.md", rule, level, one, *place, draw(TEXT), draw(NUMBER))

    crashes = draw(st.lists(st.builds(Crash, st.just("a.md"), TEXT, TEXT, TEXT), max_size=2))
    found = tuple(finding() for _ in range(draw(st.integers(0, 2))))
    return NoteResult("a.md", found, tuple(crashes))


@given(results())
def test_what_comes_out_is_what_went_in(result: NoteResult) -> None:
    line = to_line(to_data(result))
    assert line.count(b"\n") == 1
    assert from_data("a.md", from_line(line)) == result
    assert from_data("a.md", json.loads(to_text(to_data(result)))) == result


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=9) | st.dictionaries(st.text(max_size=3), inner),
)


@given(results(), st.data())
def test_data_with_a_part_of_another_kind_is_no_data(
    result: NoteResult, data: st.DataObject
) -> None:
    """A value somewhere is replaced by another: it is an error, or a sound result of that kind."""
    changed = to_data(result)
    place: Any = changed
    while True:
        at = data.draw(st.integers(0, len(place) - 1))
        if not isinstance(place[at], list) or not place[at] or data.draw(st.booleans()):
            break
        place = place[at]
    place[at] = data.draw(JSON)
    try:
        read = from_data("a.md", changed)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        return
    assert from_data("a.md", to_data(read)) == read
    for located in read.findings:
        finding = located.finding
        assert isinstance(finding.message, str)
        assert isinstance(located.excerpt, str)
        assert {type(number) for number in (*finding.span, located.line)} == {int}


@pytest.mark.parametrize("data", [[], {}, None, [[], []] * 2, [[[]], []], [[], [[]]], ["ab", []]])
def test_other_shapes(data: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        from_data("a.md", data)
