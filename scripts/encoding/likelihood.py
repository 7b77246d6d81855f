"""Prints vaultlint/encoding/likelihood.json: how likely characters are behind one another.

Every language has the same weight, how much text of it there may be. What no text shows is judged
by what is alike: scripts by scripts, signs by signs.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import log2

from corpus import alphabet, languages, notes, sentences

from vaultlint.encoding.classes import class_of

Pair = tuple[str, str]

CAPITALS = 0.03  # the share of sentences that is also read in capitals
NOTES = 0.04  # the weight of the notes with signs
LETTERS = 0.03  # the share of a language that is spread over its whole alphabet …
MOST = 5e-4  # … but no more than this for each letter
FOREIGN_LETTER = 1e-5  # the share of each letter that only foreign words have
SIZE = 1_000_000  # how many characters all shares are of: what is seen once in so many says little
DOUBT = 30.0  # how many sights of a class weigh as much as what is alike says
UNSEEN_LETTERS, UNSEEN_SIGNS = 0.001, 0.2  # the share of a class that no text showed

_GROUPS = {
    "latin": ("A", "a", "latin lower", "latin upper"),
    "number": ("0", "other digit", "raised"),
    "white": ("break", "space", "odd space"),
    "point": (
        *("stop", "open", "close", "straight", "hyphen", "quote", "unquote", "apostrophe"),
        *("dash", "ellipsis", "inverted", "wide stop", "mark", "bullet"),
    ),
    "sign": (
        *("money", "sign", "operator", "arrow", "box", "shape", "emoji", "math letter"),
        *("spacing accent", "joiner", "combining", "phonetic"),
    ),
    "odd": ("control", "private", "surrogate", "nothing", "other"),
}
_GROUP_OF = {name: group for group, names in _GROUPS.items() for name in names}


def group_of(name: str) -> str:
    """The group of a class; what is in none is a script."""
    return _GROUP_OF.get(name, "script")


class Shares:
    """What shares of all text pairs of classes have, and characters."""

    def __init__(self) -> None:
        self.pairs: Counter[Pair] = Counter()
        self.characters: Counter[str] = Counter()

    def add(self, texts: Iterable[str], weight: float, *, letters: bool = True) -> None:
        """Add texts that have this weight together, each as a line of its own.

        letters: whether they also tell how frequent each letter is.
        """
        pairs: Counter[Pair] = Counter()
        characters: Counter[str] = Counter()
        for text in texts:
            characters.update(text)
            pairs.update(pairwise(("break", *map(class_of, text), "break")))
        pair_weight = weight / max(pairs.total(), 1)
        for pair, number in pairs.items():
            self.pairs[pair] += pair_weight * number
        character_weight = weight / max(characters.total(), 1)
        for character, number in characters.items():
            if letters or not character.isalpha():
                self.characters[character] += character_weight * number

    def add_alphabet(self, letters: set[str], foreign: set[str], weight: float) -> None:
        """Letters belong to a language even where little text of it was read."""
        share = min(LETTERS / max(len(letters), 1), MOST)
        for least, some in ((share, letters), (FOREIGN_LETTER, foreign)):
            for letter in some:
                self.characters[letter] += least * weight


def read() -> Shares:
    """The shares in all languages, and in notes."""
    shares = Shares()
    spoken = languages()
    for language in spoken:
        texts = sentences(language)
        capitals = [text.upper() for text in texts[:: round(1 / CAPITALS)]]
        shares.add(texts + capitals, 1 / len(spoken))
        shares.add_alphabet(*alphabet(language), 1 / len(spoken))
    shares.add(notes(), NOTES, letters=False)
    return shares


def all_characters() -> dict[str, list[str]]:
    """Every character by its class."""
    by_class: dict[str, list[str]] = defaultdict(list)
    for code in range(sys.maxunicode + 1):
        by_class[class_of(chr(code))].append(chr(code))
    return {name: by_class[name] for name in sorted(by_class)}


def pair_costs(classes: list[str], shares: Shares) -> dict[str, list[float]]:
    """For each class, the bits of each class behind it."""
    seen: Counter[Pair] = Counter({pair: share * SIZE for pair, share in shares.pairs.items()})
    of_class: Counter[str] = Counter()
    behind: Counter[str] = Counter()
    alike: Counter[tuple[str, str, bool]] = Counter()
    for (first, second), number in seen.items():
        of_class[first] += number
        behind[second] += number
        alike[_relation(first, second)] += number
    costs = {}
    for first in classes:
        relations = {second: _relation(first, second) for second in classes}
        members: Counter[tuple[str, str, bool]] = Counter()
        for second, relation in relations.items():
            members[relation] += behind[second] + 1
        expected = {
            second: (alike[relation] + 1) * (behind[second] + 1) / members[relation]
            for second, relation in relations.items()
        }
        doubt = DOUBT / sum(expected.values())
        sights = [seen[first, second] + doubt * expected[second] for second in classes]
        costs[first] = [_half_bits(sight / (of_class[first] + DOUBT)) for sight in sights]
    return costs


def _half_bits(likelihood: float) -> float:
    return round(2 * -log2(likelihood)) / 2


def _relation(first: str, second: str) -> tuple[str, str, bool]:
    """What pairs that are alike have in common."""
    groups = group_of(first), group_of(second)
    return (*groups, first == second and groups == ("script", "script"))


def character_costs(name: str, members: list[str], shares: Shares) -> Iterator[tuple[str, float]]:
    """The bits of each known character within its class, at last of all the others as ""."""
    known = {c: shares.characters[c] for c in members if shares.characters[c]}
    unseen = UNSEEN_LETTERS if group_of(name) in ("latin", "script", "white") else UNSEEN_SIGNS
    others = max(len(members) - len(known), 1)
    if not known:
        unseen = 1.0
    elif others == 1 and len(members) == len(known):
        unseen = 0.0
    total = sum(known.values()) or 1.0
    default = -log2(unseen / others) if unseen else 16.0
    for character, share in known.items():
        bits = -log2(share / total * (1 - unseen))
        if round(bits) < round(default):
            yield character, round(bits)
    yield "", round(default)


def table() -> dict[str, object]:
    """The whole table."""
    shares = read()
    members = all_characters()
    classes = list(members)
    characters: dict[str, dict[str, str]] = {}
    default = {}
    for name, of_class in members.items():
        by_cost: dict[int, list[str]] = defaultdict(list)
        for character, bits in character_costs(name, of_class, shares):
            if character:
                by_cost[bits].append(character)
            else:
                default[name] = bits
        characters[name] = {str(bits): "".join(sorted(by_cost[bits])) for bits in sorted(by_cost)}
    pairs = pair_costs(classes, shares)
    return {"classes": classes, "pairs": pairs, "characters": characters, "default": default}


def written(table: dict[str, object]) -> Iterator[str]:
    """The table with a line for each class."""
    yield "{"
    for number, (key, value) in enumerate(table.items()):
        end = "" if number == len(table) - 1 else ","
        if isinstance(value, dict) and key != "default":
            yield f'"{key}": {{'
            yield ",\n".join(f'  "{name}": {_compact(row)}' for name, row in value.items())
            yield "}" + end
        else:
            yield f'"{key}": {_compact(value)}{end}'
    yield "}"


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.write("\n".join(written(table())) + "\n")
