"""What is said of a damaged stretch of text: what it was, how sure that is, and by which steps."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto
from typing import NamedTuple

from vaultlint.finding import Span


class Certainty(Enum):
    """How far a repair may be trusted.

    CERTAIN: the damage is undone exactly, and the text can be nothing else. DOUBTFUL: most likely.
    GUESSED: to be told, never to be made. LOST: damaged beyond repair; the replacement is None, or
    what can be saved of it.
    """

    CERTAIN = auto()
    DOUBTFUL = auto()
    GUESSED = auto()
    LOST = auto()


class Step(NamedTuple):
    """One wrong reading undone: the codec it was made with, and the text that comes out."""

    codec: str
    text: str


class Repair(NamedTuple):
    """A damaged stretch of a text.

    `replacement` is what it was, None where nobody can tell. `why` is a plain clause such as
    "UTF-8 read as Windows-1252". `steps` undo the damage one by one, the outermost first.
    """

    span: Span
    replacement: str | None
    certainty: Certainty
    why: str
    steps: tuple[Step, ...] = ()


def with_repairs(text: str, repairs: Iterable[Repair], certainties: Iterable[Certainty]) -> str:
    """The text after those of the repairs that have one of these certainties."""
    wanted = set(certainties)
    parts: list[str] = []
    at = 0
    for repair in repairs:
        if repair.certainty in wanted and repair.replacement is not None:
            parts += text[at : repair.span.start], repair.replacement
            at = repair.span.end
    return "".join((*parts, text[at:]))
