"""The report for programs: one JSON object, described for users in docs/json.md."""

from __future__ import annotations

import json
from collections.abc import Sequence

from vaultlint import __version__
from vaultlint.finding import Level
from vaultlint.lint import Located, NoteResult
from vaultlint.report.output import Output
from vaultlint.report.place import Place
from vaultlint.report.tally import Sum, Tally


class JsonReport:
    """Writes the object as the results come, in ASCII, so that any stream can hold it.

    A byte of a path or text that is no UTF-8 is a lone surrogate (`\\udc92` for 0x92).
    """

    def __init__(self, output: Output) -> None:
        self.output = output
        self._several = False
        self._separator = "\n"

    def begin(self, places: Sequence[Place]) -> None:
        """Open the object with the vault, or the vaults."""
        roots = [str(place.root) for place in places]
        self._several = len(roots) > 1
        self.output.line("{")
        self._member("version", __version__)
        self._member("vault", roots[0] if len(roots) == 1 else None)
        if self._several:
            self._member("vaults", roots)
        self.output.write('  "findings": [')

    def add(self, place: Place, result: NoteResult) -> None:
        """Write one note's findings."""
        for located in result.findings:
            entry = _entry(located)
            if self._several:
                entry["vault"] = str(place.root)
            self.output.write(f"{self._separator}    {json.dumps(entry)}")
            self._separator = ",\n"

    def finish(self, tally: Tally) -> None:
        """Close the findings and write the summary."""
        self.output.line("]," if self._separator == "\n" else "\n  ],")
        self.output.line(f'  "summary": {json.dumps(_summary(tally))}')
        self.output.line("}")
        self.output.flush()

    def _member(self, name: str, value: object) -> None:
        self.output.line(f"  {json.dumps(name)}: {json.dumps(value)},")


def _entry(located: Located) -> dict[str, object]:
    fix = located.finding.fix
    return {
        "path": located.path,
        "rule": located.rule,
        "level": located.level.name.lower(),
        "message": located.finding.message,
        "line": located.line,
        "column": located.column,
        "end_line": located.end_line,
        "end_column": located.end_column,
        "fix": None if fix is None else {"title": fix.title, "safety": fix.safety.name.lower()},
        "cause": located.finding.cause,
    }


def _summary(tally: Tally) -> dict[str, object]:
    rules: dict[str, Sum] = {}
    for (rule, _), entry in sorted(tally.sums.items()):
        known = rules.setdefault(rule, Sum())
        known.count += entry.count
        known.safe += entry.safe
        known.unsafe += entry.unsafe
    return {
        "files": tally.files,
        "files_with_findings": tally.with_findings,
        "notes": tally.notes,
        "notes_with_findings": tally.notes_with_findings,
        "findings": tally.count(),
        "errors": tally.count(Level.ERROR),
        "warnings": tally.count(Level.WARNING),
        "infos": tally.count(Level.INFO),
        "fixable": {"safe": tally.safe, "unsafe": tally.unsafe},
        "rules": {
            rule: {"findings": entry.count, "safe": entry.safe, "unsafe": entry.unsafe}
            for rule, entry in rules.items()
        },
        "fixed": dict(sorted(tally.fixed.items())),
        "notes_fixed": tally.fixed_notes,
        "not_fixed": [{"path": path, "problem": problem} for path, problem in tally.refused],
        "rule_errors": [
            {"rule": rule or None, "error": error, "path": known.shown, "notes": known.notes}
            for (rule, error), known in tally.crashes.items()
        ],
    }
