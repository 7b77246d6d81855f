"""What no edit touches of the properties stays: rules that lie about it, and rules that do not."""

from __future__ import annotations

import re

import pytest

from tests.fix.sample_rules import replacing
from tests.timing import grows_too_fast, seconds_of
from vaultlint.finding import Edit, Safety, Span, apply_edits
from vaultlint.fix import fix_note
from vaultlint.fix.untouched import strays
from vaultlint.note import Note
from vaultlint.rule import Change
from vaultlint.vault import Vault


def changed(yaml: str, *replacements: tuple[str, str]) -> tuple[str, ...]:
    """What strays if these texts, each of which is there once, are replaced."""
    edits = []
    for old, new in replacements:
        (found,) = re.finditer(re.escape(old), yaml)
        edits.append(Edit(Span(found.start() + 4, found.end() + 4), new))
    before = Note.from_text(f"---\n{yaml}---\ntext\n")
    return strays(before, edits, Note.from_text(apply_edits(before.text, edits)))


HONEST = {
    "a value": ("a: 1\nb: 2\n", [("1", "one")]),
    "a key": ("a: 1\nb: 2\n", [("a", "c")]),
    "an entry gone": ("a: 1\nb: 2\nc: 3\n", [("b: 2\n", "")]),
    "the first gone": ("a: 1\nb: 2\n", [("a: 1\n", "")]),
    "the last gone": ("a: 1\nb: 2\n", [("b: 2\n", "")]),
    "all gone": ("a: 1\nb: 2\n", [("a: 1\nb: 2\n", "")]),
    "an entry between": ("a: 1\nb: 2\n", [("b:", "c: 3\nb:")]),
    "an entry before": ("a: 1\nb: 2\n", [("a:", "c: 3\na:")]),
    "an entry behind": ("a: 1\nb: 2\n", [("2\n", "2\nc: 3\n")]),
    "an item behind": ("a:\n  - x\nb: 2\n", [("b:", "  - y\nb:")]),
    "an item gone": ("a:\n- x\n- y\n- z\nb: 2\n", [("- y\n", "")]),
    "the first item gone": ("a:\n- x\n- y\nb: 2\n", [("- x\n", "")]),
    "the last item gone": ("a:\n- x\n- y\nb: 2\n", [("- y\n", "")]),
    "an item in brackets gone": ("a: [x, y, z]\nb: 2\n", [("y, ", "")]),
    "the last in brackets gone": ("a: [x, y, z]\n", [(", z", "")]),
    "all in brackets gone": ("a: [x, y]\n", [("x, y", "")]),
    "an item in brackets added": ("a: [x, y]\n", [("y", "y, z")]),
    "brackets gone": ("a: [x, y]\n", [("[", "\n  - "), (", ", "\n  - "), ("]", "")]),
    "brackets put": ("a:\n  - x\n  - y\n", [("\n  - x\n  - ", " [x, "), ("y", "y]")]),
    "quotes put": ("a:\n- [[x]]\n- y\n", [("- [[", '- "[['), ("]]", ']]"')]),
    "a list in a list gone": ("a:\n- [x, y]\n- [z]\nb: 1\n", [("- [x, y]\n", "")]),
    "quotes gone": ('a: "x"\nb: 1\n', [('"x"', "x")]),
    "an item of an item": ("a:\n- - x\n  - y\n- z\n", [("x", "w")]),
    "twins joined": ("a:\n- x\na:\n- y\nb: 1\n", [("a:\n- y", "- y")]),
    "another order": ("a: 1\nb: 2\nc: 3\n", [("a: 1\n", ""), ("3\n", "3\na: 1\n")]),
    "a comment": ("a: 1 # x\n# y\nb: 2\n", [("# y", "# z")]),
    "a comment's end": ("a: 1 # x\nb: 2\n", [("x", "why")]),
    "a comment gone": ("a: 1 # x\nb: 2\n", [(" # x", "")]),
    "a comment that was meant": ("a: #x\nb: 2\n", [("#x", "'#x'")]),
    "no newline but a return": ("a: 1\r\nb: 2\r\n", [("1", "x")]),
    "an entry with a return gone": ("a: 1\r\nb: 2\r\nc: 3\r\n", [("b: 2\r\n", "")]),
    "indented": ("  a: 1\n  b: 2\n  c: 3\n", [("  b: 2\n", "")]),
    "in braces": ("{a: 1, b: 2, c: 3}\n", [("b: 2, ", "")]),
    "explicit keys": ("? a\n: 1\n? b\n: 2\n", [("1", "x")]),
    "an anchor that is used nowhere": ("a: &x 1\nb: 2\n", [("&x 1", "1")]),
    "nothing was there": ("# none\n", [("# none\n", "# none\na: 1\n")]),
    "a deep value": ("a:\n  b:\n    c: 1\n    d: 2\n  e: 3\n", [("2", "x")]),
}  # fmt: skip


@pytest.mark.parametrize(("yaml", "replacements"), HONEST.values(), ids=HONEST)
def test_what_is_touched_may_change(yaml: str, replacements: list[tuple[str, str]]) -> None:
    assert changed(yaml, *replacements) == ()


def test_a_value_that_another_takes_over() -> None:
    """An edit in one property, after which the next belongs to it."""
    assert changed("a: |\n  x\n  y\nb: 1\nc: 2\n", ("b:", "  b:")) == ()  # this one it touches
    assert changed("{a: 'x', b: 'y', c: 1}\n", ("'x'", "'x"), ("'y'", "y'")) == ("property b",)
    assert changed("{a: 'x', b: 1, c: 'y'}\n", ("'x'", "'x"), ("'y'", "y'")) == (
        "property b",
        "property c",
    )


def test_a_value_that_is_tied_to_another() -> None:
    assert changed("a: &x [1]\nb: *x\nc: 2\n", ("1", "3")) == ("property b",)
    assert changed("a: &x 1\nb: {c: *x}\n", ("1", "3")) == ("property b",)
    assert changed("a: &x 1\nb: *x\n", ("1", "3"), ("*x", "1")) == ()


def test_empty_lines_that_belong_to_a_text() -> None:
    yaml = "a: |+\n  x\n\n{}c: 1\n"
    assert changed(yaml.format("b: 2\n"), ("b: 2\n", "")) == ()
    assert changed(yaml.format("b: 2\n\n"), ("b: 2\n", "")) != ()


def test_a_key_in_text_that_no_edit_wrote() -> None:
    yaml = "a: |\n  x\n\nb: 1\n"
    assert changed(yaml, ("|\n  x", "1")) == ()
    assert changed('{a: "x, b: c"}\n', ('"x', "x"), ('c"', "c")) == ("property b",)
    assert changed('a: ["x, b", c]\n', ('"x', "x"), ('b"', "b")) == ()
    assert changed('a: ["x, b, c"]\n', ('"x', "x"), ('c"', "c")) == ("property a",)


def test_items_of_a_list() -> None:
    yaml = "a:\n- x\n- y\n- 'z'\n"
    assert changed(yaml, ("x", "w")) == ()
    assert changed('a: [x, "y", v, w]\n', ("x", "'x"), ("w", "w'")) == ("property a",)
    assert changed("a: [[x, y], &b z, *b]\n", ("x", "v")) == ()


def test_parts_of_a_mapping() -> None:
    assert changed("a:\n  b: x\n  c: y\n  d: 'z'\n", ("x", "w")) == ()
    assert changed("a: {b: x, c: y, d: 'z'}\n", ("x", "'x"), ("'z'", "z'")) == ("property a",)
    assert changed("a: {b: x, c: y, d: z}\n", ("b: x", "c: x"), ("c: y", "b: y")) == ()
    assert changed("a: {b: &c 1, d: *c}\n", ("1", "2")) == ("property a",)


def test_comments_stay_comments() -> None:
    name = "comments of the properties"
    assert changed("a: x # why\nb: 1\n", ("x", "'x"), ("why", "why'")) == (name,)
    assert changed("a: 'x #why' \nb: 1\n", ("'x", "x"), ("why'", "why")) == (name,)
    assert changed("a: x\n# why\nb: 1\n", ("x", "|\n# x")) == ()
    assert changed("a: x\n  # why\nb: 1\n", ("x", "|\n  x")) == (name,)


def test_what_could_not_be_read_is_not_compared() -> None:
    assert changed("a: b: c\nd: 1\n", ("b: c", "'b: c'")) == ()
    assert changed("[a, b]\n", ("a", "c")) == ()
    assert changed("a\n", ("a", "b")) == ()


def test_the_guilty_rule_and_the_property_are_named() -> None:
    vault = Vault.of({"Note.md": "---\nkind: &k x\nother: *k\nnumber: 1\n---\n"})
    rules = [
        replacing("tied", "&k x", "&k y", Change.PROPERTIES),
        replacing("number", "1", "2", Change.PROPERTIES),
    ]
    outcome = fix_note(vault.note("Note.md"), vault, rules, Safety.SAFE)
    assert outcome.problem == (
        "nothing was fixed: the fix of tied would also change the note's property other,"
        " which is a bug in it; please report it"
    )
    assert not outcome.changed
    assert fix_note(vault.note("Note.md"), vault, rules[1:], Safety.SAFE).problem is None


def test_a_later_pass_is_looked_at_too() -> None:
    vault = Vault.of({"Note.md": "---\na: &k first\nb: *k\nc: 1\n---\n"})
    rules = [
        replacing("early", "c: 1", "c: 2", Change.PROPERTIES),
        replacing("late", r"first(?=[^3]*c: 2)", "second", Change.PROPERTIES),
    ]
    outcome = fix_note(vault.note("Note.md"), vault, rules, Safety.SAFE)
    assert outcome.problem is not None
    assert "the fix of late would also change the note's property b," in outcome.problem


HOSTILE = {
    "properties": "k{}: v\n",
    "aliases": "k{}: &a{} [*z]\n",
    "depth": "k{}: [[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]\n",
    "comments": "k{}: v # c\n",
    "items": "k{}:\n- a\n- b\n- c\n",
}


@pytest.mark.parametrize("line", HOSTILE.values(), ids=HOSTILE)
def test_hostile_properties_are_compared_in_linear_time(line: str) -> None:
    def seconds(size: int) -> float:
        lines = "".join(line.replace("{}", str(number)) for number in range(size))
        before = Note.from_text(f"---\nz: &z y\n{lines}---\n")
        edits = [Edit(Span(at.start(), at.start() + 1), "K") for at in re.finditer("k", lines)]
        edits = [Edit(Span(start + 12, end + 12), new) for (start, end), new in edits]
        after = Note.from_text(apply_edits(before.text, edits))
        assert before.frontmatter is not None
        assert after.frontmatter is not None
        return seconds_of(lambda: strays(before, edits, after))

    assert not grows_too_fast(seconds, 200)
