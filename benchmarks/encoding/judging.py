"""What a repair is worth: exact, of no effect, in part, or a harm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from made_cases import Case
from rapidfuzz.distance.Levenshtein import distance

Repairer = Callable[[str], str]

_ALIKE = str.maketrans({"\xa0": " ", "\x85": " ", "\ufeff": None})
"""Whether a space did not break, and an invisible mark, cannot be told from what is left."""


@dataclass
class Score:
    """What a repairer made of the cases of one kind."""

    cases: int = 0
    exact: int = 0
    worse: list[tuple[Case, str]] = field(default_factory=list)
    wrong: list[tuple[Case, str]] = field(default_factory=list)
    missed: list[tuple[Case, str]] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of cases that were repaired exactly."""
        return self.exact / self.cases if self.cases else 0.0

    def add(self, case: Case, output: str) -> None:
        """Judge one output."""
        self.cases += 1
        if is_right(case, output):
            self.exact += 1
            return
        if is_worse(case, output):
            self.worse.append((case, output))
        if is_wrong(case, output):
            self.wrong.append((case, output))
        self.missed.append((case, output))


def is_right(case: Case, output: str) -> bool:
    """Whether that is the text as it was before the damage."""
    return output.translate(_ALIKE) == case.right.translate(_ALIKE)


def is_worse(case: Case, output: str) -> bool:
    """Whether a line is further from the right text than it was."""
    damaged, found, right = (text.split("\n") for text in (case.damaged, output, case.right))
    if not len(damaged) == len(found) == len(right):
        damaged, found, right = [case.damaged], [output], [case.right]
    lines = zip(damaged, found, right, strict=True)
    return any(old != new and distance(new, good) > distance(old, good) for old, new, good in lines)


def is_wrong(case: Case, output: str) -> bool:
    """Whether characters came that the right text does not have: a repair nobody will notice."""
    brought = Counter(output) - Counter(case.damaged) - Counter(case.right)
    return any(letter > "\x7f" for letter in brought)


def scores(repairer: Repairer, cases: Iterable[Case]) -> dict[str, Score]:
    """The scores by kind of damage."""
    found: dict[str, Score] = {}
    for case in cases:
        found.setdefault(case.damage, Score()).add(case, repairer(case.damaged))
    return found


def changed(repairer: Repairer, sections: dict[str, list[str]]) -> list[tuple[str, str]]:
    """The sound lines that a repairer changes, each by itself or all of a section together."""
    found = []
    for lines in sections.values():
        together = repairer("\n".join(lines)).split("\n")
        if len(together) != len(lines):
            together = lines
        for line, among_others in zip(lines, together, strict=True):
            alone = repairer(line)
            if alone != line or among_others != line:
                found.append((line, alone if alone != line else among_others))
    return found
