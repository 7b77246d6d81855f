"""What vaultlint is meant to reach, and whether it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from report import Results, ratio, table

MIDDLE, LARGE = "10,000 notes", "100,000 notes"


@dataclass(frozen=True)
class Target:
    """One figure and its limit."""

    name: str
    figure: float | None
    limit: float
    unit: str
    at_least: bool = False

    def row(self) -> list[str]:
        """What it is, its limit, the figure, and whether it is reached."""
        limit = f"at {'least' if self.at_least else 'most'} {self.limit:g}{self.unit}"
        if self.figure is None:
            return [self.name, limit, "–", "not measured"]
        reached = self.figure >= self.limit if self.at_least else self.figure <= self.limit
        figure = f"{self.figure:.2f}{self.unit}"
        return [self.name, limit, figure, "reached" if reached else "**not reached**"]


def targets(results: Results, real: Sequence[str]) -> Iterator[Target]:
    """Every target, on the vaults that it is meant for."""
    for vault in (MIDDLE, *real):
        cold, warm = results.seconds(vault, "cold"), results.seconds(vault, "warm")
        rumdl_cold = results.seconds(vault, "cold", "rumdl")
        rumdl_warm = results.seconds(vault, "warm", "rumdl")
        markdownlint = results.seconds(vault, "cold", "markdownlint-cli2")
        changed = results.seconds(vault, "one changed")
        yield Target(f"cold ÷ rumdl cold, {vault}", ratio(cold, rumdl_cold), 1.0, " ×")
        yield Target(f"warm ÷ rumdl warm, {vault}", ratio(warm, rumdl_warm), 1.0, " ×")
        yield Target(f"one changed ÷ warm, {vault}", ratio(changed, warm), 1.2, " ×")
        faster = ratio(markdownlint, cold)
        yield Target(f"markdownlint-cli2 ÷ cold, {vault}", faster, 10, " ×", at_least=True)
    staged = results.seconds(LARGE, "three staged")
    staged_middle = results.seconds(MIDDLE, "three staged")
    yield Target(f"three staged, {LARGE}", staged, 1.0, " s")
    yield Target(f"three staged, {LARGE} ÷ {MIDDLE}", ratio(staged, staged_middle), 1.5, " ×")
    peaks = [
        found.memory / 1e6
        for found in results.all
        if found.vault == LARGE and found.tool == "vaultlint" and found.memory
    ]
    yield Target(f"peak memory of all cases, {LARGE}", max(peaks, default=None), 600, " MB")
    grown = ratio(results.seconds(LARGE, "cold"), results.seconds(MIDDLE, "cold"))
    yield Target(f"cold, {LARGE} ÷ {MIDDLE}", grown, 10.5, " ×")


def target_table(results: Results, real: Sequence[str]) -> str:
    """All targets as a Markdown table."""
    rows = [target.row() for target in targets(results, real)]
    return table(["target", "limit", "measured", ""], rows)
