"""Notes are read, and first looked at, some at a time: a step for all of them, then the next step.

What the processor needs for a step is then still at hand for the next note. Of a note that takes
all steps by itself, each pushes out what the others need: it takes a tenth more time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from vaultlint.active import ActiveRules
from vaultlint.check.together import run_together
from vaultlint.check.trace import Reading, read
from vaultlint.finding import Finding
from vaultlint.note import Note
from vaultlint.vault import Vault

_NOTES = 50  # at a time …
_BYTES = 500_000  # … or fewer, once they have so many


class Ahead(NamedTuple):
    """A file that was read, the rules that apply to it, and what they find, if that is known."""

    reading: Reading
    rules: ActiveRules
    found: list[Finding] | None


def read_ahead(
    paths: Sequence[str],
    vault: Vault,
    rules_for: Callable[[str], ActiveRules],
    *,
    signed: bool,
    run: bool,
) -> Iterator[Ahead]:
    """Each file, in the order of the paths.

    signed: whether its signature is taken too. run: whether the rules that need no more than the
    note by itself are run here; the vault then does not know which note made them ask what.
    """
    left = iter(paths)
    while readings := _some(left, vault, signed=signed):
        rules = [rules_for(reading.path) for reading in readings]
        found: list[list[Finding] | None] = [None] * len(rules)
        if all(one is rules[0] for one in rules):  # nearly always
            found = _looked_at(readings, vault, rules[0], run=run)
        readings.reverse()
        for applying, known in zip(rules, found, strict=True):
            yield Ahead(readings.pop(), applying, known)  # what is known of a note goes with it


def _looked_at(
    readings: Sequence[Reading], vault: Vault, rules: ActiveRules, *, run: bool
) -> list[list[Finding] | None]:
    """What the rules find in each of the files, as far as it can be found for all together."""
    notes = [one.note for one in readings if isinstance(one.note, Note)]
    rules.look_ahead(notes)
    if not run or len(notes) < max(2, len(readings)):
        return [None] * len(readings)
    return run_together(notes, vault, rules.of_one_note)


def _some(left: Iterator[str], vault: Vault, *, signed: bool) -> list[Reading]:
    """The next files of those left to read."""
    readings: list[Reading] = []
    size = 0
    for path in left:
        reading = read(path, vault, signed=signed)
        readings.append(reading)
        size += len(reading.note.data) if isinstance(reading.note, Note) else 0
        if len(readings) == _NOTES or size > _BYTES:
            break
    return readings
