"""What `vaultlint undo` does and says."""

from __future__ import annotations

from pathlib import Path

from vaultlint.fix import UndoStore
from vaultlint.report.output import Output
from vaultlint.report.place import Place
from vaultlint.report.summary import plural
from vaultlint.report.visible import visible

_TIME = "%Y-%m-%d %H:%M:%S"  # of the user's own time zone


def list_runs(root: Path, output: Output) -> int:
    """Write the runs of the vault that can be undone, the last one first; the exit status is 0."""
    store = UndoStore(root)
    runs = store.runs()
    store.close()
    if not runs:
        output.line(f"There is no run to undo in {visible(str(root))}.")
    for run in runs:
        when = run.when.astimezone().strftime(_TIME)
        output.line(f"{when}  {plural(run.notes, 'note')}  {visible(run.command)}")
    output.flush()
    return 0


def undo_last(root: Path, output: Output, errors: Output) -> int:
    """Undo the last run of the vault; the exit status is 1 if a note could not be restored.

    Raises UndoError where there is no run, or the originals cannot be read.
    """
    store = UndoStore(root)
    place = Place(root, Path.cwd())
    run = store.next_to_undo()
    restored = 0
    problems: list[tuple[str, str]] = []
    for undone in store.undo(run.id):
        restored += undone.restored
        if undone.problem is not None:
            problems.append((place.shown(undone.path), undone.problem))
    store.close()
    when = run.when.astimezone().strftime(_TIME)
    they_were = "it was" if restored == 1 else "they were"
    output.line(
        f"Restored {plural(restored, 'note')} as {they_were} before `{visible(run.command)}`"
        f" of {when}."
    )
    output.flush()
    for shown, problem in problems:
        errors.line(f"vaultlint: {visible(shown)} was not restored: {visible(problem)}")
    errors.flush()
    return 1 if problems else 0
