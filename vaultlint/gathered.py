"""What all notes of a vault give to rules that need them: texts, and how many notes hold each.

Such a rule has two functions besides its check (see `rule`): `gathers` takes a few texts from each
note, and `suspects` says which of them it will speak of.

What a note gives is one line, and stays one on its way from another process or from the cache: ten
thousand are counted together, and most are never looked at one by one.
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
Suspicions = Mapping[str, Any]

_END = "\x1f"  # behind each text
_PART = "\x1e"  # between what two functions took
_SUPPRESSES = "\x1c"  # at the end of a note that may have suppressions
# Neither these nor what ends a line or an entry of the cache may stand in a text.
_ESCAPE = "\x1d"
_ESCAPES = {
    sign: _ESCAPE + letter for sign, letter in zip("\x1f\x1e\x1c\n\0\x1d", "abcdef", strict=True)
}
_ESCAPED = str.maketrans(_ESCAPES)


def part_of(texts: Iterable[str]) -> str:
    """What one function took from a note: each text once, as a piece of a line."""
    once = [*dict.fromkeys(texts), ""]
    if not "".join(once).isprintable():
        once = [text.translate(_ESCAPED) for text in once]
    return _END.join(once)


def texts_of(part: str) -> list[str]:
    """The texts that `part_of` made the piece of."""
    texts = part.split(_END)[:-1]
    return [*map(_unescaped, texts)] if _ESCAPE in part else texts


def line_of(parts: Sequence[str], *, suppresses: bool) -> str:
    """What a note gives to all rules, "" for nothing. suppresses: may it have suppressions."""
    if suppresses:
        return _PART.join((*parts, _SUPPRESSES))
    return _PART.join(parts) if any(parts) else ""


def parts_of(line: str) -> list[str]:
    """The pieces that `line_of` made the line of."""
    return line.replace(_PART + _SUPPRESSES, "").split(_PART)


def columns_of(lines: Sequence[str], count: int) -> list[list[str]]:
    """The pieces of lines that have so many each: the first ones, the second ones …

    Others are of a process that found another configuration; they are cut or filled.
    """
    parts = parts_of(_PART.join(lines)) if lines else []
    if len(parts) != len(lines) * count:
        parts = [part for line in lines for part in (parts_of(line) + [""] * count)[:count]]
    return [parts[at::count] for at in range(count)]


def may_suppress(line: str) -> bool:
    """Whether the note that gave the line may have suppressions."""
    return line.endswith(_SUPPRESSES)


def _unescaped(text: str) -> str:
    for sign, escape in _ESCAPES.items():  # that of the escape itself comes last
        text = text.replace(escape, sign)
    return text


class Gathered:
    """What one function took from every note (see `part_of`), by vault path, in order of path."""

    def __init__(self, by_note: Mapping[str, str], read: Callable[[str], Note]) -> None:
        self._by_note = by_note
        self._read = read

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """In how many notes each text is, in order of the texts."""
        counts = Counter(texts_of("".join(self._by_note.values())))
        return {text: counts[text] for text in sorted(counts)}

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
        for path, part in self._by_note.items():
            for text in texts_of(part):
                holders[text].append(path)
        return holders


def gathered_alone(note: Note, gather: Gather) -> Gathered:
    """What the function takes from one note, as if the vault had no other."""
    return Gathered({note.path: part_of(gather(note))}, lambda path: note)


class Survey:
    """What rules gathered from all notes of a vault, each function once.

    notes: which notes are meant; where a run has looked at all of them it says what they gave.
    """

    def __init__(self, notes: Callable[[], Iterable[str]], read: Callable[[str], Note]) -> None:
        self.notes = notes
        self._read = read
        self._gathered: dict[Gather, Gathered] = {}
        self._suspicions: dict[tuple[str, int], tuple[object, Suspicions | Exception]] = {}

    def know(self, gather: Gather, by_note: Mapping[str, str]) -> None:
        """Take what each note gave as known (see `Gathered`)."""
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

    def _gather(self, gather: Gather) -> Iterator[tuple[str, str]]:
        for path in self.notes():
            try:
                note = self._read(path)
            except OSError:
                continue
            if note.encoding is None:
                yield path, part_of(gather(note))
