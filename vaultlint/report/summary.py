"""The end of a report for people: findings by rule, what was fixed, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Level
from vaultlint.report.output import Output
from vaultlint.report.tally import Tally
from vaultlint.report.visible import visible

LEVEL_COLOURS = {
    Level.ERROR: "red",
    Level.WARNING: "yellow",
    Level.INFO: "blue",
    Level.OFF: "white",
}

_LEFT = {"check": "", "fix": " left", "diff": " would be left"}


def plural(count: int, word: str) -> str:
    """A count and its word: "1 note", "2 notes"."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def summary(tally: Tally, output: Output) -> Iterator[str]:
    """The lines that end a run, styled for the output."""
    if tally.mode != "check":
        yield from _fixed(tally, output)
    found = tally.count()
    only_notes = tally.files == tally.notes
    files = plural(tally.files, "note" if only_notes else "file")
    if not found:
        if tally.files:
            left = " left" if tally.fixed and tally.mode == "fix" else ""
            yield output.style(f"No problems{left} in {files}.", fg="green")
        else:
            yield "No notes to check."
        return
    levels = ", ".join(
        plural(count, level.name.lower()) if level != Level.INFO else f"{count} info"
        for level in (Level.ERROR, Level.WARNING, Level.INFO)
        if (count := tally.count(level))
    )
    start = plural(found, "problem") + _LEFT[tally.mode]
    yield output.style(f"{start} in {tally.with_findings} of {files}: {levels}.", bold=True)
    counts = len(str(max(entry.count for entry in tally.sums.values())))
    for (rule, level), entry in sorted(
        tally.sums.items(), key=lambda item: (-item[0][1], -item[1].count, item[0][0])
    ):
        name = output.style(f"{level.name.lower():<7}", fg=LEVEL_COLOURS[level])
        yield f"  {entry.count:>{counts}}  {name}  {rule}"
    yield from _fixable(tally)


def _fixed(tally: Tally, output: Output) -> Iterator[str]:
    """What a run with --fix did, or one with --diff would do."""
    total = sum(tally.fixed.values())
    if not total:
        yield "Nothing was fixed." if tally.refused else "Nothing to fix."
        return
    did = "Would fix" if tally.mode == "diff" else "Fixed"
    notes = plural(tally.fixed_notes, "note")
    yield output.style(f"{did} {plural(total, 'problem')} in {notes}:", fg="green")
    width = len(str(max(tally.fixed.values())))
    for rule, count in sorted(tally.fixed.items(), key=lambda item: (-item[1], item[0])):
        yield f"  {count:>{width}}  {rule}"
    if tally.undo:
        commands = " and ".join(f"`{visible(command)}`" for command in tally.undo)
        yield f"To take this back: {commands}."


def _fixable(tally: Tally) -> Iterator[str]:
    """How many of the findings can be fixed, and with which command."""
    command = visible(tally.fix_command)
    # Behind the paths it could be a path itself: "vaultlint --fix -- -a.md".
    unsafe = command.replace("--fix", "--fix --unsafe-fixes", 1)
    if tally.safe and tally.mode == "check":
        yield f"{tally.safe} can be fixed: `{command}`"
    if tally.unsafe and not tally.unsafe_too:
        more = f"{tally.unsafe} more" if tally.safe and tally.mode == "check" else str(tally.unsafe)
        yield f"{more} can be fixed, to be looked over afterwards: `{unsafe}`"
