"""Spans, edits and fixes: what touches, what overlaps, and what no fix may hold."""

from __future__ import annotations

import pytest

from vaultlint.finding import Edit, Fix, Safety, Span, apply_edits


@pytest.mark.parametrize(
    ("one", "other", "touches", "overlaps"),
    [
        (Span(2, 4), Span(0, 1), False, False),
        (Span(2, 4), Span(0, 2), True, False),
        (Span(2, 4), Span(0, 3), True, True),
        (Span(2, 4), Span(0, 9), True, True),
        (Span(2, 4), Span(2, 4), True, True),
        (Span(2, 4), Span(3, 3), True, True),
        (Span(2, 4), Span(2, 2), True, False),
        (Span(2, 2), Span(2, 2), True, False),
    ],
)
def test_touching_and_overlapping(one: Span, other: Span, touches: bool, overlaps: bool) -> None:
    assert one.touches(other) == other.touches(one) == touches
    assert one.overlaps(other) == other.overlaps(one) == overlaps


@pytest.mark.parametrize(
    ("other", "contained"),
    [
        (Span(2, 4), True),
        (Span(3, 4), True),
        (Span(4, 4), True),
        (Span(1, 4), False),
        (Span(2, 5), False),
    ],
)
def test_containing(other: Span, contained: bool) -> None:
    assert Span(2, 4).contains(other) == contained


@pytest.mark.parametrize(
    ("edits", "text"),
    [
        ((Edit(Span(1, 2), "x"), Edit(Span(2, 3), "y")), "0xy345"),
        ((Edit(Span(2, 3), "y"), Edit(Span(1, 2), "x")), "0xy345"),
        ((Edit(Span(1, 1), "x"), Edit(Span(1, 2), "")), "0x2345"),
        ((Edit(Span(0, 0), "x"), Edit(Span(6, 6), "y")), "x012345y"),
    ],
)
def test_edits_side_by_side_make_one_fix(edits: tuple[Edit, ...], text: str) -> None:
    fix = Fix("mend", edits, Safety.SAFE)
    assert apply_edits("012345", fix.edits) == text
    assert fix.span == (min(edits).span.start, max(edits).span.end)


@pytest.mark.parametrize(
    "edits",
    [
        (Edit(Span(1, 3), "x"), Edit(Span(2, 4), "y")),
        (Edit(Span(1, 4), "x"), Edit(Span(2, 3), "y")),
        (Edit(Span(2, 4), "x"), Edit(Span(1, 3), "y")),
        (Edit(Span(1, 1), "x"), Edit(Span(1, 1), "y")),
        (Edit(Span(1, 2), "x"), Edit(Span(1, 2), "x")),
    ],
)
def test_edits_that_overlap_are_no_fix(edits: tuple[Edit, ...]) -> None:
    with pytest.raises(ValueError, match="the edits of the fix 'mend' overlap"):
        Fix("mend", edits, Safety.SAFE)
