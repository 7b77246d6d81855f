"""Names of properties that look like a slip of the pen for another name of the vault."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from vaultlint.gathered import Gathered
from vaultlint.note import Note
from vaultlint.note.frontmatter import ListValue, Scalar, Value
from vaultlint.properties.types import inferred
from vaultlint.vault.spelling import bare, one_slip, words

_SAMPLE = 20  # notes with the common name whose values are looked at
_MOST_HOLDERS = 20  # notes that a slip may be in
_SHORTEST_SWAPPED = 4  # letters of a word in which two may be swapped
_SHORTEST_REPLACED = 8  # and in which one may be another


# The other words, with a gap for the one; its first letter; the last two, or all, in order.
_Rest = tuple[tuple[str, ...], str, str, str]


class Slip(NamedTuple):
    """A name that is most likely another one misspelt: which, and how many notes have each."""

    meant: str
    notes: int
    notes_with_meant: int


def find_slips(gathered: Gathered, times: int) -> dict[str, Slip]:
    """The names that are one slip from a name that so many times as many notes have.

    Only where nothing speaks against it: no note has both, no template has the rare one, nobody
    gave it a type, and its values are of the kind that the common one has.
    """
    counts = gathered.counts
    common = [name for name, count in counts.items() if count >= times]
    look = Look(common)
    kinds = _Kinds(gathered)
    slips = {}
    for name, count in counts.items():
        if count > _MOST_HOLDERS:
            continue
        meant = [
            other
            for other in look.like(name)
            if counts[other] >= times * count and not _is_on_purpose(name, other, gathered, kinds)
        ]
        if len(meant) == 1:
            slips[name] = Slip(meant[0], count, counts[meant[0]])
    return slips


class Look:
    """Names by what a slip leaves as it is, so that not each is compared with each."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_letters: defaultdict[str, list[str]] = defaultdict(list)
        self._by_rest: defaultdict[_Rest, list[tuple[str, Sequence[str]]]] = defaultdict(list)
        for name in names:
            self._by_letters[bare(name)].append(name)
            parts = words(name)
            for rest in _rests(parts):
                self._by_rest[rest].append((name, parts))

    def nearest(self, name: str) -> str | None:
        """The one name that this one is a slip for, None if there is none or more than one."""
        meant = self.like(name)
        return meant[0] if len(meant) == 1 else None

    def like(self, name: str) -> Sequence[str]:
        """The names of which this one is a slip, or from which it differs in dress alone."""
        folded, letters, parts = name.lower(), bare(name), words(name)
        dressed = self._by_letters.get(letters, ()) if letters else ()
        # A difference in case alone is another rule's business.
        meant = dict.fromkeys(other for other in dressed if other.lower() != folded)
        for rest in _rests(parts):
            for other, its_parts in self._by_rest.get(rest, ()):
                if other not in meant and _is_slip(parts, its_parts) and bare(other) != letters:
                    meant[other] = None
        return [*meant]


def _rests(parts: Sequence[str]) -> Iterator[_Rest]:
    """For each word, what is left of a name whatever slip is in that word (see `_is_slip`)."""
    for at, word in enumerate(parts):
        if word.isalpha():
            others = (*parts[:at], "", *parts[at + 1 :])
            yield others, word[0], "".join(sorted(word[-2:])), ""
            yield others, word[0], "", "".join(sorted(word))


def _is_slip(written: Sequence[str], right: Sequence[str]) -> bool:
    """Whether one word is one slip from another, and no plural of it.

    Another letter makes another word too often where it is short (`starred`, `started`).
    """
    pairs = [pair for pair in zip(written, right, strict=False) if pair[0] != pair[1]]
    if len(written) != len(right) or len(pairs) != 1:
        return False
    one, other = pairs[0]
    if len(one) == len(other) < _SHORTEST_REPLACED:
        return _is_swapped(one, other)
    return one_slip(written, right) or _is_swapped(one, other)


def _is_swapped(one: str, other: str) -> bool:
    """Whether two letters of a word, one behind the other, have changed places."""
    if len(one) != len(other) or len(one) < _SHORTEST_SWAPPED or not (one + other).isalpha():
        return False
    at = [place for place, letter in enumerate(one) if letter != other[place]]
    swapped = at[0], at[-1]
    return at == [at[0], at[0] + 1] and [one[place] for place in swapped] == [
        other[place] for place in reversed(swapped)
    ]


class _Kinds:
    """The kinds of the values that a common name has, looked for once."""

    def __init__(self, gathered: Gathered) -> None:
        self._gathered = gathered
        self._known: dict[str, set[str]] = {}

    def of(self, name: str) -> set[str]:
        """The kinds in some of the notes that have the name."""
        if name not in self._known:
            sample = map(_values, self._gathered.notes_with(name, _SAMPLE))
            values = (values.get(name.lower()) for values in sample)
            self._known[name] = {_kind(value) for value in values if value is not None}
        return self._known[name]


def _is_on_purpose(name: str, other: str, gathered: Gathered, usual: _Kinds) -> bool:
    """Whether anything tells that a name is one of its own."""
    kinds: set[str] = set()
    for note in gathered.notes_with(name, _MOST_HOLDERS):
        if note.is_template or name.lower() in note.settings.property_types:
            return True
        values = _values(note)
        if other.lower() in values or name.lower() not in values:
            return True
        kinds.add(_kind(values[name.lower()]))
    return not kinds <= usual.of(other) - {""}


def _values(note: Note) -> Mapping[str, Value]:
    entries = note.frontmatter.properties if note.frontmatter is not None else ()
    return {entry.name.lower(): entry.value for entry in entries}


def _kind(value: Value) -> str:
    """The kind of a value: the type that Obsidian infers, and whether it is a link; "" if empty."""
    first = value.items[0] if isinstance(value, ListValue) and value.items else value
    if not isinstance(first, Scalar) or first.value in (None, ""):
        return ""
    link = " link" if isinstance(first.value, str) and first.value.startswith("[[") else ""
    return f"{inferred(value)}{link}"
