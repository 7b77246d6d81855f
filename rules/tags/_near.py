"""Tags that few notes have, and that are a slip away from one that many have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from vaultlint.gathered import Gathered
from vaultlint.lazy import lazy
from vaultlint.note import Note

from ._slips import Slip, near_pairs, slip
from ._tags_in import GUESSED
from ._tally import Spelling, Tally, looked_at, paths_of, tally

# How many notes a tag must have at least, and how many times as many as its misspelling.
_FREQUENT: Mapping[Slip, tuple[int, int]] = {"sign": (5, 5), "swap": (5, 5), "letter": (10, 10)}
_LEAST = 5
_WORD = lazy(r"[^\W_]+")


class Slipped(NamedTuple):
    """A part of a tag that is another one misspelt: its folded path, and the folded other one."""

    path: str
    right: str
    kind: Slip


def near_misses(gathered: Gathered) -> Mapping[str, str]:
    """What each tag that is misspelt was meant to be, by the texts that were gathered."""
    found = tally(gathered)
    meant: dict[str, str] = {}
    for slipped in _slips(found):
        parent = slipped.path.rpartition("/")[0]
        right = f"{parent}/{slipped.right}" if parent else slipped.right
        part = max(found[right], key=lambda part: found[right][part].most)
        notes = sum(looked_at(gathered, right, *entry) for entry in found[right].items())
        if _is_rare(found[slipped.path], notes, slipped.kind) and not _is_word(
            gathered, found[slipped.path], slipped
        ):
            meant[slipped.path] = part
    texts = {text for path in meant for each in found[path].values() for text in each.texts}
    right_names: dict[str, str] = {}
    for text in texts:
        name = text.removeprefix(GUESSED)
        right_names[name] = "/".join(meant.get(path, part) for path, part in paths_of(name))
        right_names[text] = right_names[name]
    return right_names


def _slips(found: Tally) -> Iterator[Slipped]:
    """For each part that is rare beside a frequent one of the same parent, the most frequent."""
    siblings: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for path, spellings in found.items():
        parent, _, part = path.rpartition("/")
        siblings[parent][part] = _most(spellings)
    for parent, counts in siblings.items():
        frequent = {part: count for part, count in counts.items() if count >= _LEAST}
        most = max(frequent.values(), default=0)
        rare = {part: count for part, count in counts.items() if count * _LEAST <= most}
        best: dict[str, Slipped] = {}
        for part, other in near_pairs(rare, frequent):
            kind = slip(part, other)
            path = f"{parent}/{part}" if parent else part
            if kind and _is_rare(found[path], counts[other], kind):
                known = best.get(part)
                if known is None or counts[other] > counts[known.right]:
                    best[part] = Slipped(path, other, kind)
        yield from best.values()


def _most(spellings: Mapping[str, Spelling]) -> int:
    return sum([spelling.sure + spelling.guessed for spelling in spellings.values()])


def _is_rare(spellings: Mapping[str, Spelling], notes: float, kind: Slip) -> bool:
    """Whether so many notes with the other tag make this one a slip."""
    least, times = _FREQUENT[kind]
    return notes >= max(least, times * _most(spellings))


def _is_word(gathered: Gathered, spellings: Mapping[str, Spelling], slipped: Slipped) -> bool:
    """Whether the notes use what is odd about the tag in their text too: then it is meant."""
    if slipped.kind == "sign":
        return False
    own = {*_WORD.findall(slipped.path.rpartition("/")[2])}
    odd = own.difference(_WORD.findall(slipped.right))
    texts = (text for spelling in spellings.values() for text in spelling.texts)
    return any(_uses(note, odd) for text in texts for note in gathered.notes_with(text))


def _uses(note: Note, words: set[str]) -> bool:
    """Whether the note has one of these words in its text, its name, or another property."""
    own = note.frontmatter.properties if note.frontmatter is not None else ()
    values = [note.text[slice(*entry.value.span)] for entry in own if entry.name.lower() != "tags"]
    texts = "\n".join((note.path, *values, note.text[note.body_start :])).lower()
    if not any(word in texts for word in words):
        return False
    plain = (each for each in texts.split() if "#" not in each)
    return any(not words.isdisjoint(_WORD.findall(each)) for each in plain)
