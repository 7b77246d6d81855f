"""What rules need of a note, all looked for at once: a note has little of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Generic, TypeVar

from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.source import SIGNS, is_usual
from vaultlint.rule import (
    IN_PROPERTIES,
    IN_WIKILINKS,
    NO_PROPERTIES,
    NOT_ASCII,
    NOT_PLAIN,
    ODD_LINKS,
    ODD_TAGS,
    PROPERTY,
    SUBPATHS,
)
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


def _has_no_properties(note: Note, _: Vault) -> bool:
    """Whether the note begins with dashes and has no property."""
    return note.text.startswith(("---", "\ufeff---")) and not note.property_names


def _has_odd_tags(note: Note, _: Vault) -> bool:
    """Whether the property `tags` holds more than different tags, or stands there twice."""
    if note.body_start < 2:
        return False
    return not _are_tags(note.tag_texts) or _hold_tags_twice(note.property_names)


@lru_cache(4096)  # the notes of a vault share their tags …
def _are_tags(texts: tuple[str, ...]) -> bool:
    """Whether all of the texts are tags as they stand there, and different ones to Obsidian."""
    if not texts:
        return True
    from vaultlint.note.tags import property_tag

    different = {text.lower() for text in texts if property_tag(text) == text}
    return len(different) == len(texts)


@lru_cache(4096)  # … and the names of their properties
def _hold_tags_twice(names: tuple[str, ...]) -> bool:
    return [*map(str.lower, names)].count("tags") > 1


# Signs of which a text often holds several that are no neighbours: "5 % or 10 %".
_SCATTERED = "%`"
# What a rule may need besides texts: whether a note has it.
_SPECIAL: Mapping[str, _Test] = {
    NOT_ASCII: lambda note, vault: note.unusual != "" and not note.text.isascii(),
    NOT_PLAIN: lambda note, vault: note.unusual != "" or not note.path.isascii(),
    ODD_LINKS: lambda note, vault: vault.odd_paths(note) != (),
    ODD_TAGS: _has_odd_tags,
    SUBPATHS: _has_subpaths,
    NO_PROPERTIES: _has_no_properties,
}
_MOST_KNOWN = 10_000  # lists of names, of which most notes share theirs with others


class Sought(Generic[Sharer]):
    """Rules, or what stands for them, put together where they need the same."""

    def __init__(self, needing: Iterable[tuple[tuple[str, ...], Sharer]]) -> None:
        """`needing`: what each needs, see `rule`; nothing is there always."""
        sharing: defaultdict[tuple[str, ...], list[Sharer]] = defaultdict(list)
        for needs, sharer in needing:
            sharing[needs].append(sharer)
        self._always = sharing.pop((), [])
        # Behind a text of signs alone, and what is looked for in the text if the signs hold it.
        self._by_signs: list[tuple[str, str, list[Sharer]]] = []
        self._by_text: list[tuple[str, str, str, list[Sharer]]] = []  # behind its ends and itself
        self._by_character: list[tuple[re.Pattern[str], list[Sharer]]] = []  # behind unusual ones
        self._by_link: list[tuple[list[str], list[Sharer]]] = []  # behind texts in wikilinks
        self._by_head: list[tuple[list[str], list[Sharer]]] = []  # behind texts in the properties
        self._by_name: list[tuple[frozenset[str], list[Sharer]]] = []  # behind names of properties
        self._known: dict[tuple[str, ...], list[Sharer]] = {}  # what `_by_name` gives for these
        self._tests: list[_Test] = []  # of all else that is needed, each once
        self._by_tests: list[tuple[set[int], list[Sharer]]] = []  # behind places in `_tests`
        self._answered: dict[tuple[bool, ...], list[Sharer]] = {}  # what those give for answers
        single: set[str] = set()  # all of `_by_character`
        tested: list[str] = []  # needs, as `_tests`
        for needs, sharers in sharing.items():
            in_head = _behind(IN_PROPERTIES, needs)
            names = _behind(PROPERTY, needs)
            in_links = _behind(IN_WIKILINKS, needs)
            if len(in_links) == len(needs):
                self._by_link.append((in_links, sharers))
            elif len(in_head) == len(needs):
                self._by_head.append((in_head, sharers))
            elif len(names) == len(needs):
                self._by_name.append((frozenset(names), sharers))
            elif all(len(need) == 1 and not is_usual(need) for need in needs):
                self._by_character.append((_any_of(needs), sharers))
                single.update(needs)
            elif SIGNS.issuperset("".join(needs)):
                self._by_signs += (
                    (need, need if need[0] in _SCATTERED else "", sharers) for need in needs
                )
            elif len(needs) == 1 and needs[0] not in _SPECIAL:
                self._by_text.append((needs[0][0], needs[0][-1], needs[0], sharers))
            else:
                tested += (need for need in needs if need not in tested)
                self._by_tests.append(({*map(tested.index, needs)}, sharers))
        self._tests += map(_test_for, tested)
        self._characters = _any_of(single)

    def found_in(self, note: Note, vault: Vault) -> list[Sharer]:
        """Those that find in the note one of the things that they need."""
        text, signs = note.text, note.signs
        found = self._always.copy()
        last = None
        for need, sought, sharers in self._by_signs:
            # Needs of the same sharers follow one another.
            if need in signs and sharers is not last and sought in text:
                found += sharers
                last = sharers
        for first, end, need, sharers in self._by_text:
            # For one character a search takes a tenth of the time.
            if first in text and end in text and need in text:
                found += sharers
        # Forty times as quick as a set, which would make an object of every character.
        if (unusual := note.unusual) and self._characters.search(unusual):
            for characters, sharers in self._by_character:
                if characters.search(unusual):
                    found += sharers
        if wikilinks := note.wikilink_text:
            for needs, sharers in self._by_link:
                for need in needs:
                    if need in wikilinks:
                        found += sharers
                        break
        if note.body_start > 1:
            found += self._with_properties(note)
        if self._tests:
            answers = tuple([test(note, vault) for test in self._tests])
            found += self._answered.get(answers) or self._with_answers(answers)
        return found

    def _with_answers(self, answers: tuple[bool, ...]) -> list[Sharer]:
        """Those that need something of which the answers say that it is there; kept."""
        given = {place for place, answer in enumerate(answers) if answer}
        found = [
            sharer
            for places, sharers in self._by_tests
            if not places.isdisjoint(given)
            for sharer in sharers
        ]
        self._answered[answers] = found
        return found

    def _with_properties(self, note: Note) -> list[Sharer]:
        """Those that need a property that the note has, or a text in its properties."""
        head = note.text[: note.body_start]
        found = []
        for needs, sharers in self._by_head:
            for need in needs:
                if need in head:
                    found += sharers
                    break
        return found + self._with_names(note.property_names) if self._by_name else found

    def _with_names(self, names: tuple[str, ...]) -> list[Sharer]:
        """Those that need a property which is among these."""
        known = self._known.get(names)
        if known is None:
            folded = {name.lower() for name in names}
            known = [
                sharer
                for needed, sharers in self._by_name
                if not needed.isdisjoint(folded)
                for sharer in sharers
            ]
            if len(self._known) < _MOST_KNOWN:
                self._known[names] = known
        return known


def _any_of(characters: Iterable[str]) -> re.Pattern[str]:
    """What finds one of these characters. A hundred single ones would be compared one by one."""
    ranges: list[list[str]] = []
    for character in sorted(set(characters)):
        if ranges and ord(character) == ord(ranges[-1][1]) + 1:
            ranges[-1][1] = character
        else:
            ranges.append([character, character])
    if not ranges:
        return lazy(r"(?!)")
    return lazy("[" + "".join("-".join(map(re.escape, pair)) for pair in ranges) + "]")


def _behind(mark: str, needs: Iterable[str]) -> list[str]:
    """What stands behind the mark in those needs that have it."""
    return [need[len(mark) :] for need in needs if need.startswith(mark)]


def _test_for(need: str) -> _Test:
    """Whether a note has what is needed."""
    for text in _behind(IN_WIKILINKS, [need]):
        return lambda note, vault: text in note.wikilink_text
    for text in _behind(IN_PROPERTIES, [need]):
        return lambda note, vault: note.text.find(text, 0, note.body_start) >= 0
    for text in _behind(PROPERTY, [need]):
        return lambda note, vault: text in map(str.lower, note.property_names)
    return _SPECIAL.get(need) or (
        lambda note, vault: need[0] in note.text and need[-1] in note.text and need in note.text
    )
