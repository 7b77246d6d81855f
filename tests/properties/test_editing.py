"""An edit of a property changes that property, to that value, and nothing else; or is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vaultlint.finding import Edit, apply_edits
from vaultlint.note import Note
from vaultlint.note.frontmatter import ListValue, MapValue, Property, Scalar, Value
from vaultlint.note.values import walk
from vaultlint.properties.editing import (
    insert_entry,
    remove_entry,
    remove_items,
    rename_key,
    set_scalar,
    set_value,
)
from vaultlint.properties.merging import merge_entries, replace_entry

Edits = tuple[Edit, ...] | None
Change = Callable[[Note, Property], Edits]

# Values in all styles; `§` stands for a comment of its own, `⏎` for the newline of the note.
VALUES = [
    " text", " text §", "   spaced   ", " 'it''s'", ' "a \\" b" §', " 5", ' "5"', " true", "", " ",
    " §", " ~", " null §", "⏎  below", "⏎  §⏎  below §", " some⏎  more text", ' "two⏎  lines" §',
    " |⏎  literal⏎  text", " | §⏎  literal", " |+⏎  kept⏎⏎", " >-⏎  folded⏎  text⏎", " |2⏎    deep",
    " [a, b, c]", " [ a ,\"b\", 'c' , ] §", " []", " [§⏎  a, §⏎  b⏎  ]", " [a,⏎  b]", " [[a]]",
    " [a, [b, c]]", " {a: 1}", " {a: [b], c: {d: e}} §", "⏎  - a⏎  - b⏎  - c",
    "⏎- a⏎- b", "⏎  - a §⏎  §⏎  - 'b' §⏎§⏎  - c", " §⏎    - a⏎    -⏎    - c", "⏎  -   a⏎  -   b",
    "⏎  - x: 1⏎    y: 2⏎  - [a]⏎  - - n⏎    - m", "⏎  - |⏎    text⏎  - b", "⏎  -⏎    a⏎  - b",
    "⏎  x: 1 §⏎  y:⏎    - a⏎  §", "⏎  x: a⏎⏎  y: b", " &x a", " *x", " !!str 5", " &y [a, b]",
    ": no",    "⏎  - &x a⏎  - *x", " \ta", " a\t§", " a  ", " <% tp.date.now() %>", " {{title}}",
    " [[a]] §", " https://example.org/#a", " a#b", " 'a # b'",
    " " + "1" * 400, " [" + "1" * 400 + "]",
]  # fmt: skip
KEYS = ["{}", '"{}"', "'{}'", "{} ", "{} {}", "? {}⏎", "&k {}", "!!str {}", "größe {}"]
BETWEEN = ["", "", "", "⏎", "§⏎", "  §⏎", "⏎§⏎⏎"]
TEXTS = [
    "a", "b", "plain", "two words", "", "5", "true", "null", "a: b", "a #b", "#a", "[[Note]]",
    "- a", "it's", 'say "a"', "two\nlines", "end\n", " a", "a, b", "a]", "@a", "%a", "tab\ta", "é",
    "\\", "---",
]  # fmt: skip
CONTENTS = st.sampled_from([*TEXTS, None, True, False, 0, 5, -1.5])
NEW_VALUES = CONTENTS | st.lists(CONTENTS, max_size=4)


@st.composite
def notes(draw: st.DrawFn) -> str:
    """A note with some properties in random styles, each comment another one."""
    newline = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    indent = draw(st.sampled_from(["", "", "", "  "]))
    parts: list[str] = []
    for number in range(draw(st.integers(1, 4))):
        key = draw(st.sampled_from([KEYS[0]] * 8 + KEYS)).replace("{}", f"k{number}")
        entry = f"{key}:{draw(st.sampled_from(VALUES))}⏎{draw(st.sampled_from(BETWEEN))}"
        parts.append(entry.replace("⏎", f"⏎{indent}") if indent else entry)
    yaml = (indent if parts else "") + indent.join(parts)
    pieces = yaml.split("§")
    yaml = "".join(f"{piece} # comment {n}" for n, piece in enumerate(pieces[:-1])) + pieces[-1]
    mark = draw(st.sampled_from(["", "", "\ufeff"]))
    return f"{mark}---⏎{yaml.rstrip(' ')}---⏎body # no comment⏎".replace("⏎", newline)


def plain(value: Value) -> Any:
    """What a value says, as Python's own values."""
    if isinstance(value, ListValue):
        return [plain(item) for item in value.items]
    if isinstance(value, MapValue):
        return {"map": [(plain(key), plain(content)) for key, content in value.entries]}
    return (type(value.value).__name__.replace("int", "float"), value.value)


def new(value: Any) -> Any:
    """The same of what is to be written."""
    if isinstance(value, (list, tuple)):
        return [new(item) for item in value]
    return (type(value).__name__.replace("int", "float"), value)


def properties(note: Note) -> list[tuple[str, Any]]:
    found = note.frontmatter.properties if note.frontmatter is not None else ()
    return [(entry.name, plain(entry.value)) for entry in found]


def comments(note: Note) -> list[str]:
    """The comments that stand there, and not within a text."""
    assert note.frontmatter is not None
    values = [value for value in walk(note.frontmatter.root) if isinstance(value, Scalar)]
    found = re.findall("# comment [0-9]+", note.text)
    return [each for each in found if not any(each in str(value.value) for value in values)]


def assert_changed(
    note: Note, edits: Edits, expected: list[tuple[str, Any]], *, at: Property | None
) -> Note | None:
    """The whole note says what it should, and nothing else of it was touched."""
    if edits is None:
        return None
    after = Note.from_text(apply_edits(note.text, edits))
    assert after.frontmatter is not None
    assert after.frontmatter.error is None
    assert properties(after) == expected
    assert comments(after) == comments(note)
    assert after.text[after.body_start :] == note.text[note.body_start :]
    assert ("\r\n" in after.text) == ("\r\n" in note.text)
    assert after.text.count("\r") in (0, after.text.count("\n"))
    if at is not None:  # the lines of all other properties stand as they stood
        start = note.text.rfind("\n", 0, at.key.span.start) + 1
        assert all(edit.span.start >= start for edit in edits)
        assert note.frontmatter is not None
        behind = [e.key.span.start for e in note.frontmatter.properties if e.key > at.key]
        assert not behind or all(edit.span.end <= behind[0] for edit in edits)
    return after


@given(notes(), st.data())
def test_edits_of_random_properties(text: str, data: st.DataObject) -> None:
    note = Note.from_text(text)
    frontmatter = note.frontmatter
    assume(frontmatter is not None and frontmatter.error is None and frontmatter.properties)
    assert frontmatter is not None
    said = properties(note)
    number = data.draw(st.integers(0, len(said) - 1))
    entry = frontmatter.properties[number]
    name, value = said[number]
    rest = said[:number], said[number + 1 :]

    wanted = data.draw(NEW_VALUES)
    edits = set_value(note, entry, wanted)
    assert_changed(note, edits, [*rest[0], (name, new(wanted)), *rest[1]], at=entry)

    other = data.draw(st.sampled_from(TEXTS))
    renamed = [*rest[0], (other, value), *rest[1]]
    assert_changed(note, rename_key(note, entry, other), renamed, at=entry)
    assert_changed(note, remove_entry(note, entry), [*rest[0], *rest[1]], at=entry)

    replaced = [*rest[0], (other, new(wanted)), *rest[1]]
    assert_changed(note, replace_entry(note, entry, other, wanted), replaced, at=entry)
    gone = data.draw(st.integers(0, len(said) - 1))
    if gone != number:
        merged = [*rest[0], (name, new(wanted)), *rest[1]]
        del merged[gone]
        edits = merge_entries(note, entry, wanted, frontmatter.properties[gone])
        assert_changed(note, edits, merged, at=None)

    first = data.draw(st.booleans())
    place = number if first else len(said)
    inserted = [*said[:place], (other, new(wanted)), *said[place:]]
    edits = insert_entry(note, other, wanted, before=entry if first else None)
    assert_changed(note, edits, inserted, at=None)

    if isinstance(entry.value, ListValue):
        items = range(len(entry.value.items))
        dropped = data.draw(st.sets(st.sampled_from(items))) if items else set()
        kept = [value[item] for item in items if item not in dropped]
        edits = remove_items(note, entry, sorted(dropped))
        assert_changed(note, edits, [*rest[0], (name, kept), *rest[1]], at=entry)

    scalars = [each for each in walk(entry.value) if isinstance(each, Scalar)]
    if scalars:
        scalar = data.draw(st.sampled_from(scalars))
        content = data.draw(CONTENTS)
        edits = set_scalar(note, scalar, content)
        if edits is not None:
            kept_value = _with(entry.value, scalar, content)
            assert_changed(note, edits, [*rest[0], (name, kept_value), *rest[1]], at=entry)


def _with(value: Value, scalar: Scalar, content: Any) -> Any:
    """What a value says with another scalar in place of one of its own."""
    if value is scalar:
        return new(content)
    if isinstance(value, ListValue):
        return [_with(item, scalar, content) for item in value.items]
    if isinstance(value, MapValue):
        pairs = value.entries
        return {"map": [(_with(k, scalar, content), _with(v, scalar, content)) for k, v in pairs]}
    return plain(value)


def edited(yaml: str, change: Change, name: str = "k") -> str | None:
    """The YAML after the edits of a property, None if they are refused."""
    note = Note.from_text(f"---\n{yaml}---\nbody\n")
    assert note.frontmatter is not None
    entry = note.frontmatter.get(name)
    assert entry is not None
    edits = change(note, entry)
    if edits is None:
        return None
    return apply_edits(note.text, edits).removeprefix("---\n").removesuffix("---\nbody\n")


def setting(value: Any) -> Change:
    return lambda note, entry: set_value(note, entry, value)


def removing(*numbers: int) -> Change:
    return lambda note, entry: remove_items(note, entry, numbers)


LINES = "k:\n  - a # one\n  # above b\n  - 'b'\n  - c\n# below\nz: 1\n"
BRACKETS = "k: [\n  a, # one\n  'b',\n  c\n  ]\n"


@pytest.mark.parametrize(
    ("yaml", "change", "result"),
    [
        ("k: a # c\nz: 1\n", setting("b"), "k: b # c\nz: 1\n"),
        ("k: 'a'\n", setting("it's"), "k: 'it''s'\n"),
        ('k: "5" # c\n', setting(5), "k: 5 # c\n"),
        ("k: # c\n", setting("[[A]]"), 'k: "[[A]]" # c\n'),
        ("k: a # c\n", setting(None), "k: # c\n"),
        ("k: a # c\n", setting(["a", "b"]), "k: # c\n  - a\n  - b\n"),
        ("  j: 1\n  k: a\n", setting(["a"]), "  j: 1\n  k:\n    - a\n"),
        ("k: a\r\n", setting(["a", "b"]), "k:\r\n  - a\r\n  - b\r\n"),
        ("k: |\n  a\n  b\nz: 1\n", setting("a\nb\nc\n"), "k: |\n  a\n  b\n  c\nz: 1\n"),
        (LINES, setting(["a", "c"]), LINES.replace("  - 'b'\n", "")),
        (LINES, setting(["a", "b", "x y", 1, "c"]), LINES.replace("- c", "- x y\n  - 1\n  - c")),
        (LINES, setting(["a", "b: c", "c"]), LINES.replace("'b'", "'b: c'")),
        ("k:\n- a\n- b\n", setting(["z", "a", "b"]), "k:\n- z\n- a\n- b\n"),
        ("k: [a, 'b', c] # c\n", setting(["a", "b", "x, y"]), "k: [a, 'b', \"x, y\"] # c\n"),
        ("k: [a, 'b', c]\n", setting([]), "k: []\n"),
        (BRACKETS, setting(["a", "b", "c", "d"]), BRACKETS.replace("c\n", "c, d\n")),
        (BRACKETS, removing(1), BRACKETS.replace("'b',\n  ", "")),
        ("k:\n  - a\n  - b\n  - c\n", removing(0, 2), "k:\n  - b\n"),
        ("k:\n  - a\n", removing(0), "k: []\n"),
        ("k: [a, b, c]\n", removing(1, 2), "k: [a]\n"),
        ("j: 1\nk:\n  - a\n# of z\nz: 1\n", remove_entry, "j: 1\n# of z\nz: 1\n"),
        ("k: 1 # c\n", lambda n, e: rename_key(n, e, "a: b"), '"a: b": 1 # c\n'),
        ("'k': [a]\n", lambda n, e: rename_key(n, e, "tags"), "tags: [a]\n"),
        (
            "j: 1\n# of k\nk: 1\n",
            lambda n, e: insert_entry(n, "new", ["a"], before=e),
            "j: 1\nnew:\n  - a\n# of k\nk: 1\n",
        ),
        ("k: 1\n\n", lambda n, e: insert_entry(n, "new", 2), "k: 1\nnew: 2\n\n"),
        ("k: 1\n# end\n", lambda n, e: insert_entry(n, "new", 2), "k: 1\n# end\nnew: 2\n"),
    ],
)
def test_what_edits_make(yaml: str, change: Change, result: str) -> None:
    assert edited(yaml, change) == result


@pytest.mark.parametrize(
    ("yaml", "change"),
    [
        ("k: &a b\nz: *a\n", setting("c")),
        ("z: &a b\nk: *a\n", setting("c")),
        ("z: &a [b]\nk: [*a]\n", setting(["c"])),
        ("k: !!str 5\n", setting(5)),
        ("? k\n: a\n", setting("b")),
        ('{"k": 1, "z": 2}\n', setting(2)),
        ('{"k": 1}\n', lambda note, entry: insert_entry(note, "new", 1)),
        ("k: 1\nk: 2\n", setting(3)),
        ("k: 1\nK: 2\n", remove_entry),
        ("k: 1\nz: 2\n", lambda note, entry: rename_key(note, entry, "Z")),
        ("k: 1\n", lambda note, entry: insert_entry(note, "K", 1)),
        ("k: 1 # c\n", remove_entry),
        (LINES, removing(0)),
        (LINES, setting([])),
        (LINES, setting("a")),
        (BRACKETS, removing(0)),
        ("k: | # c\n  a\n", setting("b")),
        ("j: |\n  a\nk: 1\n  # behind\n", remove_entry),  # it would become a line of j
        ("k: [a]\n", removing(1)),
        ("k: a\n", removing(0)),
    ],
)
def test_what_is_refused(yaml: str, change: Change) -> None:
    assert edited(yaml, change) is None


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("", "---\nnew: a\n---\n"),
        ("body\r\nmore\r\n", "---\r\nnew: a\r\n---\r\nbody\r\nmore\r\n"),
        ("\ufeffbody\n", "\ufeff---\nnew: a\n---\nbody\n"),
        ("---\n---\nbody\n", "---\nnew: a\n---\nbody\n"),
        ("---\r\n# c\r\n---\r\n", "---\r\n# c\r\nnew: a\r\n---\r\n"),
        ("---\na: b\n---", "---\na: b\nnew: a\n---"),
        ("---\nopen: a\n", "---\nnew: a\n---\n---\nopen: a\n"),
        ("---\na: b: c\n---\n", None),
        ("---\n- a\n---\n", None),
    ],
)
def test_a_first_property(text: str, result: str | None) -> None:
    edits = insert_entry(Note.from_text(text), "new", "a")
    assert (None if edits is None else apply_edits(text, edits)) == result


def test_one_scalar_of_many() -> None:
    text = "---\nk:\n  - {a: 'x', b: [y]} # c\n  - a: # d\n      - 'z'\n---\n"
    note = Note.from_text(text)
    assert note.frontmatter is not None
    for old, content, result in [
        ("x", "it's", "'it''s'"),
        ("y", "u, v", '"u, v"'),
        ("z", 5, "5"),
    ]:
        (scalar,) = (s for s in note.frontmatter.scalars() if s.value == old)
        edits = set_scalar(note, scalar, content)
        assert edits is not None
        written = "y" if old == "y" else f"'{old}'"
        assert apply_edits(text, edits) == text.replace(written, result)
    for scalar in note.frontmatter.scalars():
        if scalar.value in ("k", "a", "b"):  # a key might become the same as another
            assert set_scalar(note, scalar, "c") is None
