"""Which repairs the vault makes certain, and which the structure of the note makes doubtful."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vaultlint.encoding import Certainty, Repair
from vaultlint.finding import Edit
from vaultlint.note import Note
from vaultlint.vault import Vault
from vaultlint.vault.whole import words_in

from ._words import Word, damaged_words

_SETTLED = {Certainty.CERTAIN, Certainty.DOUBTFUL}
_LONG = 3  # letters of a word that does not come about by chance


def settled(note: Note, vault: Vault, repairs: Sequence[Repair]) -> list[Repair]:
    """The repairs with the certainty that the vault and the note give them."""
    return list(_without_surprises(note, list(_with_known_words(note, vault, repairs))))


def _with_known_words(note: Note, vault: Vault, repairs: Sequence[Repair]) -> Iterator[Repair]:
    """Those are certain that give a word which stands elsewhere in the vault."""
    for word in damaged_words(note.text, repairs):
        known = _is_doubtful(word) and words_in(vault).holds(word.whole or "")
        for repair in word.repairs:
            yield repair._replace(certainty=Certainty.CERTAIN) if known else repair


def _is_doubtful(word: Word) -> bool:
    """Whether the repairs are no more than doubtful, and give a word that may be looked up."""
    certainties = {repair.certainty for repair in word.repairs}
    whole = word.whole or ""
    return (
        Certainty.DOUBTFUL in certainties
        and certainties <= _SETTLED
        and len(whole) >= _LONG
        and whole.isalpha()
    )


def _without_surprises(note: Note, repairs: Sequence[Repair]) -> Iterator[Repair]:
    """Byte order marks that were read wrongly are doubtful where they hide more than text.

    Without one before it, "---" would make a heading of the line above. At the start of the note
    what it hides are the properties.
    """
    marks = [repair for repair in repairs if _is_inner_mark(repair)]
    doubtful = bool(marks) and not _is_read_alike(note, marks)
    for repair in repairs:
        if doubtful and _is_inner_mark(repair) and repair.certainty is Certainty.CERTAIN:
            yield repair._replace(certainty=Certainty.DOUBTFUL)
        else:
            yield repair


def _is_inner_mark(repair: Repair) -> bool:
    return repair.replacement == "" and repair.span.start > 0


def _is_read_alike(note: Note, marks: Sequence[Repair]) -> bool:
    from ._reading import is_read_alike  # few notes come here

    written = {note.text[slice(*mark.span)] for mark in marks}
    aside = re.compile("|".join(map(re.escape, sorted(written))))
    return is_read_alike(note, [Edit(mark.span, "") for mark in marks], aside)
