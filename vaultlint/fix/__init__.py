"""Turn findings into repaired notes: passes, the guard, the atomic write, and undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from vaultlint.active import ActiveRule
from vaultlint.finding import Finding, Safety
from vaultlint.fix.database import UndoError
from vaultlint.fix.guard import refusal
from vaultlint.fix.passes import run_passes
from vaultlint.fix.undo import Original, Run, Undone, UndoStore
from vaultlint.fix.write import WRITERS, NotWrittenError, Writer
from vaultlint.lint import NoteResult, check_note, unreadable
from vaultlint.note import Note
from vaultlint.vault import Vault

__all__ = [
    "FixOutcome",
    "Run",
    "UndoError",
    "UndoStore",
    "Undone",
    "fix_note",
    "fix_notes",
    "fix_path",
]

_BATCH_NOTES = 200
_BATCH_BYTES = 8_000_000  # of notes held in memory until their originals are committed


@dataclass(frozen=True, slots=True)
class FixOutcome:
    """What fixing made of one note.

    before, after: the file's bytes; equal where nothing was fixed, both empty where the note could
    not be read. applied: the findings that were fixed, in the order of the passes; each span refers
    to the text that its pass began with. result: what the rules say of the note as it is now.
    problem: None, or one sentence, for behind the path, that says why a note was left as it is
    although fixes were wanted.
    """

    path: str
    before: bytes
    after: bytes
    applied: tuple[Finding, ...]
    result: NoteResult
    problem: str | None = None

    @property
    def changed(self) -> bool:
        """Whether fixing changed the note."""
        return self.before != self.after


def fix_note(note: Note, vault: Vault, rules: Sequence[ActiveRule], wanted: Safety) -> FixOutcome:
    """Fix a note in memory: apply every fix that is at least as safe as wanted; write nothing.

    The fixes that only a reader can judge (`Safety.MANUAL`) are never applied.
    """
    passes = run_passes(note, vault, rules, wanted)
    problem = passes.problem or refusal(note, passes, vault, rules, wanted)
    if problem is not None:
        return FixOutcome(note.path, note.data, note.data, (), passes.original, problem)
    applied = tuple(finding for one in passes.applied for finding in one)
    return FixOutcome(note.path, note.data, passes.note.data, applied, passes.result)


def fix_path(path: str, vault: Vault, rules: Sequence[ActiveRule], wanted: Safety) -> FixOutcome:
    """Read a note and fix it in memory; one that cannot be read is a finding, not an end."""
    try:
        note = vault.note_to_check(path)
    except OSError as error:
        return FixOutcome(path, b"", b"", (), unreadable(path, error))
    return fix_note(note, vault, rules, wanted)


def fix_notes(
    paths: Iterable[str],
    vault: Vault,
    rules_for: Callable[[str], Sequence[ActiveRule]],
    wanted: Safety,
    store: UndoStore,
    command: str,
) -> Iterator[FixOutcome]:
    """Fix notes on the disk, and give one outcome for each, in order.

    rules_for: which rules apply to a vault path. command: what the list of runs shows for this
    run. Notes are taken in batches: the originals of a batch are in the store for good before the
    first of its notes is replaced, and its outcomes come once all are. Raises UndoError, with
    nothing of the batch written, where the store cannot be used.
    """
    run = _FixRun(vault, rules_for, store, command)
    batch: list[FixOutcome] = []
    size = 0
    for path in dict.fromkeys(paths):
        outcome = fix_path(path, vault, rules_for(path), wanted)
        batch.append(outcome)
        size += len(outcome.before) + len(outcome.after)
        if len(batch) >= _BATCH_NOTES or size >= _BATCH_BYTES:
            yield from run.finish(batch)
            batch, size = [], 0
    yield from run.finish(batch)


class _FixRun:
    """One run over a vault: writes batches of fixed notes, their originals into the store first."""

    def __init__(
        self,
        vault: Vault,
        rules_for: Callable[[str], Sequence[ActiveRule]],
        store: UndoStore,
        command: str,
    ) -> None:
        self._vault = vault
        self._rules_for = rules_for
        self._store = store
        self._command = command
        self._writer = Writer(vault.root)
        self._number: int | None = None

    def finish(self, batch: Sequence[FixOutcome]) -> list[FixOutcome]:
        """Write what changed, and give the outcomes as they are then."""
        changed = [
            Original(outcome.path, outcome.before, outcome.after)
            for outcome in batch
            if outcome.changed
        ]
        if not changed:
            return list(batch)
        self._number = self._store.keep(changed, self._command, self._number)
        with ThreadPoolExecutor(WRITERS) as pool:
            problems = list(pool.map(self._write, changed))
        self._writer.settle()
        left = {
            one.path: problem
            for one, problem in zip(changed, problems, strict=True)
            if problem is not None
        }
        if left:
            self._store.forget(self._number, left)
        return [
            self._unwritten(outcome, left[outcome.path]) if outcome.path in left else outcome
            for outcome in batch
        ]

    def _write(self, note: Original) -> str | None:
        """Write one note; the problem if that was not possible."""
        try:
            self._writer.write(note.path, note.before, note.after)
        except NotWrittenError as error:
            return str(error)
        return None

    def _unwritten(self, outcome: FixOutcome, problem: str) -> FixOutcome:
        note = Note(outcome.path, outcome.before, self._vault.settings)
        result = check_note(note, self._vault, self._rules_for(outcome.path))
        return replace(outcome, after=outcome.before, applied=(), result=result, problem=problem)
