"""What a repair of the frontmatter may not change besides."""

from __future__ import annotations

import random

import pytest
from vaultlint.rules.frontmatter import duplicate_property
from vaultlint.rules.frontmatter._yaml_proof import BLANK, Repair, only_repaired

from vaultlint.finding import Edit, Span, apply_edits
from vaultlint.note import Note
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
