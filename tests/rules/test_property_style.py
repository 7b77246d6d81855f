"""The form of properties: their order, their style, their links, over random YAML."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint.active import ActiveRule
from vaultlint.finding import Safety
from vaultlint.fix import fix_note
from vaultlint.note import Note
from vaultlint.note.frontmatter import Frontmatter, ListValue, Property, Scalar
from vaultlint.note.links import wikilink
from vaultlint.properties.region import said
from vaultlint.properties.writing import double_quoted, single_quoted, write_entry, write_scalar
from vaultlint.rule_files import find_rules
from vaultlint.vault import Vault

RULES = find_rules()
TEXTS = (
    "a", "two words", "it's", 'say "no"', "a: b", "a #b", "#a", "- a", "[a]", "[[Home]]", "a, b",
    "5", "1e3", "true", "yes", "null", "~", "", " a ", "2024-05-01", "12:30", "{a}", "a\\b", "*a",
    "&a", "!a", "%a", "@a", "`a`", "|", ">", "?", "? a", "é", "日本", "a:", ":a", "-",
    "---", "'", '"',
)  # fmt: skip
NAMES = ("title", "tags", "created", "up", "due date", "Rating", "état", "a-b")


def fixed(rule: str, text: str, safety: Safety = Safety.SAFE, **options: object) -> str:
    """The text after the rule's fixes, passed by the guard, with nothing left to fix."""
    vault = Vault.of({"Home.md": ""})
    active = [ActiveRule(RULES[rule], RULES[rule].options(**options))]
    note = Note.from_text(text)
    for _ in range(2):
        outcome = fix_note(note, vault, active, safety)
        assert outcome.problem is None, outcome.problem
        before, note = note, Note(note.path, outcome.after)
    assert note.data == before.data
    return note.text


def frontmatter(text: str) -> Frontmatter:
    read = Note.from_text(text).frontmatter
    assert read is not None
    assert read.error is None, text
    return read


def says(text: str) -> list[tuple[object, object]]:
    return [(said(entry.key), said(entry.value)) for entry in frontmatter(text).properties]


def content(entry: Property) -> object:
    """The value as plain data: a scalar or a list of scalars."""
    if isinstance(entry.value, ListValue):
        return [item.value for item in entry.value.items if isinstance(item, Scalar)]
    assert isinstance(entry.value, Scalar)
    return entry.value.value


class Writer:
    """Writes values in styles of its own choice."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def scalar(self, text: str, *, flow: bool = False) -> str:
        plain = write_scalar(text, flow=flow)
        return self._chance.choice((plain, double_quoted(text), single_quoted(text)))

    def entry(self, name: str, value: str | list[str]) -> str:
        key = self._chance.choice((name, f'"{name}"', f"'{name}'"))
        comment = self._chance.choice(("", "", " # why"))
        if isinstance(value, str):
            return f"{key}: {self.scalar(value)}{comment}\n"
        if self._chance.random() < 0.4:
            inner = ", ".join(self.scalar(item, flow=True) for item in value)
            return f"{key}: [{inner}]{comment}\n"
        indent = " " * self._chance.choice((0, 1, 2, 4))
        lines = (
            f"{indent}-{self._chance.choice((' ', '   '))}{self.scalar(item)}"
            f"{self._chance.choice(('', ' # c'))}\n"
            for item in value
        )
        return f"{key}:{comment}\n{''.join(lines)}" if value else f"{key}: []{comment}\n"


values = st.sampled_from(TEXTS) | st.lists(st.sampled_from(TEXTS), max_size=4)
mappings = st.dictionaries(st.sampled_from(NAMES), values, max_size=5)
seeds = st.integers(0, 2**32).map(random.Random)


def written(mapping: Mapping[str, str | list[str]], chance: random.Random, newline: str) -> str:
    writer = Writer(chance)
    entries = "".join(writer.entry(name, value) for name, value in mapping.items())
    return f"---\n{entries}---\ntext\n".replace("\n", newline)


@given(mappings, seeds, st.sampled_from(("\n", "\r\n")))
def test_what_is_restyled_is_as_obsidian_writes_it(
    mapping: dict[str, str | list[str]], chance: random.Random, newline: str
) -> None:
    text = written(mapping, chance, newline)
    after = fixed("yaml-style", text)
    assert says(after) == says(text)
    assert after.count("#") == text.count("#"), "comments stay"
    uncommented = after.replace(" # why", "").replace(" # c", "")
    entries = frontmatter(text).properties
    wanted = [write_entry(entry.name, content(entry), newline=newline) for entry in entries]  # type: ignore[arg-type]
    assert uncommented == newline.join(("---", *wanted, "---", "text", ""))


@given(mappings, seeds)
def test_brackets_say_the_same(mapping: dict[str, str | list[str]], chance: random.Random) -> None:
    text = written(mapping, chance, "\n")
    after = fixed("yaml-style", text, lists="brackets", quotes="any")
    assert says(after) == says(text)
    for entry in frontmatter(after).properties:
        if isinstance(entry.value, ListValue) and not entry.value.flow:
            lines = after[entry.key.span.end : after.index("\n", entry.value.span.end)]
            assert " # " in lines, "only a comment is a reason to leave the list"


@given(mappings, seeds, st.booleans(), st.sampled_from(("after", "before")))
def test_an_order_moves_whole_properties(
    mapping: dict[str, str | list[str]], chance: random.Random, sort: bool, others: str
) -> None:
    writer = Writer(chance)
    comments = chance.random() < 0.5
    chunks = {
        name: f"# about {name}\n" * (comments and number > 0) + writer.entry(name, value)
        for number, (name, value) in enumerate(mapping.items())
    }
    text = f"---\n{''.join(chunks.values())}---\ntext\n"
    order = ("up", "Tags", "title")
    after = fixed("property-order", text, order=order, others=others, sort=sort)
    names = [entry.name for entry in frontmatter(after).properties]
    listed: list[str] = [name for name in ("up", "tags", "title") if name in mapping]
    rest = [name for name in mapping if name not in listed]
    if sort:
        rest.sort(key=str.lower)
    assert names == (listed + rest if others == "after" else rest + listed)
    assert after == f"---\n{''.join(chunks[name] for name in names)}---\ntext\n"


AWKWARD = (
    "Home", "it's", 'a "b" c', "a\\b", "a#b", "Home|a # b", "C++", "50%", "a & b", "é",
    "2024-05-01", "Home#A b", "Home^x", "a!", "~a", "- a", "a, b", "x: y", "{a}", "5", "null", "*a",
    "#a", "a #b",
)  # fmt: skip
PLACES = ("up: {}", "up:\n  - {}\n  - other", "up: [{}, other]", "m: {{a: {}}}")


@pytest.mark.parametrize("name", AWKWARD)
@pytest.mark.parametrize("place", PLACES)
def test_a_link_without_quotes_becomes_that_link(name: str, place: str) -> None:
    text = f"---\nfirst: 1\n{place.format(f'[[{name}]]')}\nlast: 2 # c\n---\n"
    read = Note.from_text(text).frontmatter
    after = fixed("unquoted-link", text)
    links = Note.from_text(after).frontmatter_links
    if after == text:
        assert read is not None
        assert read.error is not None or name in {"a, b", "x: y", "{a}", "5", "null", "a #b"}
        return
    assert [(link.path, link.subpath, link.display) for link in links] == [
        (link.path, link.subpath, link.display)
        for link in (wikilink(f"[[{name}]]", 0, len(name) + 4, embed=False),)
    ]
    assert says(after)[::2] == says(text)[::2]


@pytest.mark.parametrize(
    "yaml",
    [
        "b: &x 1\na: *x",
        "# all\nb: 1\na: 2",
        "b: 1\n\n# group\nc: 2\na: 3",
        "b: 1\na: 2\n# end",
        "b:\n  - 1\n  # more\na: 2",
        "c: 1\n# both\nb: 1\na: 2",
        "{b: 1, a: 2}",
        "  b: 1\n  a: 2",
        "b: 1\n? a\n: 2",
        "b: |+\n  x\n\na: 1",
    ],
)
def test_what_cannot_be_moved_safely_stays(yaml: str) -> None:
    text = f"---\n{yaml}\n---\n"
    assert fixed("property-order", text, order=("a", "b")) == text


@pytest.mark.parametrize(
    "yaml",
    [
        "a: &x 'b'\nc: *x",
        "a: !!str 'b'",
        "a: [ # c\n  b ]",
        "a:\n  - &x 'b'\n  - *x",
        "a: {'b': 'c'}",
        "a: [['b']]",
        "a: 'b\n\n  c'",
        "a: >\n  'b'",
    ],
)
def test_what_cannot_be_restyled_safely_stays(yaml: str) -> None:
    text = f"---\n{yaml}\n---\n"
    assert fixed("yaml-style", text) == text
