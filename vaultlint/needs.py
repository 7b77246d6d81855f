"""What rules need of a note, all looked for at once: a note has little of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import lru_cache
from itertools import compress
from typing import Generic, TypeVar

from vaultlint.lazy import lazy
from vaultlint.note import Note
from vaultlint.note.source import SIGNS, is_usual
from vaultlint.note.tags import property_tag
from vaultlint.rule import (
    DEAD_LINKS,
    IN_PROPERTIES,
    IN_WIKILINKS,
    NO_PROPERTIES,
    NOT_ASCII,
    NOT_PLAIN,
    ODD_LINKS,
    ODD_TAGS,
    PROPERTY,
    SUBPATHS,
    TABLES,
)
from vaultlint.vault import Vault

Sharer = TypeVar("Sharer")
_Test = Callable[[Note, Vault], bool]
_PLAIN_TAG = lazy(r"[A-Za-z][\w/-]*+(?<!/)", re.ASCII)


def _has_subpaths(note: Note, _: Vault) -> bool:
    """Whether a wikilink holds a "#", or one begins the subpath of a Markdown link."""
    if "#" in note.wikilink_text:
        return True
    possible = note.possible_links
    if possible is not None:
        return possible.has_subpath
    starts = (note.text.find(sign) for sign in ("](", "]:"))
    return any(start >= 0 and note.text.find("#", start) >= 0 for start in starts)


def _has_odd_links(note: Note, vault: Vault) -> bool:
    """Whether a link that is not plainly in order may open a file."""
    odd = vault.odd_paths(note)
    return odd != () and (odd is None or len(odd) != len(vault.dead_paths(note) or ()))


def _has_no_properties(note: Note, _: Vault) -> bool:
    """Whether the note begins with dashes and has no property."""
    return note.text.startswith(("---", "\ufeff---")) and not note.property_names


def _has_odd_tags(note: Note, _: Vault) -> bool:
    """Whether the property `tags` holds more than different tags, or stands there twice."""
    if note.body_start < 2:
        return False
    return not _are_tags(note.tag_texts) or _hold_tags_twice(note.property_names)


@lru_cache(4096)  # many notes share their tags with others
def _are_tags(texts: tuple[str, ...]) -> bool:
    """Whether all of the texts are tags as they stand there, and different ones to Obsidian."""
    if not all(map(_PLAIN_TAG.fullmatch, texts)) and tuple(map(property_tag, texts)) != texts:
        return False
    return len(texts) < 2 or len({*map(str.lower, texts)}) == len(texts)


@lru_cache(4096)  # most notes share the names of their properties with others
def _hold_tags_twice(names: tuple[str, ...]) -> bool:
    return [*map(str.lower, names)].count("tags") > 1


# What a rule may need besides texts: whether a note has it.
_SPECIAL: Mapping[str, _Test] = {
    NOT_ASCII: lambda note, vault: note.unusual != "" and not note.text.isascii(),
    NOT_PLAIN: lambda note, vault: note.unusual != "" or not note.path.isascii(),
    DEAD_LINKS: lambda note, vault: vault.dead_paths(note) != (),
    ODD_LINKS: _has_odd_links,
    ODD_TAGS: _has_odd_tags,
    SUBPATHS: _has_subpaths,
    NO_PROPERTIES: _has_no_properties,
    TABLES: lambda note, vault: note.may_hold_table,
}
# The views of a note that these are looked for in, and those that other needs are.
_SEEN_IN: Mapping[str, Sequence[str]] = {
    NOT_ASCII: ("unusual",),
    NOT_PLAIN: ("unusual",),
    DEAD_LINKS: ("possible_links",),
    ODD_LINKS: ("possible_links",),
    ODD_TAGS: ("tag_texts",),
    SUBPATHS: ("possible_links",),
    NO_PROPERTIES: ("property_names",),
    TABLES: ("wikilink_text",),
}
_VIEWS = ("signs", "unusual", "wikilink_text", "property_names", "tag_texts", "possible_links")
_MOST_KNOWN = 10_000  # answers, or lists of names, of which most notes share theirs with others
_Group = tuple[frozenset[str], list[Sharer]]  # what is needed, and who needs one of it


def _needing(groups: Iterable[_Group[Sharer]], there: Set[str]) -> list[Sharer]:
    """Those that need something of what is there."""
    return [
        sharer for needs, sharers in groups if not needs.isdisjoint(there) for sharer in sharers
    ]


class _Asked(Generic[Sharer]):
    """Who needs what of several things, and who finds some of it by what the answers are."""

    def __init__(self) -> None:
        self.needs: list[str] = []  # each once
        self._groups: list[_Group[Sharer]] = []
        self.finding = lru_cache(_MOST_KNOWN)(self._finding)

    def add(self, needs: Iterable[str], sharers: list[Sharer]) -> None:
        """Ask for these things too, one of which the sharers need."""
        self.needs += (need for need in needs if need not in self.needs)
        self._groups.append((frozenset(needs), sharers))

    def within(self, text: str) -> list[Sharer]:
        """Those that need a text which this one holds."""
        return self.finding(tuple([need in text for need in self.needs]))

    def _finding(self, answers: tuple[bool, ...]) -> list[Sharer]:
        """Those that find something where these are the answers to `needs`."""
        return _needing(self._groups, {*compress(self.needs, answers)})


class Sought(Generic[Sharer]):
    """Rules, or what stands for them, put together where they need the same."""

    def __init__(self, needing: Iterable[tuple[tuple[str, ...], Sharer]]) -> None:
        """`needing`: what each needs, see `rule`; nothing is there always."""
        sharing: defaultdict[tuple[str, ...], list[Sharer]] = defaultdict(list)
        for needs, sharer in needing:
            sharing[needs].append(sharer)
        self._always = sharing.pop((), [])
        self._signs = _Asked[Sharer]()  # texts of signs
        self._by_text: list[tuple[str, str, str, list[Sharer]]] = []  # behind its ends and itself
        self._by_character: list[_Group[Sharer]] = []  # unusual ones
        self._links = _Asked[Sharer]()  # texts in wikilinks
        self._head = _Asked[Sharer]()  # texts in the properties
        self._by_name: list[_Group[Sharer]] = []  # names of properties
        self._with_names = lru_cache(_MOST_KNOWN)(self._named)
        self._others = _Asked[Sharer]()
        single: set[str] = set()  # all of `_by_character`
        for needs, sharers in sharing.items():
            in_head = _behind(IN_PROPERTIES, needs)
            names = _behind(PROPERTY, needs)
            in_links = _behind(IN_WIKILINKS, needs)
            if len(in_links) == len(needs):
                self._links.add(in_links, sharers)
            elif len(in_head) == len(needs):
                self._head.add(in_head, sharers)
            elif len(names) == len(needs):
                self._by_name.append((frozenset(names), sharers))
            elif all(len(need) == 1 and not is_usual(need) for need in needs):
                self._by_character.append((frozenset(needs), sharers))
                single.update(needs)
            elif SIGNS.issuperset("".join(needs)):
                self._signs.add(needs, sharers)
            elif len(needs) == 1 and needs[0] not in _SPECIAL:
                self._by_text.append((needs[0][0], needs[0][-1], needs[0], sharers))
            else:
                self._others.add(needs, sharers)
        self._tests = [*map(_test_for, self._others.needs)]
        self._characters = _any_of(single)

    def found_in(self, note: Note, vault: Vault) -> list[Sharer]:
        """Those that find in the note one of the things that they need."""
        text = note.text
        found = self._always + self._signs.within(note.signs)
        for first, end, need, sharers in self._by_text:
            # For one character a search takes a tenth of the time.
            if first in text and end in text and need in text:
                found += sharers
        # Forty times as quick as a set of them all, which would make an object of every character.
        if (unusual := note.unusual) and (odd := self._characters.findall(unusual)):
            found += _needing(self._by_character, {*odd})
        if wikilinks := note.wikilink_text:
            found += self._links.within(wikilinks)
        if note.body_start > 1:
            found += self._with_properties(note)
        answers = tuple([test(note, vault) for test in self._tests])
        return found + self._others.finding(answers)

    def _with_properties(self, note: Note) -> list[Sharer]:
        """Those that need a property that the note has, or a text in its properties."""
        found = self._head.within(note.text[: note.body_start])
        return found + self._with_names(note.property_names) if self._by_name else found

    def _named(self, names: tuple[str, ...]) -> list[Sharer]:
        """Those that need a property which is among these."""
        return _needing(self._by_name, {name.lower() for name in names})


def _any_of(characters: Iterable[str]) -> re.Pattern[str]:
    """What finds one of these characters, and some beyond U+FFFF that lie between them.

    A hundred single ones would be compared one by one; so would ranges beyond U+FFFF.
    """
    ranges: list[list[str]] = []
    for character in sorted(set(characters)):
        if ranges and (ord(character) == ord(ranges[-1][1]) + 1 or ranges[-1][0] > "\uffff"):
            ranges[-1][1] = character
        else:
            ranges.append([character, character])
    if not ranges:
        return lazy(r"(?!)")
    return lazy("[" + "".join("-".join(map(re.escape, pair)) for pair in ranges) + "]")


def _behind(mark: str, needs: Iterable[str]) -> list[str]:
    """What stands behind the mark in those needs that have it."""
    return [need[len(mark) :] for need in needs if need.startswith(mark)]


def views_for(needs: Iterable[str]) -> list[str]:
    """The views of a note that tell whether it has one of these, in a sensible order."""
    seen = {view for need in needs for view in _SEEN_IN.get(need) or _view_for(need)}
    return [view for view in _VIEWS if view in seen]


def _view_for(need: str) -> Sequence[str]:
    """The view that a text or name is looked for in, none if it is all of the text."""
    if need.startswith(IN_WIKILINKS):
        return ("wikilink_text",)
    if need.startswith((IN_PROPERTIES, PROPERTY)):
        return ("property_names",)
    if SIGNS.issuperset(need):
        return ("signs",)
    return () if is_usual(need) else ("unusual",)


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
