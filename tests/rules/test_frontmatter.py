"""What a repair of the frontmatter may not change besides."""

from __future__ import annotations

import random

import pytest
from vaultlint.rules.frontmatter import duplicate_property, invalid_frontmatter
from vaultlint.rules.frontmatter._yaml_proof import BLANK, Repair, only_repaired

from vaultlint.finding import Edit, Span, apply_edits
from vaultlint.note import Note
from vaultlint.note.frontmatter import Scalar, read_frontmatter
from vaultlint.rule import NoOptions

BEFORE = "---\none: a: b\ntwo: [c, {d: 1}]\n---\n"
AT = Span(BEFORE.index("a: b"), BEFORE.index("\ntwo"))


@pytest.mark.parametrize(
    ("text", "says", "besides", "sound"),
    [
        ("'a: b'", "a: b", (), True),
        ("[a, b]", ["a", "b"], (), True),
        ("'a: b'", "a: c", (), False),
        ("[a, b]", ["b", "a"], (), False),
        ("[a, b]", "a, b", (), False),
        ("{a: b}", "a: b", (), False),
        ("'a: b'", "a: b", ("c, ", ""), False),
        ("'a: b'", "a: b", ("c", "C"), False),
        ("'a: b'", "a: b", ("1", "'1'"), False),
        ("'a: b'", "a: b", ("d: 1", "d: 1, e: 2"), False),
        ("'a: b'", "a: b", ("two", "three"), False),
        ("'a: b'", "a: b", ("{d: 1}", "d"), False),
        ("'a: b'", "a: b", ("[c", "[[c"), False),
    ],
)
def test_a_repair_changes_its_value_alone(
    text: str, says: str | list[str], besides: tuple[str, str] | tuple[()], sound: bool
) -> None:
    repair = Repair(Edit(AT, text), Edit(AT, BLANK), (says,), "repair it")
    after = apply_edits(BEFORE, [repair.edit])
    assert (
        only_repaired(BEFORE, after.replace(*besides, 1) if besides else after, [repair]) == sound
    )


def test_every_repair_must_be_read() -> None:
    """What went into a comment says nothing."""
    text = BEFORE.replace("two", "# here\ntwo")
    here = Span(text.index("here"), text.index("\ntwo"))
    repairs = [
        Repair(Edit(AT, "'a: b'"), Edit(AT, BLANK), ("a: b",), "repair it"),
        Repair(Edit(here, "there"), Edit(here, BLANK), ("there",), "repair it"),
    ]
    after = apply_edits(text, [repair.edit for repair in repairs])
    assert not only_repaired(text, after, repairs)


PIECES = (
    "a: 1\n", "A: 2\n", "b:\n", "- a: 1\n  a: 2\n", "  a: 1\n", "  b: {a: 1, a: 1}\n", "- x\n",
    "- http://x\n", "1: a\n", '"1": b\n', "? a\n: b\n", "c: [a: 1, a: 2]\n",
    "d: |\n  a: 1\n  a: 2\n",
    "# a: 1\n", "\n", "e: 'a\n  a: b'\n", "[a]: 1\n", "null: x\n", ": y\n",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_a_look_at_the_names_misses_no_twin(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(100):
        yaml = "".join(chance.choices(PIECES, k=chance.randint(1, 6)))
        note = Note.from_text(f"---\n{yaml}---\n")
        looked = list(duplicate_property.check.check(note, NoOptions()))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(duplicate_property, "_may_nest", lambda _: True)
            assert looked == list(duplicate_property.check.check(note, NoOptions())), yaml


GOOD = (
    "a: 1\n",
    "b:\n  - c: d\n    e: [f]\n",
    "g: 'h: i'\n",
    "j:\n- k\n- l\n",
    "m: n # o\n",
    "p:\n",
)
BROKEN = {
    "x: y: z\n": "y: z",
    "x: @y\n": "@y",
    "x: [[y]], [[z]]\n": ["[[y]]", "[[z]]"],
    'x: "y "z" w"\n': 'y "z" w',
    "x: 'y\n": "y",
    'x: "y""\n': "y",
    "x: [y, z\n": ["y", "z"],
    "x: [y, @z]\n": ["y", "@z"],
    "x: - y\n": ["y"],
    "x: - y\n  - z\n": ["y", "z"],
    "x: y\n- z\n": ["y", "z"],
    "x:\n-y\n- z\n": ["y", "z"],
    "x:\n- [[y]], [[z]]\n": ["[[y]]", "[[z]]"],
    "x:\n\xa0- y\n": ["y"],
    'x: "C:\\w"\n': "C:\\w",
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("broken", BROKEN, ids=ascii)
def test_a_repair_leaves_what_stands_around_it(broken: str, newline: str) -> None:
    chance = random.Random(broken)
    for _ in range(20):
        above, below = ("".join(chance.sample(GOOD, k=3)) for _ in range(2))
        head, tail = (each.replace("\n", newline) for each in (f"---\n{above}", f"{below}---\n"))
        text = head + broken.replace("\n", newline) + tail
        (finding,) = invalid_frontmatter.check.check(Note.from_text(text), NoOptions())
        assert finding.fix is not None
        after = apply_edits(text, finding.fix.edits)
        assert after.startswith(head)
        assert after.endswith(tail)
        assert after.count("\r") == (after.count("\n") if newline == "\r\n" else 0)
        assert said(after, "x") == BROKEN[broken]


def said(text: str, name: str) -> object:
    """What a property says, as plain values."""
    frontmatter = read_frontmatter(text)
    entry = frontmatter.get(name) if frontmatter is not None else None
    if entry is None or isinstance(entry.value, Scalar):
        return entry and entry.value.value
    return [item.value for item in entry.value.items]


@pytest.mark.parametrize("copies", [2, 21, 22, 400])
def test_however_often_a_property_stands_there_one_is_left(copies: int) -> None:
    text = "---\nb: 2\n{}a:\nc: [x]\n---\ntext\n"
    note = Note.from_text(text.format("a: 1\n" * copies))
    findings = list(duplicate_property.check.check(note, NoOptions()))
    assert len(findings) == copies
    edits = {edit for finding in findings if finding.fix for edit in finding.fix.edits}
    assert apply_edits(note.text, edits) == text.format("a: 1\n").replace("a:\n", "")
