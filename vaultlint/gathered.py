"""What all notes of a vault give to rules that need them: texts, and how many notes hold each.

Such a rule has two functions besides its check (see `rule`): `gathers` takes a few texts from each
note, and `suspects` says which of them it will speak of.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Any

from vaultlint.note import Note
from vaultlint.patience import patience

Gather = Callable[[Note], Iterable[str]]
Texts = tuple[str, ...]
Suspicions = Mapping[str, Any]


class Gathered:
    """The texts that one function took from every note, by vault path, in order of path."""

    def __init__(self, by_note: Mapping[str, Texts], read: Callable[[str], Note]) -> None:
        self._by_note = by_note
        self._read = read

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """In how many notes each text is, in order of the texts."""
        alike = Counter(self._by_note.values())  # most notes share what they give with others
        counts: Counter[str] = Counter()
        for texts, notes in alike.items():
            for text in {*texts}:
                counts[text] += notes
        return dict(sorted(counts.items()))

    def notes_with(self, text: str, limit: int | None = None) -> Iterator[Note]:
        """The notes that gave the text, read afresh; at most so many of them.

        One that cannot be read any more is left out.
        """
        for path in islice(self._holders.get(text, ()), limit):
            try:
                yield self._read(path)
            except OSError:
                continue

    @cached_property
    def _holders(self) -> Mapping[str, Sequence[str]]:
        holders: defaultdict[str, list[str]] = defaultdict(list)
        for path, texts in self._by_note.items():
            for text in {*texts}:
                holders[text].append(path)
        return holders


def gathered_alone(note: Note, gather: Gather) -> Gathered:
    """What the function takes from one note, as if the vault had no other."""
    return Gathered({note.path: tuple(gather(note))}, lambda path: note)


class Survey:
    """What rules gathered from all notes of a vault, each function once.

    notes: which notes are meant; where a run has looked at all of them it says what they gave.
    """

    def __init__(self, notes: Callable[[], Iterable[str]], read: Callable[[str], Note]) -> None:
        self.notes = notes
        self._read = read
        self._gathered: dict[Gather, Gathered] = {}
        self._suspicions: dict[tuple[str, int], tuple[object, Suspicions | Exception]] = {}

    def know(self, gather: Gather, by_note: Mapping[str, Texts]) -> None:
        """Take what each note gave as known."""
        self._gathered[gather] = Gathered(by_note, self._read)

    def gathered(self, gather: Gather) -> Gathered:
        """What the function takes from every note; reads them all the first time."""
        if gather not in self._gathered:
            with patience.suspended():
                self.know(gather, dict(self._gather(gather)))
        return self._gathered[gather]

    def suspected(
        self,
        rule: str,
        gather: Gather,
        suspects: Callable[[Gathered, Any], Suspicions],
        options: object,
    ) -> Suspicions:
        """What a rule suspects with these options; worked out once, raised again if it fails."""
        key = rule, id(options)
        if key not in self._suspicions:
            try:
                found: Suspicions | Exception = suspects(self.gathered(gather), options)
            except Exception as error:
                found = error
            self._suspicions[key] = options, found  # while they are kept, no others have their id
        found = self._suspicions[key][1]
        if isinstance(found, Exception):
            raise found
        return found

    def _gather(self, gather: Gather) -> Iterator[tuple[str, Texts]]:
        for path in self.notes():
            try:
                note = self._read(path)
            except OSError:
                continue
            if note.encoding is None and (texts := (*gather(note),)):
                yield path, texts
