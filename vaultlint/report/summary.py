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


def plural(count: int, word: str) -> str:
    """A count and its word: "1 note", "2 notes"."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def summary(tally: Tally, output: Output) -> Iterator[str]:
    """The lines that end a run, styled for the output."""
    if tally.fixing:
        yield from _fixed(tally, output)
    found = tally.count()
    notes = plural(tally.notes, "note")
    if not found:
        if tally.notes:
            left = " left" if tally.fixed else ""
            yield output.style(f"No problems{left} in {notes}.", fg="green")
        else:
            yield "No notes to check."
        return
    levels = ", ".join(
        plural(count, level.name.lower()) if level != Level.INFO else f"{count} info"
        for level in (Level.ERROR, Level.WARNING, Level.INFO)
        if (count := tally.count(level))
    )
    verb = ("is" if found == 1 else "are") + " left" if tally.fixing else ""
    start = f"{plural(found, 'problem')} {verb}".strip()
    yield output.style(f"{start} in {tally.with_findings} of {notes}: {levels}.", bold=True)
    counts = len(str(max(entry.count for entry in tally.sums.values())))
    for (rule, level), entry in sorted(
        tally.sums.items(), key=lambda item: (-item[0][1], -item[1].count, item[0][0])
    ):
        name = output.style(f"{level.name.lower():<7}", fg=LEVEL_COLOURS[level])
        yield f"  {entry.count:>{counts}}  {name}  {rule}"
    yield from _fixable(tally)


def _fixed(tally: Tally, output: Output) -> Iterator[str]:
    """What a run with --fix did."""
    total = sum(tally.fixed.values())
    if not total:
        yield "Nothing could be fixed." if tally.refused else "Nothing to fix."
        return
    yield output.style(
        f"Fixed {plural(total, 'problem')} in {plural(tally.fixed_notes, 'note')}:", fg="green"
    )
    width = len(str(max(tally.fixed.values())))
    for rule, count in sorted(tally.fixed.items(), key=lambda item: (-item[1], item[0])):
        yield f"  {count:>{width}}  {rule}"
    if tally.undo:
        commands = " and ".join(f"`{visible(command)}`" for command in tally.undo)
        yield f"To take this back: {commands}."


def _fixable(tally: Tally) -> Iterator[str]:
    """How many of the findings can be fixed, and with which command."""
    command = visible(tally.fix_command)
    if tally.safe:
        yield f"{tally.safe} can be fixed: `{command}`"
    if tally.unsafe:
        more = f"{tally.unsafe} more" if tally.safe else str(tally.unsafe)
        yield f"{more} can be fixed, to be looked over afterwards: `{command} --unsafe-fixes`"
