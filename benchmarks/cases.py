"""What is measured: the cases, and their runs on one vault."""

from __future__ import annotations

import heapq
import itertools
import os
import random
import shutil
import statistics
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from measure import FailedRunError, Run, run
from tools import Tool
from vault_statistics import files_of, is_note

FEW_RUNS = 3
"""Runs of a slow tool, and the least that a median is taken of."""


@dataclass(frozen=True)
class Case:
    """One thing that people do, and that is measured."""

    name: str
    what: str
    tools: tuple[str, ...] = ("vaultlint", "rumdl")
    cached: bool = True
    empty_cache: bool = False
    changed: int = 0
    """Notes to which a line is added before every round."""
    named: bool = False
    """Whether only the changed notes are checked, named as arguments."""


CASES = (
    Case(
        "cold",
        "the whole vault, no cache read or written",
        tools=("vaultlint", "rumdl", "markdownlint-cli2"),
        cached=False,
    ),
    Case("filling", "the whole vault, an empty cache is filled", empty_cache=True),
    Case("warm", "the whole vault, its cache filled, nothing changed"),
    Case("one changed", "a line was added to one other note before every round", changed=1),
    Case(
        "three staged",
        "a line was added to three other notes, which are named as pre-commit does; filled cache",
        changed=3,
        named=True,
    ),
    Case(
        "three staged, no cache",
        "the same, no cache read or written",
        cached=False,
        changed=3,
        named=True,
    ),
)


@dataclass
class Measurement:
    """The runs of one tool in one case on one vault."""

    vault: str
    notes: int
    case: str
    tool: str
    warm_up: list[Run] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    failure: str = ""

    @property
    def median(self) -> float | None:
        """The median of the wall clock, in seconds."""
        return statistics.median(run.seconds for run in self.runs) if self.runs else None

    @property
    def processor(self) -> float | None:
        """The median of the processor time, in seconds."""
        known = [run.processor for run in self.runs if run.processor is not None]
        return statistics.median(known) if known else None

    @property
    def memory(self) -> int | None:
        """Bytes at the highest peak of all runs."""
        known = (run.memory for run in [*self.warm_up, *self.runs] if run.memory)
        return max(known, default=None)


@dataclass(frozen=True)
class Plan:
    """How much is measured."""

    runs: int
    patience: float
    """Seconds after which a case ends, once every tool has had a few runs."""
    pause: float
    """Seconds without work before caches are relied on."""
    largest_for_markdownlint: int
    variables: Mapping[str, str]
    caches: Path
    seed: int = 1
    cases: Collection[str] = ()
    """The names of the cases to measure; all if empty."""


def choose_notes(root: Path, wanted: int, seed: int) -> tuple[int, list[Path]]:
    """How many notes a vault has, and so many of them in an order that the seed decides.

    The others are not kept: memory that this program holds is counted to what it starts.
    """
    dice = random.Random(seed)
    count = itertools.count()
    keyed = ((dice.random(), next(count), path) for path in files_of(root) if is_note(path))
    chosen = [path for _, _, path in heapq.nsmallest(wanted, keyed)]
    return next(count), chosen


def left_out(tools: Sequence[Tool]) -> list[Case]:
    """The cases that need a cache, where the vaultlint that is measured has none."""
    if any(tool.name == "vaultlint" and not tool.has_cache for tool in tools):
        return [case for case in CASES if case.cached]
    return []


class VaultRuns:
    """All cases on one vault, which is as it was in the end."""

    def __init__(self, name: str, root: Path, tools: Sequence[Tool], plan: Plan) -> None:
        self.name = name
        self.root = root
        self.plan = plan
        self.tools = tools
        self.notes, self.order = choose_notes(
            root, (plan.runs + 1) * sum(case.changed for case in CASES), plan.seed
        )
        self.taken = 0
        self.before: dict[Path, bytes] = {}
        self.caches = plan.caches / name
        self.filled = False

    def measure(self, say: Callable[[str], object]) -> Iterator[Measurement]:
        """Run every case; `say` is told which one begins."""
        shutil.rmtree(self.caches, ignore_errors=True)
        try:
            for case in CASES:
                if self.plan.cases and case.name not in self.plan.cases:
                    continue
                tools = [tool for tool in self.tools if self.takes_part(tool, case)]
                if tools and case not in left_out(self.tools):
                    say(f"{self.name}: {case.name}")
                    yield from self.measure_case(case, tools)
        finally:
            for path, content in self.before.items():
                path.write_bytes(content)
            shutil.rmtree(self.caches, ignore_errors=True)

    def takes_part(self, tool: Tool, case: Case) -> bool:
        """Whether a tool is measured in a case on this vault."""
        too_slow = (
            tool.name == "markdownlint-cli2" and self.notes > self.plan.largest_for_markdownlint
        )
        return tool.name in case.tools and (tool.has_cache or not case.cached) and not too_slow

    def measure_case(self, case: Case, tools: Sequence[Tool]) -> list[Measurement]:
        """One round to warm up, in which memory is looked at, then rounds for the time."""
        results = [Measurement(self.name, self.notes, case.name, tool.name) for tool in tools]
        if case.cached and not case.empty_cache and not self.filled:
            self.fill_caches(tools)
        start = time.perf_counter()
        for number in range(self.plan.runs + 1):
            if number > FEW_RUNS and time.perf_counter() - start > self.plan.patience:
                break
            named = self.change_notes(case)
            # To and fro: a tool finds the machine as the one before it has left it.
            turn = 1 if number % 2 == 0 else -1
            for tool, result in [*zip(tools, results, strict=True)][::turn]:
                few = tool.name == "markdownlint-cli2" and number > FEW_RUNS
                if result.failure or few:
                    continue
                call = tool.call(named, cached=case.cached)
                variables = self.variables(tool, empty=case.empty_cache)
                try:
                    taken = run(call, self.root, variables, sample=number == 0)
                except FailedRunError as error:
                    result.failure = str(error)
                else:
                    (result.runs if number else result.warm_up).append(taken)
        return results

    def fill_caches(self, tools: Sequence[Tool]) -> None:
        """Let every tool fill its cache, and wait until what is in it counts as settled.

        A file that was changed just before a run may change again unseen within the clock's
        steps, so that tools read such a file once more; a failure shows in the case itself.
        """
        for tool in tools:
            time.sleep(self.plan.pause)
            try:
                run(tool.call((), cached=True), self.root, self.variables(tool, empty=False))
            except FailedRunError:
                continue
        time.sleep(self.plan.pause)
        self.filled = True

    def variables(self, tool: Tool, *, empty: bool) -> dict[str, str]:
        """The environment of a run: the kept cache folder, or one that was just emptied."""
        folder = self.caches / ("empty" if empty else "kept") / tool.name
        if empty:
            shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        cache = {tool.cache_variable: str(folder)} if tool.cache_variable else {}
        return {**self.plan.variables, **cache}

    def change_notes(self, case: Case) -> list[str]:
        """Add a line to as many other notes as the case says; the paths to name, if any."""
        if not case.changed:
            return []
        time.sleep(self.plan.pause)
        paths = []
        for _ in range(min(case.changed, len(self.order))):
            path = self.order[self.taken % len(self.order)]
            self.taken += 1
            content = path.read_bytes()
            self.before.setdefault(path, content)
            path.write_bytes(content + f"\nLine {self.taken} was added.\n".encode())
            paths.append(path)
        return [os.path.relpath(path, self.root) for path in paths] if case.named else []
