"""Which values fit a type, and which type Obsidian gives a property without one (section 11.9)."""

from __future__ import annotations

import pytest

from vaultlint.note.frontmatter import Value, read_frontmatter
from vaultlint.properties.types import fits, inferred, kind_of_property
from vaultlint.settings import Settings

VALID = {
    "text": ["abc", '"[[N]]"', "", "|\n  two\n  lines"],
    "multitext": ['[a, 1, "[[N]]"]', "[]", "", "[a, a, null]", "alone"],
    "number": ["5", "-1.5", "1e3", "", "0x1F", ".5"],
    "checkbox": ["true", "false", "", "True"],
    "date": ["2020-08-21", '"2020-08-21"', ""],
    "datetime": [
        "2020-08-21T10:30:00",
        "2020-08-21T10:30",
        "2020-08-21 10:30",
        "2020-08-21 10:30:00",
        "",
    ],
    "tags": ["[a, b/c]", "", "a", '"#a"', "[]", '[" a "]', "[null]"],
    "aliases": ["[A]", "", "A, B", '["#a"]'],
}
INVALID = {
    "text": ["[a]", "{a: 1}", "[]"],
    "multitext": ["{a: 1}", "[[a]]", "[{a: 1}]"],
    "number": ['"5"', "1,000", "five", "true", "[5]", "1+1"],
    "checkbox": ['"true"', "yes", "no", "on", "1", "0", "[true]"],
    "date": [
        "21/08/2020",
        "2020-13-01",
        "2020-02-30",
        "Aug 21, 2020",
        "08-21-2020",
        "12020-01-01",
        "20200821",
        "[2020-08-21]",
        "true",
    ],
    "datetime": ["10:30", "2020/08/21 10:30 AM", "2020-08-21 25:30", "1700000000000"],
    "tags": ["[a b]", "{a: 1}", "a, b", '["2024"]', "[a, [b]]", '["C++"]'],
    "aliases": ["{a: 1}", "[{a: 1}]"],
}
UNCERTAIN = {
    "text": ["5", "true"],
    "multitext": ["5", "true"],
    "number": ['""'],
    "checkbox": ['" "'],
    "date": ["2020-8-1", "2020-08-21T10:30:00", '""', "0000-01-01", "2020-08-21T10:30:00Z"],
    "datetime": [
        "2020-08-21",
        "2020-08-21T10:30:00Z",
        "2020-08-21T10:30:00+02:00",
        "2020-08-21T10:30:00.123",
        "2020-08-21T24:00",
    ],
    "tags": ["[2024]", "2024"],
    "aliases": ["[1]", "[[x]]", "7"],
    "folder": ["a"],
    "kanban": ["[a]"],
}
INFERRED = {
    "2020-08-21": "date",
    "2020-08-21T10:30": "datetime",
    "12": "number",
    "true": "checkbox",
    "[x]": "multitext",
    "": "text",
    "{a: 1}": None,
    "abc": "text",
    '"12"': "text",
    "21/08/2020": "text",
    "2020-08-21T10:30:00": None,
    "2020-08-21 10:30": None,
    "2020-02-30": None,
}


def value(source: str) -> Value:
    frontmatter = read_frontmatter(f"---\nk: {source}\n---\n")
    assert frontmatter is not None
    return frontmatter.properties[0].value


def rows(table: dict[str, list[str]], verdict: bool | None) -> list[tuple[str, str, bool | None]]:
    return [(kind, source, verdict) for kind, sources in table.items() for source in sources]


@pytest.mark.parametrize(
    ("kind", "source", "verdict"),
    [*rows(VALID, True), *rows(INVALID, False), *rows(UNCERTAIN, None)],
)
def test_values(kind: str, source: str, verdict: bool | None) -> None:
    assert fits(value(source), kind) is verdict


@pytest.mark.parametrize(("source", "kind"), INFERRED.items())
def test_inference(source: str, kind: str | None) -> None:
    assert inferred(value(source)) == kind


def test_whose_word_counts() -> None:
    settings = Settings(property_types={"tags": "text", "due": "date", "cssclasses": "text"})
    assert kind_of_property("Tags", settings) == "tags"
    assert kind_of_property("ALIASES", settings) == "aliases"
    assert kind_of_property("cssclasses", settings) == "multitext"
    assert kind_of_property("Due", settings) == "date"
    assert kind_of_property("other", settings) is None
