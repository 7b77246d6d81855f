"""What rules need of a note, all looked for at once: a note has little of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

from vaultlint.note import Note
from vaultlint.rule import NOT_ASCII, ODD_LINKS, SUBPATHS, sought_in_wikilinks
from vaultlint.vault import Vault

Sharer = TypeVar("Sharer")
_Test = Callable[[Note, Vault], bool]


def _has_subpaths(note: Note, _: Vault) -> bool:
    """Whether a wikilink holds a "#", or one begins the subpath of a Markdown link."""
    if "#" in note.wikilink_text:
        return True
    possible = note.possible_links
    if possible is not None:
        return possible.has_subpath
    starts = (note.text.find(sign) for sign in ("](", "]:"))
    return any(start >= 0 and note.text.find("#", start) >= 0 for start in starts)


# What a rule may need besides texts: whether a note has it.
_SPECIAL: Mapping[str, _Test] = {
    NOT_ASCII: lambda note, vault: not note.text.isascii(),
    ODD_LINKS: lambda note, vault: vault.odd_paths(note) != (),
    SUBPATHS: _has_subpaths,
}


class Sought(Generic[Sharer]):
    """Rules, or what stands for them, put together where they need the same."""

    def __init__(self, needing: Iterable[tuple[tuple[str, ...], Sharer]]) -> None:
        """`needing`: what each needs, see `rule`; nothing is there always."""
        sharing: defaultdict[tuple[str, ...], list[Sharer]] = defaultdict(list)
        for needs, sharer in needing:
            sharing[needs].append(sharer)
        self._always = sharing.pop((), [])
        self._by_text: list[tuple[str, str, str, list[Sharer]]] = []  # behind its ends and itself
        self._by_link: list[tuple[list[str], list[Sharer]]] = []  # behind texts in wikilinks
        self._others: list[tuple[list[_Test], list[Sharer]]] = []
        for needs, sharers in sharing.items():
            in_links = [text for text in map(sought_in_wikilinks, needs) if text is not None]
            if len(in_links) == len(needs):
                self._by_link.append((in_links, sharers))
            elif len(needs) == 1 and needs[0] not in _SPECIAL:
                self._by_text.append((needs[0][0], needs[0][-1], needs[0], sharers))
            else:
                self._others.append(([*map(_test_for, needs)], sharers))

    def found_in(self, note: Note, vault: Vault) -> list[Sharer]:
        """Those that find in the note one of the things that they need."""
        text = note.text
        found = self._always.copy()
        for first, last, need, sharers in self._by_text:
            # For one character a search takes a tenth of the time.
            if first in text and last in text and need in text:
                found += sharers
        if wikilinks := note.wikilink_text:
            for needs, sharers in self._by_link:
                for need in needs:
                    if need in wikilinks:
                        found += sharers
                        break
        for tests, sharers in self._others:
            for test in tests:
                if test(note, vault):
                    found += sharers
                    break
        return found


def _test_for(need: str) -> _Test:
    """Whether a note has what is needed."""
    text = sought_in_wikilinks(need)
    if text is not None:
        return lambda note, vault: text in note.wikilink_text
    return _SPECIAL.get(need) or (
        lambda note, vault: need[0] in note.text and need[-1] in note.text and need in note.text
    )
