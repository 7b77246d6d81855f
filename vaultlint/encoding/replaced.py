"""U+FFFD that was itself read wrongly, "ï¿½": a character was lost before the damage began."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from vaultlint.finding import Span

from .codecs import codecs
from .repairs import Certainty, Repair, Step

_SEQUENCE = "\ufffd".encode()


def find_replaced(text: str) -> Iterator[Repair]:
    """Each row of them, as lost as what they stand for."""
    for match in _rows().finditer(text):
        written = match[1]
        codec = _codecs()[written]
        whole = "\ufffd" * (len(match[0]) // len(written))
        why = f"UTF-8 read as {codec}, after a character was replaced by U+FFFD"
        yield Repair(Span(*match.span()), whole, Certainty.LOST, why, (Step(codec, whole),))


@cache
def _codecs() -> Mapping[str, str]:
    """What stands for U+FFFD in each codec, to the codec's name; the likeliest where several do."""
    found: dict[str, str] = {}
    for codec in codecs():
        characters = {byte: character for character, byte in reversed([*codec.bytes.items()])}
        found.setdefault("".join(characters[byte] for byte in _SEQUENCE), codec.name)
    return found


@cache
def _rows() -> re.Pattern[str]:
    return re.compile(f"({'|'.join(_codecs())})\\1*")
