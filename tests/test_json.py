"""JSON with places: what it says is what the standard library says, and where it says so."""

from __future__ import annotations

import json
import random

import pytest

from vaultlint.finding import Span
from vaultlint.json import (
    Escapes,
    JsonList,
    JsonObject,
    JsonString,
    JsonValue,
    JsonWord,
    read_json,
)

PIECES = (
    "{", "}", "[", "]", ",", ":", '"a"', '"b\\n"', "1", "-0.5e3", "true", "null", " ", "\n",
    '"\\ud83d\\ude00"', '"\\ud83d"', "01", '"', "\\", "nul", "NaN", "\x00", '"x\ty"', "1.", ".5",
    "--1", "1e5", "\ufeff", '"😀\\\\"', "\udc80", "\r\n", "\u00a0",
)  # fmt: skip


def as_python(value: JsonValue) -> object:
    if isinstance(value, JsonString | JsonWord):
        return value.value
    if isinstance(value, JsonList):
        return [as_python(item) for item in value.items]
    return {key.value: as_python(content) for key, content in value.entries}


def below(value: JsonValue) -> list[JsonValue]:
    """The value and all within it."""
    if isinstance(value, JsonList):
        return [value, *(inner for item in value.items for inner in below(item))]
    if isinstance(value, JsonObject):
        parts = (part for entry in value.entries for part in entry)
        return [value, *(inner for part in parts for inner in below(part))]
    return [value]


def refuse(constant: str) -> object:
    raise ValueError(constant)  # JavaScript knows no NaN


def expected(text: str) -> object:
    return json.loads(text, parse_constant=refuse)


@pytest.mark.parametrize("seed", range(10))
def test_the_same_as_the_standard_library(seed: int) -> None:
    chance = random.Random(seed)
    valid = 0
    for _ in range(3000):
        text = "".join(chance.choices(PIECES, k=chance.randint(1, 8)))
        plain = text.removeprefix("\ufeff")
        value, error = read_json(text)
        if not plain.strip(" \t\r\n"):
            assert value is None
            assert error is None
            continue
        try:
            wanted = expected(plain)
        except ValueError:
            assert error is not None, text
            assert 0 <= error.offset <= len(text)
            continue
        assert value is not None, text
        assert as_python(value) == wanted
        for inner in below(value):
            assert expected(text[slice(*inner.span)]) == as_python(inner)
        valid += 1
    assert valid > 50


@pytest.mark.parametrize(
    "written",
    ['"a\\u00e9b"', '"\\ud83d\\ude00x"', '"\\ud83dx"', '"\\\\n\\n"', '"\\/"', '""', '"é😀"'],
)
def test_each_character_of_a_string_has_its_place(written: str) -> None:
    text = f"  [{written}]"
    value, _ = read_json(text)
    assert isinstance(value, JsonList)
    (string,) = value.items
    assert isinstance(string, JsonString)
    escapes = Escapes(text, string)
    for index, character in enumerate(string.value):
        start, end = escapes.span(index, index + 1)
        assert json.loads(f'"{text[start:end]}"') == character
    whole = escapes.span(0, len(string.value))
    assert text[slice(*whole)] == written[1:-1]


@pytest.mark.parametrize(
    ("text", "offset", "problem"),
    [
        ('{"a": 1,}', 8, "a key in double quotes is missing"),
        ("[1 2]", 3, "a comma or `]` is missing"),
        ('{"a": 1 "b": 2}', 8, "a comma or `}` is missing"),
        ('{"a" 1}', 5, "a colon is missing"),
        ("{'a': 1}", 1, "a key in double quotes is missing"),
        ("['a']", 1, "this is no value: text needs double quotes"),
        ("[1,,2]", 3, "a value is missing"),
        ("[1", 2, "it ends too early"),
        ('["a', 1, "a string has no end"),
        ('["a\n"]', 1, "a string does not end in its line: a newline in it is written `\\n`"),
        ('["C:\\x"]', 4, "a backslash in a string escapes nothing: it is written `\\\\`"),
        ('["\t"]', 2, "a string holds the control character U+0009"),
        ("{} {}", 3, "something stands behind its end"),
    ],
)
def test_what_is_wrong_and_where(text: str, offset: int, problem: str) -> None:
    value, error = read_json(text)
    assert value is None
    assert error is not None
    assert (error.problem, error.offset, error.doubtful) == (problem, offset, False)


def test_of_equal_keys_the_last_one_counts() -> None:
    value, _ = read_json('{"a": 1, "a": "2"}')
    assert isinstance(value, JsonObject)
    assert value.string("a") == JsonString(Span(14, 17), "2")
    assert value.get("b") is None


@pytest.mark.parametrize("sign", ["[", '{"a":'])
def test_what_is_nested_too_deep_to_read_is_doubtful(sign: str) -> None:
    _, error = read_json(sign * 100_000)
    assert error is not None
    assert error.doubtful
