"""Every kind of damage, as functions from a text to what is left of it.

They return None for a text that cannot suffer this damage, or not this alone: where a codec cannot
read a byte, for instance, something would be lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Damage = Callable[[str, Random], str | None]

_BYTES = bytes(range(0x80, 0x100))


def _table(codec: str) -> dict[int, str]:
    """What a codec reads in each byte from 0x80; controls, where Windows leaves a byte open."""
    read = {byte: bytes([byte]).decode(codec, "ignore") for byte in _BYTES}
    return {byte: text or chr(byte) for byte, text in read.items() if text or byte < 0xA0}


TABLES = {
    name: _table(name)
    for name in (
        *("cp1252", "latin-1", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257"),
        *("cp437", "cp850", "mac-roman", "koi8-r", "cp866"),
    )
}
CODECS = tuple(TABLES)


def read_as(text: str, *codecs: str) -> str | None:
    """The text after its UTF-8 was read with these codecs, one after the other."""
    for codec in codecs:
        table = TABLES[codec]
        read = [chr(byte) if byte < 0x80 else table.get(byte, "") for byte in text.encode()]
        if "" in read:
            return None
        text = "".join(read)
    return text


def reading(*codecs: str) -> Damage:
    """UTF-8 read as something else, once or several times."""
    return lambda text, _: read_as(text, *codecs)


def lost_space(codec: str, lost: str) -> Damage:
    """The same, and a character of the result that looks like a space became one."""

    def damage(text: str, _: Random) -> str | None:
        read = read_as(text, codec)
        return read.replace(lost, " ") if read and lost in read else None

    return damage


def some_lines(text: str, random: Random) -> str | None:
    """Every other line."""
    codec = random.choice(("cp1252", "latin-1"))
    lines = text.split("\n")
    lines[1::2] = [read_as(line, codec) or line for line in lines[1::2]]
    return "\n".join(lines)


def some_runs(text: str, random: Random) -> str | None:
    """About half of the words."""
    codec = random.choice(("cp1252", "latin-1"))
    words = text.split(" ")
    chosen = [at for at, word in enumerate(words) if not word.isascii()]
    for at in random.sample(chosen, (len(chosen) + 1) // 2):
        words[at] = read_as(words[at], codec) or words[at]
    return " ".join(words)


def c1_controls(text: str, _: Random) -> str | None:
    """Windows-1252 read as Latin-1."""
    try:
        return text.encode("cp1252").decode("latin-1")
    except UnicodeEncodeError:
        return None


def low_bytes(text: str, _: Random) -> str | None:
    """Only the low byte is left of dashes and quotation marks."""
    return re.sub("[\u2013-\u2019\u201c-\u201e]", lambda found: chr(ord(found[0]) & 0xFF), text)


def surrogates(text: str, _: Random) -> str | None:
    """CESU-8, characters beyond U+FFFF as two of three bytes, read as Latin-1."""
    if max(text, default="") < "\U00010000":
        return None
    halves = text.encode("utf-16-le")
    units = (halves[at : at + 2] for at in range(0, len(halves), 2))
    split = "".join(unit.decode("utf-16-le", "surrogatepass") for unit in units)
    return split.encode("utf-8", "surrogatepass").decode("latin-1")


def byte_order_mark(text: str, _: Random) -> str | None:
    """Two files put together: the mark of the second one, read as Windows-1252, before its text."""
    lines = text.split("\n")
    middle = len(lines) // 2
    return "\n".join((*lines[:middle], "ï»¿" + lines[middle], *lines[middle + 1 :]))


def _with_one_byte_less(instead: str) -> Damage:
    """Read as Windows-1252, with one byte of a sequence replaced."""

    def damage(text: str, random: Random) -> str | None:
        read = read_as(text, "cp1252") or ""
        damaged = [at for at, letter in enumerate(read) if letter > "\x7f"]
        at = random.choice(damaged)
        return read[:at] + instead + read[at + 1 :]

    return damage


def dropped_byte(text: str, random: Random) -> str | None:
    """One byte of a sequence is gone."""
    return _with_one_byte_less("")(text, random)


def question_mark(text: str, random: Random) -> str | None:
    """One byte of a sequence became a question mark."""
    return _with_one_byte_less("?")(text, random)


def replacement_character(text: str, random: Random) -> str | None:
    """One byte of a sequence became U+FFFD."""
    return _with_one_byte_less("\ufffd")(text, random)


def as_chinese(text: str, _: Random) -> str | None:
    """UTF-8 read as GBK, with a question mark for what that cannot read."""
    return text.encode().decode("gbk", "replace").replace("\ufffd", "?")


def of_two_bytes(text: str, _: Random) -> str | None:
    """A word of UTF-16 in the text, its zero bytes with it."""
    first, space, rest = text.partition(" ")
    return "".join(letter + "\0" for letter in first) + space + rest if first.isascii() else None


def bytes_of_another(text: str, _: Random) -> str | None:
    """Bytes that are not UTF-8, as they are kept within a string."""
    try:
        return text.encode("cp1252").decode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return None


EXACT: dict[str, Damage] = {
    **{f"UTF-8 read as {codec}": reading(codec) for codec in CODECS},
    "two layers": reading("cp1252", "cp1252"),
    "two layers, Latin-1": reading("latin-1", "latin-1"),
    "two layers, mixed": reading("latin-1", "cp1252"),
    "two layers, cp850 within": reading("cp850", "cp1252"),
    "two layers, Cyrillic": reading("cp1251", "cp1251"),
    "three layers": reading("cp1252", "cp1252", "cp1252"),
    "three layers, mixed": reading("cp1252", "latin-1", "cp1252"),
    "four layers": reading(*["cp1252"] * 4),
    "five layers": reading(*["cp1252"] * 5),
    "NBSP lost, Windows-1252": lost_space("cp1252", "\xa0"),
    "NBSP lost, Latin-1": lost_space("latin-1", "\xa0"),
    "U+0085 lost": lost_space("latin-1", "\x85"),
    "some lines": some_lines,
    "some runs of a line": some_runs,
    "C1 controls": c1_controls,
    "CESU-8": surrogates,
    "mark in the middle": byte_order_mark,
}
LOSSY: dict[str, Damage] = {
    "low bytes": low_bytes,
    "dropped byte": dropped_byte,
    "question mark": question_mark,
    "U+FFFD": replacement_character,
    "UTF-8 read as GBK": as_chinese,
    "UTF-16 within": of_two_bytes,
    "bytes of Windows-1252": bytes_of_another,
}
