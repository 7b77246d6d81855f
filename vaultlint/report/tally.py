"""The sums of a run: findings and fixes by rule, what went wrong, and the exit status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from vaultlint.finding import Finding, Level, Safety
from vaultlint.kinds import kind_of
from vaultlint.lint import UNREADABLE, Crash, NoteResult
from vaultlint.report.place import Place

Mode = Literal["check", "fix", "diff"]


class Sum:
    """The findings of one rule at one level: how many, and how many of them a fix repairs."""

    def __init__(self) -> None:
        self.count = 0
        self.safe = 0
        self.unsafe = 0


class CrashSum:
    """One error of one rule: where it happened first, as shown, and in how many notes."""

    def __init__(self, first: Crash, shown: str) -> None:
        self.first = first
        self.shown = shown
        self.notes = 1


class Tally:
    """Counts what a run finds and does; small, however large the vault.

    files: how many were checked; notes: how many of them are notes; with_findings,
    notes_with_findings: in how many of them something is wrong; sums: the
    findings by rule and level. failing: whether a finding is at or above the level that fails the
    run. fixed: findings repaired, by rule; fixed_notes: in how many notes; undo: the commands that
    take the repairs back. refused: the shown path of each note that could not be fixed, and why.
    mode: what is done to the notes; in a diff, `fixed` is what would be; unsafe_too: unsafe fixes
    included. fix_command: the command that repairs what it can.
    """

    def __init__(
        self,
        mode: Mode = "check",
        unsafe_too: bool = False,
        fix_command: str = "vaultlint --fix",
    ) -> None:
        self.mode = mode
        self.unsafe_too = unsafe_too
        self.fix_command = fix_command
        self.undo: list[str] = []
        self.files = self.notes = 0
        self.with_findings = self.notes_with_findings = 0
        self.failing = False
        self.sums: dict[tuple[str, Level], Sum] = {}
        self.fixed = Counter[str]()
        self.fixed_notes = 0
        self.refused: list[tuple[str, str]] = []
        self.crashes: dict[tuple[str, str], CrashSum] = {}

    def add_files(self, paths: Sequence[str]) -> None:
        """Count the files that are checked."""
        self.files += len(paths)
        self.notes += [*map(kind_of, paths)].count("note")

    def add(self, place: Place, result: NoteResult, fail_on: Level) -> None:
        """Count what is wrong in a file; `fail_on` is the level from which it fails the run."""
        if result.findings:
            self.with_findings += 1
            self.notes_with_findings += kind_of(result.path) == "note"
        for located in result.findings:
            entry = self.sums.get((located.rule, located.level))
            if entry is None:
                entry = self.sums[located.rule, located.level] = Sum()
            entry.count += 1
            fix = located.finding.fix
            if fix is not None:
                entry.safe += fix.safety == Safety.SAFE
                entry.unsafe += fix.safety == Safety.UNSAFE
            self.failing |= located.level >= fail_on or located.rule == UNREADABLE
        for crash in result.crashes:
            known = self.crashes.get((crash.rule, crash.error))
            if known is None:
                self.crashes[crash.rule, crash.error] = CrashSum(crash, place.shown(result.path))
            else:
                known.notes += 1

    def add_fix(self, shown: str, applied: Iterable[Finding], problem: str | None) -> None:
        """Count the findings repaired in one note, or why it could not be repaired."""
        if problem is not None:
            self.refused.append((shown, problem))
            return
        rules = [finding.rule for finding in applied]
        self.fixed.update(rules)
        self.fixed_notes += bool(rules)

    def count(self, level: Level | None = None) -> int:
        """How many findings there are, of one level or of all."""
        return sum(entry.count for (_, of), entry in self.sums.items() if level in (None, of))

    @property
    def safe(self) -> int:
        """How many of them --fix repairs."""
        return sum(entry.safe for entry in self.sums.values())

    @property
    def unsafe(self) -> int:
        """How many more of them --unsafe-fixes repairs."""
        return sum(entry.unsafe for entry in self.sums.values())

    @property
    def would_change(self) -> bool:
        """Whether a diff was shown."""
        return self.mode == "diff" and self.fixed_notes > 0

    @property
    def exit_code(self) -> int:
        """0 if all is well, 1 if something fails the run, 3 if a rule itself failed."""
        if self.crashes:
            return 3
        return int(self.failing or bool(self.refused) or self.would_change)
