"""What notes give as lines: what comes out is what went in, of one note and of many."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint.gathered import (
    Gathered,
    columns_of,
    line_of,
    may_suppress,
    part_of,
    parts_of,
    texts_of,
)

# Our own signs, and letters that stand for them behind one.
SIGNS = st.text("abcdef\x1c\x1d\x1e\x1f\n\0[]", max_size=4)
TEXTS = st.lists(SIGNS | st.text(st.characters(exclude_categories=()), max_size=6), max_size=4)


@given(st.lists(TEXTS, min_size=1, max_size=3), st.booleans())
def test_what_a_note_gave_comes_out_again(gathered: list[list[str]], suppresses: bool) -> None:
    line = line_of([*map(part_of, gathered)], suppresses=suppresses)
    assert "\n" not in line
    assert "\0" not in line
    assert may_suppress(line) == suppresses
    assert bool(line) == (suppresses or any(gathered))
    if line:
        assert [*map(texts_of, parts_of(line))] == [[*dict.fromkeys(texts)] for texts in gathered]


@given(st.lists(st.tuples(TEXTS, TEXTS, st.booleans())))
def test_many_lines_are_parted_as_each_of_them(
    notes: list[tuple[list[str], list[str], bool]],
) -> None:
    lines = [line_of([part_of(a), part_of(b)], suppresses=mark) for a, b, mark in notes]
    lines = [line for line in lines if line]
    parted = [parts_of(line) for line in lines]
    assert columns_of(lines, 2) == [[one for one, _ in parted], [other for _, other in parted]]


@given(st.lists(TEXTS))
def test_the_notes_with_a_text_are_counted(notes: list[list[str]]) -> None:
    by_note = {str(number): part_of(texts) for number, texts in enumerate(notes)}
    counts = Gathered(by_note, None).counts  # type: ignore[arg-type]
    assert [*counts] == sorted({text for texts in notes for text in texts})
    for text, count in counts.items():
        assert count == sum(text in texts for texts in notes)


@pytest.mark.parametrize(
    "lines", [["a\x1f"], ["a\x1f", "a\x1f\x1eb\x1f\x1ec\x1f\x1e"], ["x", "y\x1ez"]]
)
def test_what_was_gathered_for_other_rules(lines: list[str]) -> None:
    columns = columns_of(lines, 2)
    assert [len(column) for column in columns] == [len(lines)] * 2
    assert columns[0] == [line.split("\x1e")[0] for line in lines]
