"""Rules are run over some notes together: each over all of them, then the next one.

What the processor needs for a rule is then still at hand for the next note; see `ahead`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain

from vaultlint.active import ActiveRule, ActiveRules
from vaultlint.finding import Finding
from vaultlint.lint import concerning
from vaultlint.note import Note
from vaultlint.patience import patience
from vaultlint.vault import Vault


def run_together(
    notes: Sequence[Note], vault: Vault, rules: ActiveRules
) -> list[list[Finding] | None]:
    """What the rules find in each of the notes.

    None for a note in which a rule failed, or was stopped: there they are to be run once more, one
    after the other, to see what the others find and to say how that one fails.
    """
    found: list[list[Finding] | None] = [[] for _ in notes]
    # Rules that need the same have some looks in common, which are kept until another note's turn.
    by_needs: defaultdict[tuple[str, ...], list[tuple[int, ActiveRule]]] = defaultdict(list)
    for place, note in enumerate(notes):
        for active in concerning(note, vault, rules):
            by_needs[active.rule.needs].append((place, active))
    size = max(len(note.data) for note in notes)
    for shown in by_needs.values():
        _run(shown, notes, vault, found, size)
    return found


def _run(
    shown: Iterable[tuple[int, ActiveRule]],
    notes: Sequence[Note],
    vault: Vault,
    found: list[list[Finding] | None],
    size: int,
) -> None:
    """Run rules over the notes at these places, and add what they find there.

    size: bytes of the largest of the notes, which decides how long a rule may take.
    """
    left = iter(shown)
    for first in left:
        place = first[0]
        patience.begin_note(size)
        try:
            with patience:
                for place, active in chain((first,), left):
                    before = found[place]
                    if before is None:
                        continue
                    new = [*active.rule.run(notes[place], active.options, vault)]
                    if new:
                        new = [active.stamp(finding) for finding in new]
                    patience.done = new  # an object of its own
                    if patience.late:
                        break
                    before += new
        except (Exception, SystemExit):
            found[place] = None
