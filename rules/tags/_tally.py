"""How often each part of the tags of a vault is spelt in which way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain

from vaultlint.gathered import Gathered

from ._tags_in import GUESSED

# Notes that are parsed to see how many of the guessed tags are real: few if all of these are.
_ENOUGH, _MOST = 10, 100
_DEEPEST = 20  # parts of a nested tag; what is deeper counts as one


class Spelling:
    """One spelling of a part: in how many notes it surely stands, and in how many by a guess.

    `book/a` and `book/b` in one note count twice for `book`. texts: the gathered ones with it.
    """

    def __init__(self) -> None:
        self.sure = self.guessed = 0
        self.texts: list[str] = []

    @property
    def most(self) -> int:
        """In how many notes it may stand."""
        return self.sure + self.guessed


Tally = Mapping[str, Mapping[str, Spelling]]


def paths_of(name: str) -> Iterable[tuple[str, str]]:
    """Each part of a tag as it is spelt, behind the folded path that leads to it.

    `Book/New` has the parts `Book` at "book" and `New` at "book/new". Nested tags with one parent
    are compared, others are not: the `new` of `book/new` is another than that of `task/new`.
    """
    return _nested(name) if "/" in name else ((name.lower(), name),)


def _nested(name: str) -> Iterator[tuple[str, str]]:
    path = ""
    for part in name.split("/", _DEEPEST):
        path = f"{path}/{part.lower()}" if path else part.lower()
        yield path, part


@lru_cache(maxsize=1)  # two rules ask, one behind the other
def tally(gathered: Gathered) -> Tally:
    """The spellings of the part at each folded path."""
    found: defaultdict[str, defaultdict[str, Spelling]] = defaultdict(lambda: defaultdict(Spelling))
    for text, count in gathered.counts.items():
        name = text.removeprefix(GUESSED)
        for path, part in paths_of(name):
            spelling = found[path][part]
            spelling.texts.append(text)
            if name is text:
                spelling.sure += count
            else:
                spelling.guessed += count
    return found


def looked_at(gathered: Gathered, path: str, part: str, spelling: Spelling) -> float:
    """In how many notes the spelling stands, as far as a look at some of the notes tells."""
    guessed = [text for text in spelling.texts if text.startswith(GUESSED)]
    notes = hits = 0
    for note in chain.from_iterable(gathered.notes_with(text, _MOST) for text in guessed):
        notes += 1
        hits += any((path, part) in paths_of(tag.name) for tag in note.inline.tags)
        if notes == _MOST or notes == hits == _ENOUGH:
            break
    return spelling.sure + (spelling.guessed * hits / notes if notes else 0)
