"""The first look: whether a text may be damaged at all.

It looks for two or three characters that begin a sequence of some codec. What ordinary text is full
of is left out (quotation marks, box drawing, letters of one script): damage of such sequences alone
is not believed, and all other damage has some of the rest.

`signs.json`, which a script of this repository builds from the codecs, holds these sequences, so
that no codec is needed for a note without damage: as `two` the characters that may begin one and
those that may follow them, as `three` those that may be its first, second and third.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from vaultlint.lazy import lazy

# What may be left of a quotation mark or a dash, and what UTF-16 has beside its letters.
_TELLING = "\x00\x13\x14\x18\x19\x1c\x1d"
# What tells of damage that cannot be undone exactly: UTF-8 read with codecs of the Far East …
_ALONE = frozenset(
    "鈥鈫鈹鈺鉁鉂猸锛銆銇銈銉锟锘锔馃鐨殑紝涓褌褉褋褍褟窶縲縺繧繝竊笏荳逧ﾃﾂ嚙嚗癤"
).union(map(chr, range(0x80, 0xA0)), _TELLING)
# … and what is left of a sequence that lost a byte: before a blank, or these behind others.
_BEFORE_BLANKS = frozenset("ÂÃ")
_BEFORE_QUESTION_MARKS = frozenset("占")
_WITH_ASCII = {"Â": lazy("Â "), "Ã": lazy("Ã "), "占": lazy("占\\?")}
_BEHIND = {
    "â": frozenset("€‚ƒ„†‡ˆ‰Š‹ŒŽ˜™š›œžŸ¢£¤¥¦§¨©ª¬\xad®¯°±²³´µ¶·¸¹º"),
    "ð": frozenset("Ÿ"),
    "ï": frozenset("¸"),
    # … of U+FFFD that was read wrongly in its turn, as "ï¿½" in each codec
    "¿": frozenset("½"),
    "ż": frozenset("˝"),
    "ї": frozenset("Ѕ"),
    "Ώ": frozenset("½"),
    "æ": frozenset("½"),
    "┐": frozenset("╜¢"),
    "ø": frozenset("Ω"),
    "©": frozenset("╫Ґ"),
    # … of a check mark or a sparkle; before Chinese signs it is a common word.
    "笨": frozenset((*map(chr, range(0xFF61, 0xFFA0)), *"・\ufffd")),
}
_LOST = "\ufffd"

# What ordinary text is full of:
SMALL = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґў")  # behind a letter
DOS_LEADS = frozenset("┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀")

# Two Cyrillic letters that are damage beside a Latin one ("documentaciГі"); alone they are a word.
_ENDS = "іїєёґўЁІЇЄҐЎЈјЅѕ"
_AMONG_LATIN = lazy(f"[{_ENDS}](?:(?<=[A-Za-z][А-я].)|(?<=[А-я].)(?=[A-Za-z]))")
_CYRILLIC_PAIR = lazy(f"[{_ENDS}](?<=[А-я].)")
_LATIN_LETTER = lazy("[A-Za-z]")


class _Signs(NamedTuple):
    """Which characters may follow one another, by a bit for every way in which they may.

    `some` matches the second character, which in ordinary text is rarer than the first, behind any
    that may begin one. Behind `long_first` there must be two, `then` and `last`. `behind` are those
    behind which a character is what may be left of damage.
    """

    some: re.Pattern[str]
    first: Mapping[str, int]
    second: Mapping[str, int]
    long_first: Mapping[str, int]
    then: Mapping[str, int]
    last: Mapping[str, int]
    behind: Mapping[str, frozenset[str]]


def may_be_damaged(text: str) -> bool:
    """Whether a text may hold damage; False is certain."""
    if text.isascii():
        return _has_telling_control(text)
    for match in _signs().some.finditer(text):
        if _is_inexact(text, match.start()) or _is_sequence(text, match.start()):
            return True
    return any(_pairs(text))


def may_go_on_in_ascii(odd: str, text: str) -> bool:
    """Whether a text, whose characters beyond ASCII are `odd`, holds damage that ends in ASCII."""
    return any(first in odd and pair.search(text) for first, pair in _WITH_ASCII.items())


def _has_telling_control(text: str) -> bool:
    """Whether a text holds one of the controls that alone tell of damage."""
    return any(control in text for control in _TELLING)


def may_hold_remains(text: str) -> bool:
    """Whether a text may hold damage that cannot be undone exactly; False is certain."""
    if text.isascii():
        return _has_telling_control(text)
    return any(_is_inexact(text, match.start()) for match in _signs().some.finditer(text))


def sequences(text: str) -> Iterator[int]:
    """Where a text may hold damage that can be undone exactly: in each sequence that tells of it.

    Without any it has none. Where a text has no Latin letters, they may have been left out.
    """
    if text.isascii():
        return
    from heapq import merge  # few texts come here

    places = (match.start() for match in _signs().some.finditer(text))
    yield from merge(
        (place for place in places if _is_sequence(text, place)),
        (match.start() for match in _pairs(text)),
    )


def _pairs(text: str) -> Iterable[re.Match[str]]:
    """The second ones of two Cyrillic letters that may be damage in the text."""
    if not _CYRILLIC_PAIR.search(text):
        return ()  # as in most texts; to find out which it is of the two takes as long
    return (_AMONG_LATIN if _LATIN_LETTER.search(text) else _CYRILLIC_PAIR).finditer(text)


def _is_inexact(text: str, at: int) -> bool:
    """Whether a character is what may be left of damage."""
    character, before = text[at], text[at - 1 : at]
    if character in _ALONE:
        return True
    if character == _LOST:
        return "Â" <= before <= "ô"
    if character in _BEFORE_BLANKS and text.startswith(" ", at + 1):
        return True
    if character in _BEFORE_QUESTION_MARKS and text.startswith("?", at + 1):
        return True
    return character in _signs().behind.get(before, ())


def _is_sequence(text: str, at: int) -> bool:
    """Whether a character is the second one of a sequence, or a line that begins it."""
    _, first, second, long_first, then, last, _ = _signs()
    character, before = text[at], text[at - 1 : at]
    if character in DOS_LEADS and first[character] & second.get(text[at + 1 : at + 2], 0):
        return True
    if before in first and first[before] & second.get(character, 0):
        return True
    ways = long_first.get(before, 0) & then.get(character, 0)
    return bool(ways & last.get(text[at + 1 : at + 2], 0))


@cache
def _signs() -> _Signs:
    table = json.loads(Path(__file__).with_name("signs.json").read_text(encoding="utf-8"))
    first: dict[str, int] = defaultdict(int)
    second: dict[str, int] = defaultdict(int)
    long_first: dict[str, int] = defaultdict(int)
    then: dict[str, int] = defaultdict(int)
    last: dict[str, int] = defaultdict(int)
    for name, ways in ("two", (first, second)), ("three", (long_first, then, last)):
        for number, texts in enumerate(table[name]):
            for followers, characters in zip(ways, texts, strict=True):
                for character in characters:
                    followers[character] |= 1 << number
    # … and of "占쏙", which is a common word but for what stands behind it
    behind = {**_BEHIND, "占": frozenset(table["占"])}
    rare = {*second, *then, _LOST}.union(*behind.values()) - SMALL
    leads = {*first, *long_first, *behind}
    pattern = re.compile(
        f"[{_set(rare | _ALONE | _BEFORE_BLANKS | _BEFORE_QUESTION_MARKS | DOS_LEADS)}]"
        f"(?:(?<=[{_set(leads)}][{_set(rare)}])|(?<=[{_set(_ALONE)}])|(?<=[ÂÃ])(?= )|(?<=占)(?=\\?)"
        f"|(?<=[{_set(DOS_LEADS)}])(?=[{_set(SMALL)}]))"
    )
    return _Signs(pattern, first, second, long_first, then, last, behind)


def _set(characters: Iterable[str]) -> str:
    return "".join(map(re.escape, sorted(characters)))
