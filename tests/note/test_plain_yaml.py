"""The short way through ordinary YAML: whatever it reads, the parser reads in the same way."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultlint.note import Note
from vaultlint.note.frontmatter import read_frontmatter, read_property
from vaultlint.note.plain_shape import plain_shape
from vaultlint.note.plain_yaml import plain_lines, read_plain
from vaultlint.note.source import decode
from vaultlint.note.tags import tag_texts
from vaultlint.note.values import ListValue, MapValue, Scalar, key_name
from vaultlint.note.yaml import read_yaml
from vaultlint.properties.types import TYPE_WORDS, fits, may_misfit

BEFORE, BEHIND = "---\n", "---\nbody: [x]\n"

PLAIN = [
    "a: b\n",
    "a: b  \nc:   d\n",
    "a:\n",
    "a: \nb:\n",
    "a: 1\nb: 1.5\nc: 0x1F\nd: true\ne: null\nf: ~\ng: -3\nh: 2024-05-06 10:30\ni: -.inf\n",
    "1: a\ntrue: b\nnull: c\n2.0: d\nfalsehood: e\n",
    "a: b\na: c\n",
    "tags:\n  - a\n  - b/c\n",
    "tags:\n- a\n- 2\n-\n- 'd'\nb: c\n",
    "tags:\n  -   a\n  -\n  - [b, c]\n",
    "a: []\nb: [ ]\nc: [d]\ne: [ f , 'g,h' , \"[[i]]\", 1, ]\n",
    "a: 'it''s'\nb: \"c: d # e\"\nf: ''\n",
    "a: it's [b] {c} #d&e, f\n",
    'a: "b \\\\ \\" c"\n',
    "a: [[b]]\nc: [[d, 'e']]\n",
    "a: https://example.org/b#c\n",
    "# b\na: b # c\n\n  # d\nb:\n\n# e\n  - f # g\n\n   \n",
    "a: #b\nc: d#e\n",
    "größe: schön 😀\nkey with words: x\n",
]
UNUSUAL = [
    "",
    "\n",
    "# a\n",
    "a\n",
    "- a\n",
    "a: b",
    "a: b: c\n",
    "a: b:\n",
    "a:b\n",
    "a : b\n",
    "a: b\n  c\n",
    "a:\n  b\n",
    "a:\n  b: c\n",
    "a: b\n  - c\n",
    "a:\n  - b\n - c\n",
    "a:\n  - b\n  c\n",
    "a:\n  - b: c\n",
    "a:\n  - - b\n",
    "- a\nb: c\n",
    "a: [b\n",
    "a: [b] c\n",
    "a: [b,,c]\n",
    "a: [,]\n",
    "a: [[b], c]\n",
    "a: [[[b]]]\n",
    "a: [b: c]\n",
    "a: [b]# c\n",
    "a: {b: c}\n",
    "a: 'b\n",
    "a: 'b' c\n",
    "a: 'b'# c\n",
    "a: 'b''\n",
    'a: "b\\n"\n',
    "a: |\n  b\n",
    "a: &b c\n",
    "a: *b\n",
    "a: !b c\n",
    "a: @b\n",
    "a: - b\n",
    "a: -\n",
    "a: ? b\n",
    "? a\n",
    "a: b\tc\n",
    "\ta: b\n",
    "a: b\rc\n",
    "a: \x07\n",
    "a: b\x85c\n",
    "a: b\u2028c\n",
    "a: \udc80\n",
    "\ufeffa: b\n",
    "'a': b\n",
    "...\na: b\n",
    "... a: b\n",
    "--- a\n",
    " a: b\n",
    "a" * 2000 + ": b\n",
]


MARKS = "abt019-:#,[]'\"?.{}~!&*|>%@`\\+ \t\n\r\x85\xa0\u2028\ufeff\udc80é😀\U000f0041"


def assert_seen_alike(text: str) -> None:
    """What a note tells of its properties unparsed is what they say."""
    note = Note.from_text(text)
    texts, may_nest = note.tag_texts, note.may_nest
    frontmatter = read_frontmatter(text)
    assert texts == tuple(tag_texts(frontmatter)), ascii(text)
    values = [entry.value for entry in frontmatter.properties] if frontmatter is not None else []
    items = [item for value in values if isinstance(value, ListValue) for item in value.items]
    nests = any(isinstance(value, MapValue) for value in values)
    assert may_nest or not (nests or any(not isinstance(item, Scalar) for item in items))
    written = note.written_values
    if written is not None:
        assert frontmatter is not None
        for (name, source), entry in zip(written, frontmatter.properties, strict=True):
            assert name == entry.name
            is_list = isinstance(entry.value, ListValue)
            assert (source == "-" or source[:1] == "[") == is_list
            misfits = {kind for kind in TYPE_WORDS if fits(entry.value, kind) is False}
            assert may_nest or all(may_misfit(source, kind) for kind in misfits)


def reads(yaml: str) -> bool:
    """Whether the short way reads this YAML; fails where the parser reads it in another way.

    The comparison is by their text, in which 1, 1.0 and True are not the same.
    """
    text = BEFORE + yaml + BEHIND
    assert_seen_alike(text)
    assert_seen_alike(text.replace("a:", "tags:"))
    start, end = len(BEFORE), len(BEFORE) + len(yaml)
    lines = plain_lines(text, start, end)
    value = None if lines is None else read_plain(lines, start)
    if lines is None or value is None:
        assert lines is None or plain_shape(lines) is None
        return False
    assert repr((value, None)) == repr(read_yaml(text, start, end)), ascii(yaml)
    names = [key_name(key) for key, _ in value.entries if isinstance(key, Scalar)]
    shape = plain_shape(lines)
    assert shape is not None
    assert shape.names == tuple(names)
    return True


@pytest.mark.parametrize("yaml", PLAIN)
def test_reads_ordinary_yaml(yaml: str) -> None:
    assert reads(yaml)
    assert reads(yaml.replace("\n", "\r\n"))


@pytest.mark.parametrize("yaml", UNUSUAL)
def test_leaves_the_rest_to_the_parser(yaml: str) -> None:
    assert not reads(yaml)
    if yaml.strip("\n")[:1] not in ("", "#"):
        assert not reads("a: b\n" + yaml)


def test_the_parser_takes_over() -> None:
    yaml = "a: {b: [1]}\n"
    text = BEFORE + yaml + BEHIND
    found = read_frontmatter(text)
    assert found is not None
    assert plain_lines(text, *found.yaml) is None
    assert (found.root, found.error) == read_yaml(text, *found.yaml)
    assert found.get("a") is not None


@pytest.mark.parametrize("yaml", [*PLAIN, *UNUSUAL])
def test_a_note_names_its_properties(yaml: str) -> None:
    note = Note.from_text(BEFORE + yaml + BEHIND)
    found = read_frontmatter(note.text)
    entries = found.properties if found is not None else ()
    assert note.property_names == tuple(entry.name for entry in entries)


def test_a_note_without_properties_names_none() -> None:
    assert Note.from_text("---\n").property_names == ()


def test_reads_the_answers_alike() -> None:
    answers = json.loads((Path(__file__).parent / "yaml_answers.json").read_text("utf-8"))
    read = [source for source, _ in answers if reads(source)]
    assert len(read) > len(answers) / 10


@pytest.fixture(scope="module")
def real(shared: Path) -> tuple[str, ...]:
    """The YAML of every note of the real vaults."""
    return tuple(_yaml_of_notes(shared / "vaults"))


def _yaml_of_notes(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.md")):
        text = decode(path.read_bytes())
        if found := read_frontmatter(text):
            yield text[slice(*found.yaml)]


def test_reads_nearly_all_real_properties(real: tuple[str, ...]) -> None:
    assert sum(map(reads, real)) > 0.95 * len(real)


def mutants(sources: tuple[str, ...], count: int, seed: int) -> Iterator[str]:
    """YAML with a few characters inserted, deleted, exchanged or doubled."""
    chance = random.Random(seed)
    for _ in range(count):
        characters = list(chance.choice(sources)[:600])
        for _ in range(chance.randint(1, 3)):
            at = chance.randint(0, len(characters))
            match chance.randrange(4):
                case 0:
                    characters.insert(at, chance.choice(MARKS))
                case 1:
                    del characters[at : at + chance.randint(1, 3)]
                case 2:
                    characters[at : at + 1] = chance.choice(MARKS)
                case _:
                    characters[at:at] = characters[at : at + chance.randint(1, 9)]
        yield "".join(characters)


def test_reads_mutants_alike() -> None:
    read = [yaml for yaml in mutants(tuple(PLAIN), 6000, seed=1) if reads(yaml)]
    assert len(read) > 1500


def test_reads_mutants_of_real_properties_alike(real: tuple[str, ...]) -> None:
    read = [yaml for yaml in mutants(real, 4000, seed=2) if reads(yaml)]
    assert len(read) > 1000


_SPACES = st.sampled_from(["", " ", " ", " ", "  "])
_TEXTS = st.text(MARKS, max_size=6) | st.sampled_from(
    ["a", "b c", "1", "-1.5e3", "0o7", "0x", "true", "Null", "2024-01-02", "a:b", "a #b", "''"]
)
_VALUES = st.one_of(
    _TEXTS,
    _TEXTS.map("'{}'".format),
    _TEXTS.map('"{}"'.format),
    _TEXTS.map("[[{}]]".format),
    st.lists(st.tuples(_SPACES, _TEXTS, _SPACES).map("".join), max_size=3).map(
        lambda items: "[" + ",".join(items) + "]"
    ),
)
_HEADS = st.one_of(
    st.sampled_from(["a:", "b:", "c d:", "- ", "  - ", "  -", "-", "#", "", " "]),
    _TEXTS.map("{}:".format),
)
_LINES = st.tuples(_HEADS, _SPACES, st.just("") | _VALUES, _SPACES | st.just(" # d"))
_YAML = st.lists(_LINES.map("".join), max_size=5).map(lambda lines: "\n".join([*lines, ""]))


@settings(max_examples=1500, deadline=None)
@given(_YAML, st.sampled_from(["\n", "\r\n"]))
def test_reads_anything_alike(yaml: str, newline: str) -> None:
    reads(yaml.replace("\n", newline))


def test_one_property_is_read_as_among_all(shared: Path) -> None:
    for path in sorted((shared / "vaults").glob("*/**/*.md")):
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        assert_properties_alike(text)


@pytest.mark.parametrize("seed", range(20))
def test_one_property_of_near_plain_yaml(seed: int) -> None:
    chance = random.Random(seed)
    pieces = (
        "created: 2024-01-05\n", "Created: x\n", "tags:\n", "- a\n", "  - b\n", "x: 'y'\n",
        "aliases: [a, b]\n", "null: 1\n", "1: a\n", "1.0: b\n", "true: c\n", "x: |\n  t\n",
        "x: {a: b}\n", "\n", "# c\n", "a: b: c\n", "\ttab: 1\n", '"q": 1\n', "k:\r\n",
        "k: v\r\n", " k: v\n",
    )  # fmt: skip
    for _ in range(300):
        assert_properties_alike("---\n" + "".join(chance.choices(pieces, k=5)) + "---\nbody\n")


def assert_properties_alike(text: str) -> None:
    assert_seen_alike(text)
    frontmatter = read_frontmatter(text)
    names = {entry.name for entry in frontmatter.properties} if frontmatter is not None else set()
    for name in {*names, *map(str.upper, names), "created", "aliases", "null", "1", "", "absent"}:
        entry = frontmatter.get(name) if frontmatter is not None else None
        assert read_property(text, name) == (None if entry is None else entry.value), name
