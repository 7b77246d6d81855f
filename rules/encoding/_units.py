"""UTF-8 read with a one-byte codec: which characters stand for its bytes, and what they were."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from vaultlint.lazy import lazy

_TWO, _THREE, _FOUR = range(0xC2, 0xE0), range(0xE0, 0xF0), range(0xF0, 0xF5)
_MORE = range(0x80, 0xC0)
_CODECS = (  # as people know it, as Python does, family
    ("Latin-1", "latin-1", "western"),
    ("Windows-1252", "cp1252", "western"),
    ("Windows-1251", "cp1251", "cp1251"),
    ("Windows-1250", "cp1250", "cp1250"),
    ("Windows-1253", "cp1253", "cp1253"),
    ("Windows-1254", "cp1254", "western"),
    ("Windows-1257", "cp1257", "cp1257"),
    ("ISO 8859-2", "iso-8859-2", "cp1250"),
    ("Mac Roman", "mac_roman", "mac_roman"),
    ("code page 437", "cp437", "cp437"),
)
_CONTROLS = lazy("[\x80-\x9f]+")
_LOST_SPACE = lazy(r"[ÂÃ](?=[ \r\n]|\Z)")  # the no-break space behind it became a space
_DEEPEST = 4  # layers of damage; five have not been seen


class Codec:
    """A one-byte codec that text was wrongly read with.

    name: as people know it. family: the same for codecs that agree on nearly every letter.
    bytes: character to byte. pattern: matches characters that stand for one UTF-8 sequence.
    """

    def __init__(self, name: str, family: str, table: dict[str, int], pattern: str) -> None:
        self.name = name
        self.family = family
        self.bytes = table
        self.pattern = pattern
        self._leads = {character for character, byte in table.items() if byte >= _TWO.start}

    @cached_property
    def unit(self) -> re.Pattern[str]:
        """Matches the characters of one sequence; dear to compile, like the next."""
        return re.compile(self.pattern)

    @cached_property
    def run(self) -> re.Pattern[str]:
        """Matches as many of them as stand together."""
        return re.compile(f"(?:{self.pattern})+")

    def decode(self, text: str) -> str:
        """The text with every whole UTF-8 sequence decoded, all else as it was."""
        if self._leads.isdisjoint(text):
            return text
        return self.unit.sub(self._decode_unit, text)

    def _decode_unit(self, match: re.Match[str]) -> str:
        data = bytes(self.bytes[character] for character in match[0])
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        try:  # CESU-8: a pair of surrogates, each in three bytes
            return (
                data.decode("utf-8", "surrogatepass")
                .encode("utf-16", "surrogatepass")
                .decode("utf-16")
            )
        except UnicodeDecodeError:
            return match[0]


@dataclass(frozen=True, slots=True)
class Decoding:
    """How a damaged text becomes whole: the codec of its outermost layer, and how many layers."""

    codec: Codec
    layers: int


@cache
def codecs() -> tuple[Codec, ...]:
    """The codecs that ftfy knows, in its order."""
    return tuple(_codec(*names) for names in _CODECS)


def _codec(name: str, python_name: str, family: str) -> Codec:
    characters = _characters(python_name)

    def one_of(some: range) -> str:
        return f"[{re.escape(''.join(characters[byte] for byte in some))}]"

    more = one_of(_MORE)
    high = re.escape(characters[0xED]) + one_of(range(0xA0, 0xB0)) + more
    low = re.escape(characters[0xED]) + one_of(range(0xB0, 0xC0)) + more
    unit = "|".join(
        (
            high + low,
            f"{one_of(_TWO)}{more}",
            f"{one_of(_THREE)}{more}{{2}}",
            f"{one_of(_FOUR)}{more}{{3}}",
        )
    )
    table = {character: byte for byte, character in characters.items()}
    return Codec(name, family, table, unit)


def _characters(python_name: str) -> dict[int, str]:
    """Byte to character; a byte that the codec leaves open becomes a control, as in browsers."""
    text = bytes(range(0x80, 0x100)).decode(python_name, "replace")
    return {
        byte: chr(byte) if character == "\ufffd" else character
        for byte, character in enumerate(text, start=0x80)
    }


@cache
def _any_start() -> re.Pattern[str]:
    """Matches, among much else, the beginning of any unit of any codec: cheap, for a first look."""
    leads: set[str] = set()
    more: set[str] = set()
    for _, python_name, _ in _CODECS:
        characters = _characters(python_name)
        leads.update(characters[byte] for byte in range(0xC2, 0xF5))
        more.update(characters[byte] for byte in _MORE)
    lead, following = (re.escape("".join(sorted(some))) for some in (leads, more))
    # Not an alternation of three: with one class at its start the search runs six times as fast.
    return re.compile(
        f"[{lead}\x80-\x9f](?:[{following}]|(?<=[\x80-\x9f])|(?<=[ÂÃ])(?=[ \r\n]|\\Z))"
    )


def next_damage(text: str, at: int) -> int:
    """Where the next whole unit of a codec begins, or what may be left of one; -1 if nowhere."""
    search = _any_start().search
    while found := search(text, at):
        at = found.start()
        if _CONTROLS.match(text, at) or _LOST_SPACE.match(text, at) or _is_unit(text, at):
            return at
        at += 1
    return -1


def _is_unit(text: str, at: int) -> bool:
    """Whether a unit of some codec begins there, found without a pattern of any."""
    for table in _tables():
        lead = table.get(text[at], 0)
        if lead in _TWO:
            length = 2
        elif lead in _THREE:
            length = 3
        elif lead in _FOUR:
            length = 4
        else:
            continue
        more = text[at + 1 : at + length]
        if len(more) == length - 1 and all(table.get(character) in _MORE for character in more):
            return True
    return False


@cache
def _tables() -> tuple[dict[str, int], ...]:
    """Character to byte, for each codec."""
    names = (python_name for _, python_name, _ in _CODECS)
    return tuple({c: byte for byte, c in _characters(name).items()} for name in names)


@lru_cache(maxsize=4096)  # a damaged note says the same few things over and over
def find_decoding(damaged: str, whole: str) -> Decoding | None:
    """The way from a damaged text to the whole one in exact steps, None if there is none.

    Windows-1252 that was read as Latin-1 counts too, where its control characters stand alone:
    behind a letter they are rather the rest of a sequence that lost a character.
    """
    if _CONTROLS.fullmatch(damaged) and damaged.translate(_windows_characters()) == whole:
        return Decoding(codecs()[1], 1)
    level: dict[str, Codec | None] = {damaged: None}
    for layers in range(1, _DEEPEST + 1):
        deeper: dict[str, Codec | None] = {}
        for text, outermost in level.items():
            for codec in codecs():
                once = codec.decode(text)
                if once == whole:
                    return Decoding(outermost or codec, layers)
                if once != text:
                    deeper.setdefault(once, outermost or codec)
        level = deeper
    return None


@cache
def _windows_characters() -> dict[int, str]:
    """C1 controls to what Windows-1252 has in their place."""
    characters = _characters("cp1252")
    return {byte: characters[byte] for byte in range(0x80, 0xA0)}
