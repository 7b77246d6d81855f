"""The one-byte codecs that UTF-8 is read with by mistake, and the sequences they make of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

_FIRST_LEAD, _LAST_LEAD = 0xC2, 0xF4
_MORE = range(0x80, 0xC0)


@dataclass(frozen=True, slots=True, eq=False)
class Codec:
    """A one-byte codec.

    `name` is the one people know. Codecs of one `family` agree on nearly every letter. `rarity` is
    how many bits rarer than Windows-1252 it is that somebody reads UTF-8 with this one. `bytes` are
    the bytes from 0x80 on, by character.
    """

    name: str
    family: str
    rarity: float
    bytes: Mapping[str, int] = field(repr=False)

    def decode(self, text: str) -> str:
        """What a text of nothing but whole units says; of others a KeyError or a UnicodeError."""
        data = bytes(map(self.bytes.__getitem__, text))
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            whole = data.decode("utf-8", "surrogatepass")  # of a character beyond U+FFFF two halves
        return whole.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


class Unit(NamedTuple):
    """Characters of a text that stand for the bytes of one UTF-8 sequence, and what it says."""

    start: int
    end: int
    character: str


# Those that hold a character in common are told apart by their order: the likelier one first.
_CODECS = (
    ("Windows-1252", ("cp1252", "latin-1"), "western", 0.0),
    ("Windows-1254", ("cp1254",), "western", 2.0),
    ("Windows-1250", ("cp1250",), "central", 4.0),
    ("ISO 8859-2", ("iso-8859-2",), "central", 12.0),
    ("Windows-1251", ("cp1251",), "cp1251", 4.0),
    ("Windows-1253", ("cp1253",), "cp1253", 5.0),
    ("Windows-1257", ("cp1257",), "cp1257", 5.0),
    ("code page 437", ("cp437",), "dos", 4.0),
    ("code page 850", ("cp850",), "dos", 4.0),
    ("Mac Roman", ("mac_roman",), "mac", 4.0),
    ("KOI8-R", ("koi8-r",), "koi8", 5.0),
    ("KOI8-U", ("koi8-u",), "koi8", 6.0),
    ("code page 866", ("cp866",), "cp866", 5.0),
)
# What one byte became in another version of the codec, or in a font that looks the same.
_ALSO = {"mac_roman": {"¤": 0xDB, "\u2126": 0xBD}, "cp437": {"μ": 0xE6, "\u2126": 0xEA}}


@cache
def codecs() -> tuple[Codec, ...]:
    """All of them, the likeliest first."""
    return tuple(
        Codec(name, family, rarity, _bytes(python_names))
        for name, python_names, family, rarity in _CODECS
    )


@cache
def codec_named(name: str) -> Codec | None:
    """The codec that people know by this name; None for Latin-1, which is told by its own."""
    return next((codec for codec in codecs() if codec.name == name), None)


def _bytes(python_names: tuple[str, ...]) -> dict[str, int]:
    """Character to byte; a byte that the codec leaves open is a control, as in browsers."""
    table: dict[str, int] = {}
    for python_name in python_names:
        text = bytes(range(0x80, 0x100)).decode(python_name, "replace")
        for byte, character in enumerate(text, start=0x80):
            table.setdefault(chr(byte) if character == "\ufffd" else character, byte)
        for character, byte in _ALSO.get(python_name, {}).items():
            table.setdefault(character, byte)
    return table


@cache
def _leads() -> Mapping[str, tuple[tuple[Codec, int], ...]]:
    """The codecs in which a character begins a sequence, with its byte there."""
    found: dict[str, tuple[tuple[Codec, int], ...]] = {}
    for codec in codecs():
        for character, byte in codec.bytes.items():
            if _FIRST_LEAD <= byte <= _LAST_LEAD:
                found[character] = (*found.get(character, ()), (codec, byte))
    return found


@lru_cache(maxsize=16384)
def _codecs_of(pair: str) -> tuple[tuple[Codec, int], ...]:
    """The codecs in which two characters may begin a sequence, with the byte of the first there."""
    leads = _leads().get(pair[:1], ())
    return tuple((codec, byte) for codec, byte in leads if codec.bytes.get(pair[1:]) in _MORE)


def units_by_codec(text: str) -> dict[str, tuple[Codec, list[Unit]]]:
    """The units of a text by the name of the codec, for each in order of position.

    A unit never overlaps another of the same codec: what begins one can be no part of another.
    """
    leads = _leads()
    found: dict[str, tuple[Codec, list[Unit]]] = {}
    for start, character in enumerate(text):
        for codec, lead in _codecs_of(text[start : start + 2]) if character in leads else ():
            unit = _unit(text, start, codec.bytes, lead)
            if unit is not None:
                _, units = found.setdefault(codec.name, (codec, []))
                if not units or units[-1].end <= start:  # the second half of a pair of surrogates
                    units.append(unit)
    return found


def _unit(text: str, start: int, table: Mapping[str, int], lead: int) -> Unit | None:
    """The unit that begins with a lead byte, None where the bytes behind it do not follow it."""
    length = 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
    data = [lead]
    for character in text[start + 1 : start + length]:
        byte = table.get(character, 0)
        if byte not in _MORE:
            return None
        data.append(byte)
    if len(data) < length:
        return None
    try:
        return Unit(start, start + length, bytes(data).decode("utf-8"))
    except UnicodeDecodeError:
        return _surrogates(text, start, table, data) if lead == 0xED else None


def _surrogates(text: str, start: int, table: Mapping[str, int], high: list[int]) -> Unit | None:
    """A character beyond U+FFFF that CESU-8 wrote as two surrogates of three bytes each."""
    low = [table.get(character, 0) for character in text[start + 3 : start + 6]]
    try:
        pair = bytes(high + low).decode("utf-8", "surrogatepass")
        character = pair.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        return None
    return Unit(start, start + 6, character) if len(character) == 1 else None


def runs(units: list[Unit]) -> Iterator[list[Unit]]:
    """The units in stretches that stand side by side."""
    stretch: list[Unit] = []
    for unit in units:
        if stretch and stretch[-1].end != unit.start:
            yield stretch
            stretch = []
        stretch.append(unit)
    if stretch:
        yield stretch
