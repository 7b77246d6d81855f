"""What may be a footnote's reference, and what its definition, by its look alone."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from vaultlint.lazy import lazy

_FOOTNOTE = lazy(r"\[\^([^\s\[\]]++)\](:?)")


class Written(NamedTuple):
    """How often each id, in lower case, stands in brackets, and how often with a colon behind."""

    references: Counter[str]
    definitions: Counter[str]


def written_footnotes(text: str) -> Written:
    """Everything in a text that looks like footnotes, also in code or comments."""
    references: Counter[str] = Counter()
    definitions: Counter[str] = Counter()
    for name, colon in _FOOTNOTE.findall(text):
        (definitions if colon else references)[name.lower()] += 1
    return Written(references, definitions)
