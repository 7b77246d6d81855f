"""Text in encodings from before Unicode: named, read where it is plain, and else left alone."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from vaultlint.encoding.legacy import likely_reading
from vaultlint.encoding.legacy_codecs import LEGACY_CODECS, LegacyCodec
from vaultlint.finding import Edit, apply_edits
from vaultlint.note.source import decode

SENTENCES = Path(__file__).parents[2] / "benchmarks" / "encoding" / "sentences.txt"
FAR_EAST = {"cp932": "ja", "euc_jp": "ja", "gb18030": "zh", "cp950": "zh-TW", "cp949": "ko"}


@cache
def sentences() -> dict[str, list[str]]:
    """Sentences by language; some of them cannot be written in an encoding."""
    found: dict[str, list[str]] = {}
    for line in SENTENCES.read_text("utf-8").splitlines():
        if line.startswith("== "):
            found[line.removeprefix("== ")] = current = []
        elif line:
            current.append(line)
    return found


def read(data: bytes) -> tuple[tuple[str, ...], str | None]:
    """The names of the likely encodings of some bytes, and what they say if that is plain."""
    text = decode(data)
    names, changes = likely_reading(text)
    return names, None if changes is None else apply_edits(text, [Edit(*each) for each in changes])


def written(codec: LegacyCodec, lines: list[str]) -> list[str]:
    """The lines that can be written in the encoding, and are no UTF-8 then."""
    kept = []
    for line in lines:
        try:
            data = line.encode(codec.codec)
            data.decode()
        except UnicodeDecodeError:
            if data.decode(codec.codec) == line:
                kept.append(line)
        except UnicodeEncodeError:
            pass
    return kept


def usual() -> Iterator[tuple[LegacyCodec, list[str]]]:
    """Each encoding with sentences in each of the languages that are written in it."""
    for codec in LEGACY_CODECS:
        for language, lines in sentences().items():
            if language in codec.languages or FAR_EAST.get(codec.codec) == language:
                yield codec, written(codec, lines)


def test_notes_of_a_few_sentences() -> None:
    outcome: Counter[str] = Counter()
    for codec, lines in usual():
        if lines:
            text = "\n".join(lines)
            names, read_as = read(text.encode(codec.codec))
            assert read_as in (text, None), (codec.name, names, read_as)
            outcome["read" if read_as else "named" if names else "unknown"] += 1
    assert outcome["read"] > 0.7 * outcome.total()
    assert outcome["unknown"] < 0.05 * outcome.total()


def test_single_sentences_are_never_read_wrongly() -> None:
    chance = random.Random(7)
    outcome: Counter[bool] = Counter()
    for codec in LEGACY_CODECS:  # and every language that can be written in it
        lines = [line for each in sentences().values() for line in written(codec, each)]
        for line in chance.sample(lines, min(len(lines), 10)):
            names, read_as = read(line.encode(codec.codec))
            assert read_as in (line, None), (codec.name, names, line, read_as)
            outcome[read_as is not None] += 1
    assert outcome[True] > outcome[False]


def test_a_line_in_a_note_in_utf_8() -> None:
    read_well = 0
    for codec, lines in usual():
        for line in lines[:1]:
            others = next(each for each in sentences().values() if line in each)[-2:]
            note = "\n".join((*others, ""))
            _, read_as = read(note.encode() + line.encode(codec.codec))
            assert read_as in (note + line, None), (codec.name, read_as)
            read_well += read_as is not None
    assert read_well > 60


@pytest.mark.parametrize("seed", range(2))
def test_utf_8_that_is_broken_is_in_no_encoding(seed: int) -> None:
    chance = random.Random(seed)
    for lines in list(sentences().values())[seed::2]:
        data = "\n".join(lines).encode()
        beyond = [at for at, byte in enumerate(data) if byte >= 0x80]
        if not beyond:
            continue
        at = chance.choice(beyond)
        dropped = data[:at] + data[at + 1 :]
        cut = data[: chance.choice(beyond)]
        for broken in (dropped, cut, cut + b"\n" + data):
            assert read(broken)[1] is None or read(broken)[1] == broken.decode("utf-8", "ignore")


@pytest.mark.parametrize("seed", range(20))
def test_bytes_of_nothing_are_not_read(seed: int) -> None:
    chance = random.Random(seed)
    for length in (1, 2, 3, 8, 20, 100):
        noise = bytes(chance.randrange(0x80, 0x100) for _ in range(length))
        assert read(b"some words " + noise + b" and more of them")[1] is None


def test_pairs_of_surrogates() -> None:
    pairs = "😀🌲".encode("utf-16-be")
    data = b"".join(
        chr(int.from_bytes(pairs[at : at + 2])).encode("utf-8", "surrogatepass")
        for at in range(0, len(pairs), 2)
    )
    assert read("Olé ".encode() + data) == (("CESU-8",), "Olé 😀🌲")


def test_a_long_line_and_a_large_note() -> None:
    line = "Größe und Übermaß, schöne Grüße. " * 20_000
    assert read(line.encode("cp1252")) == (("Windows-1252",), line)
    text = "Größe und Übermaß\r\nschöne Grüße\r\n" * 20_000
    assert read(text.encode("cp1252")) == (("Windows-1252",), text)
