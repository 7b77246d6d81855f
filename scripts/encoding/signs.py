"""Builds vaultlint/encoding/signs.json: which characters begin a sequence of some codec.

It is worked out from the codecs alone. What ordinary text is full of is left out: damage of such
sequences alone is not believed. The shape of the file is said in vaultlint/encoding/gate.py.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Set
from pathlib import Path

from vaultlint.encoding.codecs import codecs
from vaultlint.encoding.gate import DOS_LEADS, SMALL

TARGET = Path(__file__).parents[2] / "vaultlint" / "encoding" / "signs.json"

_CAPITALS = frozenset("ЁІЇЄҐЎЈ")  # behind a capital
_BOXES = frozenset("│┤╡╢╖╕╣║╗╝╜╛┐")  # behind other lines
_LEADING_BOXES = DOS_LEADS - frozenset("├╨╤▄▌▐▀")  # … such as these
_BEFORE_WORDS = frozenset("«»…\u00a0–—“”‘’‹›")
_GREEK_AT_ENDS = frozenset("άέήί")
_LATIN = ("western", "central", "cp1257")


def signs() -> str:
    """The whole file, a line for each way in which characters follow one another."""
    pairs: list[list[str]] = []
    threes: list[list[str]] = []
    for family, bytes_of in _families().items():
        two, three, more = (
            {character for byte, character in bytes_of if start <= byte < end}
            for start, end in ((0xC2, 0xE0), (0xE0, 0xF5), (0x80, 0xC0))
        )
        pairs += ([*map(_text, pair)] for pair in _telling_pairs(family, two, more))
        threes.append([*map(_text, (three, more - SMALL, more))])
    rest = _text(bytes((0xBD, byte)).decode("cp949", "ignore") for byte in range(0x81, 0xFF))
    two, three = (",\n".join(map(_written, ways)) for ways in (pairs, threes))
    return f'{{\n"two": [\n{two}\n],\n"three": [\n{three}\n],\n"占": {_written(rest)}\n}}\n'


def _written(value: object) -> str:
    """JSON in which whatever can be seen is to be seen."""
    return "".join(
        character if character.isprintable() else f"\\u{ord(character):04x}"
        for character in json.dumps(value, ensure_ascii=False)
    )


def _text(characters: Iterable[str]) -> str:
    return "".join(sorted(characters))


def _families() -> dict[str, list[tuple[int, str]]]:
    """Bytes and characters of the codecs, of those that are alike together."""
    families: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for codec in codecs():
        family = "latin" if codec.family in _LATIN else codec.family
        families[family] += ((byte, character) for character, byte in codec.bytes.items())
    return families


def _telling_pairs(
    family: str, leads: set[str], more: set[str]
) -> Iterable[tuple[Set[str], Set[str]]]:
    """Of all pairs that may be a sequence, those that are no ordinary text."""
    if family in ("dos", "cp866"):
        return (leads - _LEADING_BOXES, more), (leads, more - _BOXES)
    if family == "mac":
        letters_left_out = {character for character in more if not character.isalpha()}
        return (leads - _BEFORE_WORDS, more), (leads, letters_left_out | set("ªºµæøÆØΩπ"))
    if family == "cp1253":
        return ((leads - _GREEK_AT_ENDS, more),)
    if family == "koi8":
        return ((leads, more - SMALL - {"\u00a0"}),)
    return ((leads, more - SMALL - _CAPITALS),)


if __name__ == "__main__":
    TARGET.write_text(signs(), encoding="utf-8")
