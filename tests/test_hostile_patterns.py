"""No regex of ours takes quadratic time on a text made of its own parts."""

from __future__ import annotations

import pkgutil
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from importlib import import_module
from inspect import getsource, signature
from itertools import product
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser
from types import ModuleType
from typing import Any

import pytest

import vaultlint
from vaultlint.lazy import LazyPattern
from vaultlint.note.containers import NoteParser

from .timing import ENOUGH, grows_too_fast, seconds_of

# Characters of a first look: a quadratic pattern takes fifty million steps for them, which no
# processor does in an instant.
_FIRST = 10_000
_PARTS = 12  # of a pattern, that are put together in pairs
_SIGNS = (
    "[",
    "[[",
    "`",
    "$",
    "*",
    "<",
    "#",
    " ",
    ">",
    "- ",
    "\n",
    "\t",
    "a",
    "a ",
    "\\",
    "]",
    "_",
    ":",
    "|",
)


def _modules() -> Iterator[ModuleType]:
    """All of ours; "vaultlint" may lend its name to the whole checkout, see `conftest`."""
    engine = [str(Path(vaultlint.__file__).parent)]
    rules = import_module("vaultlint.rules")
    for name, path in (("vaultlint", engine), ("vaultlint.rules", rules.__path__)):
        for entry in pkgutil.walk_packages(path, f"{name}."):
            if not entry.name.endswith("__main__"):
                yield import_module(entry.name)


def _patterns_in(value: object) -> Iterator[re.Pattern[Any]]:
    """The patterns a value is or holds, or gives when it is a function without parameters."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, LazyPattern):
        yield value.compiled()
    elif isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from _patterns_in(each)
    elif isinstance(value, Mapping):
        yield from _patterns_in((*value.keys(), *value.values()))
    elif callable(value) and hasattr(value, "cache_info") and not signature(value).parameters:
        yield from _patterns_in(value())


def _ways(name: str, source: str) -> Collection[str]:
    """How a module asks a pattern: "match", "fullmatch" and "search", which is all other ways.

    A pattern that is matched in one place alone may read on from there as far as it likes.
    """
    asked = set(re.findall(rf"\b{name}\b(?:\[\w+\]|\(\))?\.(\w+)", source)) - {"pattern"}
    for each in re.findall(rf"\bfor (\w+)[\w, ]* in {name}\b", source):
        asked |= set(re.findall(rf"\b{each}\.(\w+)", source)) - {"pattern"}
    used = {way if way in ("match", "fullmatch") else "search" for way in asked}
    return used or {"match", "fullmatch", "search"}


def _all_patterns() -> Mapping[str, tuple[re.Pattern[str], Collection[str]]]:
    """Every pattern of text in our modules and their classes, by where it stands; and its ways."""
    sources = {module.__name__: getsource(module) for module in _modules()}
    found: dict[re.Pattern[Any], tuple[str, Collection[str]]] = {}
    for name, module in ((name, sys.modules[name]) for name in sources):
        for held, value in vars(module).items():
            within = vars(value) if isinstance(value, type) else {}
            for inner, each in {held: value, **within}.items():
                source = sources[name] if inner.startswith("_") else "\n".join(sources.values())
                for pattern in _patterns_in(each):
                    found.setdefault(pattern, (f"{name}.{inner}", _ways(inner, source)))
    for block, written in NoteParser.SPECIFICATION.items():
        found.setdefault(re.compile(written, re.M), (f"the block {block}", ("match",)))
    named: dict[str, tuple[re.Pattern[str], Collection[str]]] = {}
    for pattern, (place, ways) in found.items():
        if isinstance(pattern.pattern, str):
            number = sum(other.partition(" (")[0] == place for other in named)
            named[f"{place} ({number + 1})" if number else place] = pattern, ways
    return named


PATTERNS = _all_patterns()


def _samples(tree: Iterable[tuple[Any, Any]], parts: list[str]) -> str:
    """A text that a parsed pattern roughly matches; the texts of its parts go into `parts`."""
    whole = ""
    for code, argument in tree:
        sample = _sample(code, argument, parts)
        parts.append(sample)
        whole += sample
        parts.append(whole)
    return whole


def _sample(code: Any, argument: Any, parts: list[str]) -> str:
    if code is codes.LITERAL:
        return chr(int(argument))
    if code is codes.NOT_LITERAL:
        return "a" if argument != ord("a") else "b"
    if code is codes.ANY:
        return "a"
    if code is codes.IN:
        return _member(argument)
    if code is codes.BRANCH:
        return [_samples(branch, parts) for branch in argument[1]][-1]
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        least, _, inner = argument
        return _samples(inner, parts) * min(max(least, 1), 99)
    if code is codes.SUBPATTERN:
        return _samples(argument[3], parts)
    if code is codes.ATOMIC_GROUP:
        return _samples(argument, parts)
    if code in (codes.ASSERT, codes.ASSERT_NOT):
        _samples(argument[1], parts)
    return ""  # places, and groups that are named again


_CATEGORIES = {
    codes.CATEGORY_DIGIT: "1",
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_WORD: "a",
    codes.CATEGORY_NOT_DIGIT: "a",
    codes.CATEGORY_NOT_SPACE: "a",
    codes.CATEGORY_NOT_WORD: " ",
}


def _member(members: Iterable[tuple[Any, Any]]) -> str:
    """A character of a set: one that other parts of a pattern may well match too, if it can be."""
    negated, found = False, set[str]()
    for code, argument in members:
        if code is codes.NEGATE:
            negated = True
        elif code is codes.LITERAL:
            found.add(chr(argument))
        elif code is codes.RANGE:
            found.update(map(chr, range(argument[0], min(argument[1], argument[0] + 200) + 1)))
        elif code is codes.CATEGORY:
            found.add(_CATEGORIES[argument])
    usual = "a[( \t-#*`<>$\"'1\\\n=|:."
    if negated:
        return next((c for c in usual if c not in found), "a")
    return next((c for c in usual if c in found), min(found))


def _texts(pattern: re.Pattern[str]) -> Iterator[Callable[[int], str]]:
    """The parts of a pattern over and over, by twos, and one behind another."""
    parts: list[str] = []
    _samples(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE), parts)
    parts = sorted({part for part in parts if 0 < len(part) < 100}, key=len)
    step = max(1, len(parts) // _PARTS)
    for piece in dict.fromkeys((*_SIGNS, *parts)):
        yield lambda size, piece=piece: piece * (size // len(piece))  # type: ignore[misc]
    for one, other in product(parts[::step], repeat=2):
        pair = one + other
        yield lambda size, pair=pair: pair * (size // len(pair))  # type: ignore[misc]
        yield lambda size, one=one, other=other: (  # type: ignore[misc]
            one + other * (size // len(other)) + "\0"
        )


def _grows_too_fast(
    pattern: re.Pattern[str], ways: Collection[str], make: Callable[[int], str]
) -> bool:
    """Whether it takes quadratic time to ask a pattern in these ways."""

    def seconds(size: int) -> float:
        text = make(size)
        return seconds_of(lambda: _ask(pattern, ways, text))

    return seconds(_FIRST) > ENOUGH and grows_too_fast(seconds, _FIRST // 8)


def _ask(pattern: re.Pattern[str], ways: Collection[str], text: str) -> None:
    if "match" in ways:
        pattern.match(text)
    if "fullmatch" in ways:
        pattern.fullmatch(text)
    if "search" in ways:
        for _ in pattern.finditer(text):
            pass


@pytest.mark.parametrize("place", PATTERNS)
def test_a_pattern_takes_linear_time(place: str) -> None:
    pattern, ways = PATTERNS[place]
    bad = (make(40) for make in _texts(pattern) if _grows_too_fast(pattern, ways, make))
    worst = next(bad, None)
    assert worst is None, f"{pattern.pattern}: quadratic on texts such as {worst!r}"


@pytest.mark.parametrize("written", [r"a+$", r"(?:a|b)*c", r"\[[^\]]*\]\(", r"[ \t]+\n"])
def test_a_bad_pattern_is_found(written: str) -> None:
    pattern = re.compile(written)
    assert any(_grows_too_fast(pattern, {"search"}, make) for make in _texts(pattern))


def test_patterns_are_found() -> None:
    for kind in ("vaultlint.note.", "vaultlint.rules.", "the block "):
        assert any(place.startswith(kind) for place in PATTERNS), kind
