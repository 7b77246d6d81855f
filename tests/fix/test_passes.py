"""Fixes of one note in memory: what is chosen, in which order, and when nothing is."""

from __future__ import annotations

from itertools import permutations

import pytest

from tests.fix.sample_rules import replacing
from vaultlint.active import ActiveRule
from vaultlint.finding import Edit, Finding, Fix, Safety, Span
from vaultlint.fix import FixOutcome, fix_note
from vaultlint.fix.passes import choose
from vaultlint.note import Note
from vaultlint.rule import Change
from vaultlint.vault import Vault


def fix(
    text: str | bytes, *rules: ActiveRule, wanted: Safety = Safety.SAFE, path: str = "Note.md"
) -> FixOutcome:
    vault = Vault.of({path: text})
    return fix_note(vault.note(path), vault, rules, wanted)


WORDS = Change.WORDS


@pytest.mark.parametrize(
    ("safety", "wanted", "fixed"),
    [
        (Safety.SAFE, Safety.SAFE, True),
        (Safety.SAFE, Safety.UNSAFE, True),
        (Safety.UNSAFE, Safety.SAFE, False),
        (Safety.UNSAFE, Safety.UNSAFE, True),
        (Safety.MANUAL, Safety.UNSAFE, False),
        (Safety.MANUAL, Safety.MANUAL, False),
    ],
)
def test_only_fixes_that_are_safe_enough(safety: Safety, wanted: Safety, fixed: bool) -> None:
    outcome = fix("one\n", replacing("number", "one", "1", WORDS, safety=safety), wanted=wanted)
    assert outcome.after == (b"1\n" if fixed else b"one\n")
    assert outcome.changed == fixed
    assert [finding.rule for finding in outcome.applied] == ["number"] * fixed
    assert [found.rule for found in outcome.result.findings] == ["number"] * (not fixed)
    assert outcome.problem is None


def test_rules_that_build_on_one_another_and_touch_end_the_same_in_any_order() -> None:
    rules = [
        replacing("double", "aa", "b", WORDS),
        replacing("pair", "bb", "c", WORDS),
        replacing("longer", "aab", "c", WORDS),
        replacing("spread", "(?<=c)d", " d", WORDS),
        replacing("spread-too", "d(?=e)", "d ", WORDS),
    ]
    text = "aaaaaaaa aab aabb cdcde cde dede\n"
    outcomes = {fix(text, *order).after for order in permutations(rules)}
    assert len(outcomes) == 1
    assert outcomes.pop() != text.encode()


@pytest.mark.parametrize(
    ("spans", "chosen"),
    [
        ([[(0, 2)], [(3, 5)]], [0, 1]),
        ([[(0, 2)], [(2, 4)]], [0]),
        ([[(0, 3)], [(2, 4)]], [0]),
        ([[(0, 5)], [(1, 2)]], [0]),
        ([[(3, 5)], [(0, 2)]], [1, 0]),
        ([[(2, 2)], [(2, 2)]], [0]),
        ([[(0, 2)], [(2, 2)]], [0]),
        ([[(0, 2)], [(1, 3)], [(3, 5)]], [0, 2]),
        ([[(0, 1), (4, 5)], [(2, 3)]], [0]),  # the stretch between two edits of one fix is its own
    ],
)
def test_one_pass_takes_no_two_fixes_that_touch(
    spans: list[list[tuple[int, int]]], chosen: list[int]
) -> None:
    findings = [
        Finding(Span(0, 0), str(number), Fix("x", edits, Safety.SAFE), rule=str(number))
        for number, edits in enumerate(
            tuple(Edit(Span(*span), "x") for span in fix) for fix in spans
        )
    ]
    for order in permutations(findings):
        found = choose("abcdefg", order, Safety.SAFE)
        assert [int(finding.message) for finding in found] == chosen


def test_touching_fixes_wait_for_the_next_pass() -> None:
    outcome = fix("xy\n", replacing("first", "x", "1", WORDS), replacing("second", "y", "2", WORDS))
    assert outcome.after == b"12\n"
    assert [(f.rule, f.span) for f in outcome.applied] == [
        ("first", Span(0, 1)),
        ("second", Span(1, 2)),
    ]


def test_a_fix_of_several_edits_is_applied_whole() -> None:
    move = replacing("move", "b", "", WORDS, also=Edit(Span(6, 6), "b"))
    inner = replacing("inner", "c", "C", WORDS)
    outcome = fix("a b c \n", move, inner)
    assert outcome.after.replace(b" ", b"") == b"aCb\n"


def test_rules_that_undo_one_another_are_named_and_nothing_is_fixed() -> None:
    outcome = fix(
        "up, one \n",
        replacing("down", "up", "down", WORDS),
        replacing("up", "down", "up", WORDS),
        replacing("blank", " $", ""),
    )
    assert outcome.after == outcome.before == b"up, one \n"
    assert outcome.applied == ()
    assert outcome.problem is not None
    assert "down and up undo one another" in outcome.problem
    assert "blank" not in outcome.problem
    assert [found.rule for found in outcome.result.findings] == ["down", "blank"]


def test_a_rule_that_undoes_itself_is_named() -> None:
    outcome = fix("a b\n", replacing("swap", r"(\w) (\w)", r"\2 \1", WORDS))
    assert outcome.problem is not None
    assert "the rule swap undoes its own fix" in outcome.problem
    assert not outcome.changed


def test_a_rule_that_never_ends_is_refused() -> None:
    outcome = fix("a\n", replacing("growth", "a+", r"\g<0>a", WORDS))
    assert outcome.problem is not None
    assert "10 passes growth still" in outcome.problem
    assert outcome.after == b"a\n"


def test_a_fix_that_changes_nothing_is_none() -> None:
    same = replacing("same", "a", "a")
    moved = replacing("moved", "^a", "", also=Edit(Span(1, 1), "a"))
    outcome = fix("aa\n", same, moved, replacing("other", "a$", "b", WORDS))
    assert outcome.after == b"ab\n"
    assert {finding.rule for finding in outcome.applied} == {"other"}
    assert outcome.problem is None


def test_a_fix_beyond_the_note_is_an_error_of_its_rule() -> None:
    outcome = fix(
        "aa\n",
        replacing("beyond", "a$", "b", WORDS, also=Edit(Span(9, 12), "b")),
        replacing("other", "^a", "b", WORDS),
    )
    assert outcome.after == b"ba\n"
    assert [crash.rule for crash in outcome.result.crashes] == ["beyond"]


@pytest.mark.parametrize(
    "rest",
    [
        b"\xef\xbb\xbf---\r\na: 1\r\n---\r\n\r\ntext\r\n",
        b"\xff\xfe\x80 Latin \xe9\n",  # begins like UTF-16
        b"\x80 Latin \xe9\n",
        b"a\rb\r\nc\nd\x0c\x1d\x85\xe2\x80\xa8e\x00\n",
        b"\xed\xa0\x80 encoded surrogate \xf0\x9f\x8c\xb2",
        b"",
    ],
)
def test_every_byte_outside_the_edits_stays(rest: bytes) -> None:
    outcome = fix(rest + b"\nteh end", replacing("spelling", "teh", "the", WORDS))
    assert outcome.problem is None
    assert outcome.after == rest + b"\nthe end"


def test_bytes_that_meet_through_a_fix_are_read_again() -> None:
    """Two halves of a character come together: the text is then shorter than its parts."""
    outcome = fix(b"caf\xc3X\xa9 \n", replacing("between", "X", "", WORDS))
    assert outcome.after == "café \n".encode()
    again = fix(outcome.after, replacing("between", "X", "", WORDS))
    assert not again.changed


def test_the_result_speaks_of_the_note_as_it_is_afterwards() -> None:
    outcome = fix(
        "a\n\nbb c\n", replacing("first", "a\n\n", "", *Change), replacing("c", "c$", "c")
    )
    (left,) = outcome.result.findings
    assert (left.rule, left.line, left.column, left.excerpt) == ("c", 1, 4, "bb c")


def test_a_note_without_wanted_fixes_is_checked_only_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Note] = []
    vault = Vault.of({"Note.md": "text\n"})
    import vaultlint.fix.passes as passes

    real = passes.find

    def counting(note: Note, *rest: object) -> object:
        calls.append(note)
        return real(note, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(passes, "find", counting)
    fix_note(vault.note("Note.md"), vault, [replacing("none", "nowhere", "")], Safety.SAFE)
    assert len(calls) == 1


def test_two_rules_that_break_the_properties_together_take_turns() -> None:
    """Each alone does no harm: together they would put the same key there twice."""
    text = "---\ntag: a\nb: 1\n---\ntext end\n"
    plural = replacing("plural", r"(?s)\btag:(?!.*tags)", "tags:", Change.PROPERTIES, Change.TAGS)
    adding = replacing(
        "adding", "b: 1\n---", "b: 1\ntags: [c]\n---", Change.PROPERTIES, Change.TAGS
    )
    other = replacing("other", "end", "stop", Change.WORDS)
    vault = Vault.of({"Note.md": text})
    outcomes = {
        fix_note(vault.note("Note.md"), vault, rules, Safety.SAFE).after
        for rules in permutations((plural, adding, other))
    }
    assert outcomes == {b"---\ntag: a\nb: 1\ntags: [c]\n---\ntext stop\n"}
