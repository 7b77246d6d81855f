"""Values are written as the library writes them that Obsidian uses, and read back as they were."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint.note.frontmatter import ListValue, Property, Scalar, read_frontmatter
from vaultlint.properties.writing import (
    double_quoted,
    write_entry,
    write_key,
    write_list,
    write_scalar,
)

RECORDED = Path(__file__).with_name("written.json")
CASES: list[dict[str, Any]] = json.loads(RECORDED.read_text("utf-8"))["cases"]
SURROGATE = re.compile("[\ud800-\udfff]")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


def read_back(entry: str) -> Property:
    frontmatter = read_frontmatter(f"---\n{entry}\n---\n")
    assert frontmatter is not None
    assert frontmatter.error is None, entry
    (found,) = frontmatter.properties
    return found


def content(value: object) -> object:
    assert isinstance(value, Scalar)
    return value.value


@pytest.mark.parametrize("case", CASES, ids=lambda case: ascii(case["value"]))
def test_as_the_library_wrote_it(case: dict[str, Any]) -> None:
    value = case["value"]
    # A text that ends in newlines keeps them at the end, where a newline is not ours to add.
    assert write_entry("name", value).rstrip("\n") == case["entry"].rstrip("\n")
    lines = write_entry("name", [value, "b"])
    # The library leaves a blank behind the dash of an item without a value.
    assert lines == re.sub(r"- $", "-", case["list"], flags=re.MULTILINE).removesuffix("\n")
    if case["key"] is not None:
        assert f"{write_key(value)}: 1\n" == case["key"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: ascii(case["value"]))
def test_what_is_written_is_read_back(case: dict[str, Any]) -> None:
    value = case["value"]
    if isinstance(value, str) and SURROGATE.search(value):
        return  # our parser takes no escaped surrogates
    assert content(read_back(write_entry("name", value)).value) == value
    for flow in (True, False):
        items = write_list([value, "b"], flow=flow)
        found = read_back(f"name: {items}" if flow else f"name:\n{items}").value
        assert isinstance(found, ListValue)
        assert [content(item) for item in found.items] == [value, "b"]
    if isinstance(value, str) and not value.startswith("\ufeff"):  # in front of all it says nothing
        assert read_back(f"{write_key(value)}: 1").name == value


@given(TEXTS)
def test_any_text_is_read_back(text: str) -> None:
    for written in (write_scalar(text), double_quoted(text)):
        frontmatter = read_frontmatter(f"---\na: {written}\n---\n")
        assert frontmatter is not None
        if frontmatter.error is not None and frontmatter.error.doubtful:
            assert "\t" in text  # in front of a line of several, our parser refuses it
        else:
            assert content(frontmatter.properties[0].value) == text
    assert content(read_back(f"a: [{write_scalar(text, flow=True)}]").value.items[0]) == text  # type: ignore[union-attr]


@given(st.floats() | st.integers())
def test_any_number_is_read_back(number: float) -> None:
    read = content(read_back(write_entry("a", number)).value)
    assert read == number or (read != read and number != number)


def test_bytes_that_are_no_utf_8_stay_those_bytes() -> None:
    assert write_scalar("it\udc92s: so") == '"it\udc92s: so"'
    assert write_scalar("it\udc92s") == "it\udc92s"


def test_lists() -> None:
    assert write_list([]) == write_list([], flow=True) == "[]"
    assert write_list(["a, b", None, 1], flow=True) == '["a, b", null, 1]'
    assert write_list(["a", None], indent="    ", newline="\r\n") == "    - a\r\n    -"
    assert write_entry("a", ["b\nc"], newline="\r\n") == "a:\r\n  - |-\r\n    b\r\n    c"
