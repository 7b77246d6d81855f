"""Frontmatter: where it is, what its YAML holds, where it goes wrong; never slow, never raising."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.timing import grows_too_fast, seconds_of
from vaultlint.note import yaml
from vaultlint.note.frontmatter import (
    Frontmatter,
    ListValue,
    MapValue,
    Scalar,
    Value,
    find_fences,
)
from vaultlint.note.frontmatter import read_frontmatter as read
from vaultlint.note.values import walk

ANSWERS = json.loads((Path(__file__).parent / "yaml_answers.json").read_text("utf-8"))


def plain(value: Value) -> object:
    """The value as JSON has it, a mapping as its pairs."""
    if isinstance(value, Scalar):
        return value.value
    if isinstance(value, ListValue):
        return [plain(item) for item in value.items]
    return {"map": [[plain(key), plain(content)] for key, content in value.entries]}


def properties(text: str) -> dict[str, object] | None:
    """The properties of a note by name, None if it has no frontmatter."""
    found = read(text)
    return None if found is None else {p.name: plain(p.value) for p in found.properties}


def frontmatter(yaml: str) -> Frontmatter:
    """The frontmatter that holds this YAML."""
    found = read(f"---\n{yaml}---\n")
    assert found is not None
    return found


# obsidian.md section 11.8, the uncertain rows left out
DETECTION = [
    ("---\na: 1\n---\nbody", {"a": 1}),
    ("---\na: 1\n---", {"a": 1}),
    ("---\r\na: 1\r\n---\r\n", {"a": 1}),
    ("\ufeff---\na: 1\n---\n", {"a": 1}),
    ("\n---\na: 1\n---\n", None),
    (" ---\na: 1\n---\n", None),
    ("---\na: 1\n---  \n", {"a": 1}),
    ("---\n\na: 1\n\n---\n", {"a": 1}),
    ("---\n---\n", {}),
    ("---\na: 1\n", None),
    ("---\na: 1\n ---\n", None),
    ("---\n- a\n---\n", {}),
    ("---\ntext\n---\n", {}),
    ('---\n{"a": 1}\n---\n', {"a": 1}),
    ("---\na: <% tp.date.now() %>\n---\n", {"a": "<% tp.date.now() %>"}),
    ("---\ndate: 2020-08-21\n---\n", {"date": "2020-08-21"}),
    ("---\na: 1\n---x\n---\n", {}),
    ("", None),
    ("---", None),
]


@pytest.mark.parametrize(("text", "expected"), DETECTION)
def test_detection(text: str, expected: dict[str, object] | None) -> None:
    assert properties(text) == expected


@pytest.mark.parametrize("source", ["\ta: 1", "a: b: c", "a: @x", "a: [[x]], [[y]]"])
def test_invalid(source: str) -> None:
    found = frontmatter(source + "\n")
    assert found.error is not None
    assert found.root is None
    assert not found.properties


def test_duplicate_keys_are_kept_and_are_no_error() -> None:
    found = frontmatter("a: 1\nb: 2\na: 3\n")
    assert [(p.name, plain(p.value)) for p in found.properties] == [("a", 1), ("b", 2), ("a", 3)]
    assert found.error is None


def test_placeholder_is_a_mapping() -> None:
    (entry,) = frontmatter("a: {{date}}\n").properties
    assert isinstance(entry.value, MapValue)


# obsidian.md section 3.2
TYPES = [
    ("2020-08-21", "2020-08-21"),
    ("2020-08-21 10:30", "2020-08-21 10:30"),
    ("yes", "yes"),
    ("on", "on"),
    ("off", "off"),
    ("y", "y"),
    ("n", "n"),
    ("True", True),
    ("TRUE", True),
    ("false", False),
    ("010", 10),
    ("0o10", 8),
    ("0x1F", 31),
    ("1_000", "1_000"),
    ("12:30:45", "12:30:45"),
    ("1e3", 1000.0),
    (".5", 0.5),
    ("1.", 1.0),
    ("-.inf", -math.inf),
    ("+.inf", math.inf),
    (".inf", math.inf),
    ("~", None),
    ("null", None),
    ("", None),
    ("nULL", "nULL"),
    ("'1'", "1"),
    ('"true"', "true"),
    ("!!str 5", "5"),
    ("2024-02-30", "2024-02-30"),
    ("9" * 5000, math.inf),
]


@pytest.mark.parametrize(("source", "expected"), TYPES)
def test_types(source: str, expected: object) -> None:
    (entry,) = frontmatter(f"a: {source}\n").properties
    assert isinstance(entry.value, Scalar)
    assert entry.value.value == expected
    assert type(entry.value.value) is type(expected)


def test_merge_key_is_a_plain_key() -> None:
    found = frontmatter("a: &a {x: 1}\nb:\n  <<: *a\n")
    assert plain(found.properties[1].value) == {"map": [["<<", {"map": [["x", 1]]}]]}


@pytest.mark.parametrize(("source", "answer"), ANSWERS, ids=[ascii(each[0]) for each in ANSWERS])
def test_agrees_with_obsidian(source: str, answer: dict[str, object]) -> None:
    """The answers are those of npm yaml 2.7.0, which Obsidian uses, but duplicate keys allowed."""
    root, error = yaml.read_yaml(source, 0, len(source))
    if "error" in answer:
        assert error is not None
    elif error is not None:
        assert error.doubtful, error
    else:
        value = None if root is None else plain(root)
        assert json.dumps(value) == json.dumps(_floats(value, answer["value"]))


@pytest.mark.parametrize("source", [source for source, _ in ANSWERS if "\r" not in source])
def test_means_the_same_with_the_newlines_of_windows(source: str) -> None:
    windows = source.replace("\n", "\r\n")
    (root, error), (other, failure) = (
        yaml.read_yaml(text, 0, len(text)) for text in (source, windows)
    )
    assert (error and error.doubtful) == (failure and failure.doubtful)
    if root is not None and other is not None:
        assert json.dumps(plain(root)) == json.dumps(plain(other))
    else:
        assert root is other


def _floats(ours: object, answer: object) -> object:
    """The answer, its numbers as ours where they are equal: JavaScript has one type of number."""
    if isinstance(answer, dict):
        pairs = ours["map"] if isinstance(ours, dict) else []
        return {"map": _floats(pairs, answer["map"])}
    if isinstance(answer, list):
        assert isinstance(ours, list)
        assert len(ours) == len(answer)
        return [_floats(*both) for both in zip(ours, answer, strict=True)]
    if isinstance(ours, (int, float)) and type(answer) in (int, float):
        return ours if float(ours) == answer and type(ours) is not bool else answer
    return answer


@pytest.mark.parametrize("before", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_offsets(before: str, newline: str) -> None:
    lines = [
        "---",
        'ab: "c😀d" # comment',
        "e\udc80f: \x07g\u2028h",
        "i:",
        "  - !x j k",
        "  - &l 'm''n'",
        "o: {p: [q?, http://r]}",
        "s: |",
        "  t",
        "  u",
        "v:",
        "w: x",
        "  y",
        "---",
        "",
    ]
    text = before + newline.join(lines)
    found = read(text)
    assert found is not None
    assert text[slice(*found.span)] == text[len(before) :]
    assert text[slice(*found.yaml)] == newline.join(lines[1:13]) + newline
    assert [text[slice(*scalar.span)] for scalar in found.scalars()] == [
        "ab", '"c😀d"', "e\udc80f", "\x07g\u2028h", "i", "j k", "'m''n'", "o", "p", "q?", "http://r",
        "s", newline.join(["|", "  t", "  u"]), "v", "", "w", newline.join(["x", "  y"]),
    ]  # fmt: skip
    assert [scalar.value for scalar in found.scalars()] == [
        "ab", "c😀d", "e\udc80f", "\x07g\u2028h", "i", "j k", "m'n", "o", "p", "q?", "http://r",
        "s", "t\nu\n", "v", None, "w", "x y",
    ]  # fmt: skip
    assert found.properties[5].value.span.start == text.index("v:") + 2
    assert text[slice(*found.properties[2].value.span)].startswith("- !x j k")
    assert text[slice(*found.properties[3].value.span)] == "{p: [q?, http://r]}"


def test_a_key_that_is_no_scalar_names_no_property() -> None:
    found = frontmatter("? [a]\n: b\n? {c: d}\n: e\nf: g\n")
    assert [p.name for p in found.properties] == ["f"]


def test_get_compares_without_case() -> None:
    found = frontmatter("Tags: [a]\n1.0: b\nnull: c\nTrue: d\nFALSE: e\n")
    assert found.get("tags") is found.properties[0]
    assert [p.name for p in found.properties] == ["Tags", "1", "", "true", "false"]
    assert found.get("other") is None


PROBLEMS = [
    ("a: 1\nb: c: d\n", "c: d", 1, "`: `"),
    ("a: b & c: d\n", ": d", 0, "`: `"),
    ("a: @b\n", "@b", 0, "begins with `@`"),
    ("%a: b\n", "%a", 0, "no `name: value`"),
    ("a: ? b\n", "? b", 0, "begins with `? `"),
    ("a: , b\n", ", b", 0, "begins with `,`"),
    ("a: 1\n\tb: 2\n", "\tb", 0, "tab"),
    ('a: "b" c\n', "c", 0, "goes on behind the closing quote"),
    ('a: "b" c "d"\n', "c", 0, "quotes within its quotes"),
    ('a: "b", "c"\n', ', "c', 0, "need brackets"),
    ('a: "b",\n', ",", 0, "nothing may stand behind its closing quote"),
    ('a: "b""\n', '"\n', 0, "a quote too many"),
    ("a: \"b'\n", "\"b'", 0, "begins with `\"` and ends with `'`"),
    ("a: [[b]], [[c]]\n", ", [[c", 0, "a link must stand in quotes"),
    ("a: [b](c)\n", "(c", 0, "a Markdown link must stand in quotes"),
    ("a: [b] c\n", "c", 0, "begins with `[`"),
    ("a: {b} c\n", "c", 0, "begins with `{`"),
    ("a: [b, c]]\n", "]\n", 0, "`]` too many"),
    ("a: [[b]]]\n", "]\n", 0, "`]` too many"),
    ("a: [b, , c]\n", ", c", 0, "a comma too many"),
    ("a: ['b' 'c']\n", "'c", 0, "a comma is missing"),
    ('a: "b\nc: d\n', '"b', 0, 'quote `"`'),
    ("a: [b\nc: d\n", "[b", 0, "bracket `[`"),
    ("a: [b, [c], d\n", "[b", 0, "bracket `[`"),
    ("tags: [#b, c]\nd: e\n", "#b", 0, "its `#` begins a comment"),
    ("tags: [b, #c]\n", "#c", 0, "its `#` begins a comment"),
    ('a: "C:\\new\\dir"\n', "\\d", 0, "`\\d`"),
    ('a: "C:\\Users"\n', "\\U", 0, "`\\U`"),
    ("a: `b`\n", "`b", 0, "begins with a backtick"),
    ("a: *b\n", "*b", 0, "begins with `*`"),
    ("a: ![[b]]\n", "![[b]]", 0, "begins with `!`"),
    ("a: b\nc\nd: e\n", "c\n", 0, "no `name: value`"),
    ("a: b\nc:d\ne: f\n", "c:d", 0, "a blank is missing behind its colon"),
    ("c:d\ne: f\n", "c:d", 0, "a blank is missing behind its colon"),
    ("a: b\nc\uff1a d\ne: f\n", "c\uff1a", 0, "wide colon"),
    ("a: b\nc = d\ne: f\n", "c =", 0, "a colon and a blank"),
    ("a:\n-b\n-c\n", "-b", 0, "a blank is missing behind its dash"),
    ("a: b\n  c: d\n", "c: d", 0, "indented as if"),
    ("a: b\n  c\n  d: e\n", "d: e", 0, "indented as if"),
    ("a:\n  b: c\n d: e\n", "d: e", 0, "indentation"),
    ("  a: b\nc: d\n", "c: d", 0, "above it are indented"),
    ("a: b\n- c\n", "- c", 0, "`a` has a value already"),
    ("a:\n  - b\n- c\n", "- c", 0, "must be indented alike"),
    ("a: - b\n", "- b", 0, "a line of its own"),
    ("a:\n\xa0\xa0- b\n", "\xa0\xa0- b", 0, "U+00A0"),
    ("// a\nb: c\n", "// a", 0, "a comment begins with `#`"),
    ("a: b\n> c\n", "> c", 0, "text of the note"),
    ("a: b\n## c\n[[d]]\n", "[[d", 0, "text of the note"),
    ("a: b\n----\nc: d\n", "----", 0, "three dashes"),
    ("a: 1\n--- b\n", "--- b", 0, "second YAML document"),
]


@pytest.mark.parametrize(("source", "at", "shift", "words"), PROBLEMS)
def test_problem(source: str, at: str, shift: int, words: str) -> None:
    text = f"---\n{source}---\n"
    found = read(text)
    assert found is not None
    assert found.error is not None
    assert words in found.error.problem
    assert found.error.offset == text.rindex(at) + shift
    assert not found.error.doubtful


def test_aliases_are_shared_and_a_bomb_is_refused() -> None:
    found = frontmatter("a: &a [x]\nb: [*a, *a]\n")
    first, second = found.properties
    assert isinstance(second.value, ListValue)
    assert second.value.items[0] is first.value is second.value.items[1]
    assert [scalar.value for scalar in found.scalars()] == ["a", "x", "b"]
    bomb = "l0: &l0 [x, x]\n" + "".join(
        f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 30)
    )
    error = frontmatter(bomb).error
    assert error is not None
    assert "more than Obsidian allows" in error.problem


# Each with the number of its parts that is large.
HOSTILE: dict[str, tuple[int, Callable[[int], str]]] = {
    "brackets": (100_000, lambda size: "[" * size),
    "links": (100_000, lambda size: "a: " + "[[" * size),
    "braces": (100_000, lambda size: "{" * size),
    "dashes": (100_000, lambda size: "- " * size),
    "quotes": (100_000, lambda size: "> " * size),
    "colons": (100_000, lambda size: ": " * size),
    "question marks": (100_000, lambda size: "? " * size),
    "tags": (200_000, lambda size: "!" * size),
    "anchors": (100_000, lambda size: "&a " * size),
    "one line": (1_000_000, lambda size: "a: " + "x" * size),
    "blanks": (500_000, lambda size: " " * size + "\t" * size),
    "lone dash": (300_000, lambda size: "a: -" + " " * size + "\n" * size + "@"),
    "quotes and blanks": (10_000, lambda size: "[" + ('"' + " " * 50) * size),
    "in brackets": (20_000, lambda size: "a: [" + "\n b," * size + "]"),
    "comments behind a tag": (100_000, lambda size: "a: !b " + "#\n" * size),
    "properties": (20_000, lambda size: "".join(f"k{n}: v\n" for n in range(size))),
    "comments in brackets": (100_000, lambda size: "tags: [" + "#x," * size + " {"),
    "controls": (300_000, lambda size: "\x00" * size),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_input_is_linear(case: str) -> None:
    large, make = HOSTILE[case]

    def seconds(size: int) -> float:
        source = make(size) + "\n"
        return seconds_of(lambda: sum(1 for _ in frontmatter(source).scalars()))

    assert not grows_too_fast(seconds, large // 8)
    assert sum(1 for _ in frontmatter(make(large) + "\n").scalars()) <= len(make(large))


ALPHABET = "ab:-[]{}\"'#&*!|>%@`?,\n \t\r\0\x7f\u2028\x85\ufeff\udc80😀\U000f0041\\.~1e"


@settings(max_examples=300, deadline=None)
@given(st.text(ALPHABET, max_size=80) | st.text(max_size=80))
def test_any_text(source: str) -> None:
    found = read(f"---\n{source}\n---\n")
    assert found is not None
    for value in walk(found.root):
        assert found.yaml.start <= value.span.start <= value.span.end <= found.yaml.end
    if found.error is not None:
        assert found.yaml.start <= found.error.offset <= found.yaml.end


def test_without_the_compiled_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    source = 'a: [b, "c"]\nd:\n  e: 2020-01-01\n  f: yes\n'
    compiled = frontmatter(source)
    monkeypatch.setattr(yaml, "CParser", None)
    assert frontmatter(source) == compiled
    assert frontmatter("a: b: c\n").error is not None


def test_every_real_frontmatter_is_read(shared: Path) -> None:
    """The npm library reads all of them but one, a template with placeholders."""
    invalid: list[str] = []
    for path in sorted((shared / "vaults").rglob("*.md")):
        found = read(path.read_bytes().decode("utf-8", "surrogateescape"))
        if found is not None and found.error is not None:
            invalid.append(path.name)
    assert invalid == ["新文件模版.md"]


@given(
    st.lists(st.sampled_from(["---", "\n", "\r", " ", "-", "a: b", "\0", "\u2028"])).map("".join)
)
def test_common_fences_are_found_like_others(text: str) -> None:
    for start in ("---\n", "---\r\n", "---"):
        found, other = find_fences(start + text), find_fences("\ufeff" + start + text)
        if found is None or other is None:
            assert found is other
        else:
            assert (other.yaml, other.end) == (tuple(at + 1 for at in found.yaml), found.end + 1)
