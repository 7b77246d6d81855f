"""Tells whether a value of the properties may stand in several places, by anchor and alias."""

from __future__ import annotations

from vaultlint.finding import Span
from vaultlint.lazy import lazy

# Where a value may begin, an alias; in a text in quotes it is none, but that is rare enough.
_ALIAS = lazy(r"(?<=[\s,\[{])\*[^\s,\[\]{}*]")


def may_hold_aliases(text: str, yaml: Span) -> bool:
    """Whether the YAML may hold an alias (`*name`), with which an edit reaches two places.

    yaml: where it lies in the text. It may be said of a text that merely looks like one.
    """
    return _ALIAS.search(text, *yaml) is not None
