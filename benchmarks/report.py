"""Measurements as Markdown tables: times, memory, growth, and the targets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from cases import CASES, Measurement


class Results:
    """All measurements, looked up by vault, case and tool."""

    def __init__(self, measurements: Iterable[Measurement]) -> None:
        self.all = list(measurements)
        self.at = {(found.vault, found.case, found.tool): found for found in self.all}
        self.tools = list(dict.fromkeys(found.tool for found in self.all))
        self.vaults = list(dict.fromkeys(found.vault for found in self.all))
        self.cases = [case.name for case in CASES if any(f.case == case.name for f in self.all)]

    def seconds(self, vault: str, case: str, tool: str = "vaultlint") -> float | None:
        """The median time of one case, if it was measured."""
        found = self.at.get((vault, case, tool))
        return found.median if found else None


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; all columns but the first two are numbers."""
    marks = ["---" if number < 2 else "---:" for number in range(len(heads))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, marks, *rows)) + "\n"


def seconds_text(seconds: float) -> str:
    """Seconds with three digits that mean something."""
    return (
        f"{seconds:.3f}" if seconds < 1 else f"{seconds:.2f}" if seconds < 100 else f"{seconds:.0f}"
    )


def ratio(first: float | None, second: float | None) -> float | None:
    """One median in terms of another."""
    return first / second if first is not None and second else None


def ratio_text(value: float | None) -> str:
    """A ratio, or a dash."""
    return "–" if value is None else f"{value:.2f}"


def time_cell(found: Measurement | None) -> str:
    """Median, and from the least to the most."""
    if found is None or not (found.failure or found.runs):
        return "–"
    if found.failure or found.median is None:
        return "failed"
    times = [run.seconds for run in found.runs]
    least, most = seconds_text(min(times)), seconds_text(max(times))
    return f"{seconds_text(found.median)} ({least}–{most})"


def memory_cell(found: Measurement | None) -> str:
    """Megabytes at the peak."""
    return "–" if found is None or found.memory is None else f"{found.memory / 1e6:,.0f}"


def processor_cell(found: Measurement | None) -> str:
    """Seconds of processor time."""
    return "–" if found is None or found.processor is None else seconds_text(found.processor)


def times(results: Results) -> str:
    """Every case on every vault."""
    heads = ["vault", "case", *(f"{tool}, s" for tool in results.tools)]
    heads += [f"{tool} ÷ rumdl" for tool in results.tools if tool != "rumdl"]
    heads += [f"{tool}, MB" for tool in results.tools]
    heads += [f"{tool}, CPU s" for tool in results.tools]
    rows = []
    for vault in results.vaults:
        for case in results.cases:
            found = [results.at.get((vault, case, tool)) for tool in results.tools]
            if not any(found):
                continue
            rumdl = results.seconds(vault, case, "rumdl")
            ratios = [
                ratio_text(ratio(results.seconds(vault, case, tool), rumdl))
                for tool in results.tools
                if tool != "rumdl"
            ]
            cells = [*map(time_cell, found), *ratios]
            cells += [*map(memory_cell, found), *map(processor_cell, found)]
            rows.append([vault, case, *cells])
    return table(heads, rows)


def growth(results: Results, made: Sequence[str]) -> str:
    """How many times longer each larger made vault takes than the one before."""
    rows = []
    for smaller, larger in pairwise(made):
        for case in results.cases:
            cells = [
                ratio_text(
                    ratio(results.seconds(larger, case, tool), results.seconds(smaller, case, tool))
                )
                for tool in results.tools
            ]
            if set(cells) != {"–"}:
                rows.append([f"{smaller} → {larger}", case, *cells])
    return table(["from → to", "case", *results.tools], rows)


def what_cases_did(results: Results) -> str:
    """One line a case."""
    return "".join(f"- {case.name}: {case.what}\n" for case in CASES if case.name in results.cases)
