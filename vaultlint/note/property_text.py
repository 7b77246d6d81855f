"""Where the text of a property's value stands between its quotes."""

from __future__ import annotations

from vaultlint.finding import Span
from vaultlint.note.values import Scalar


def inner_span(scalar: Scalar) -> Span:
    """The span of a scalar without its quotes; the whole of it where it has none."""
    start, end = scalar.span
    if scalar.style in ("single", "double") and end - start >= 2:
        return Span(start + 1, end - 1)
    return scalar.span
