"""Values and their types: what each rule says of one, and that only one of them speaks of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vaultlint.rules.frontmatter import deprecated_property, property_type, string_list
from vaultlint.rules.frontmatter._split_text import split_aliases, split_classes, split_tags

from tests.properties.test_types import INVALID, UNCERTAIN, VALID, rows
from vaultlint.finding import Finding, Level, Safety, apply_edits
from vaultlint.note import Note
from vaultlint.rule_files import find_rules
from vaultlint.settings import Settings
from vaultlint.vault import Vault

SPEAKERS = (
    "property-type", "date-format", "impossible-date", "string-list", "unquoted-link",
    "unlinked-property", "invalid-tag", "duplicate-tag", "invalid-frontmatter", "daily-note-date",
)  # fmt: skip
FORCED = {"tags": "tags", "aliases": "aliases"}


def note_with(kind: str, source: str) -> Note:
    name = FORCED.get(kind, "value")
    settings = Settings(property_types={"value": kind})
    return Note.from_text(f"---\n{name}: {source}\n---\n", settings=settings)


def findings(note: Note, *rules: str) -> Iterator[Finding]:
    vault = Vault.of({note.path: note.text}, note.settings)
    for name in rules:
        rule = find_rules()[name]
        yield from rule.run(note, rule.options(), vault)


@pytest.mark.parametrize(("kind", "source", "verdict"), rows(INVALID, False))
def test_of_an_invalid_value_one_rule_speaks(kind: str, source: str, verdict: bool) -> None:
    assert len(list(findings(note_with(kind, source), *SPEAKERS))) == 1


@pytest.mark.parametrize(
    ("kind", "source", "verdict"), [*rows(VALID, True), *rows(UNCERTAIN, None)]
)
def test_of_any_other_value_none_speaks_of_its_type(
    kind: str, source: str, verdict: bool | None
) -> None:
    assert not list(findings(note_with(kind, source), "property-type"))


@pytest.mark.parametrize("kind", ["folder", "tags", "aliases", "kanban"])
def test_types_that_are_no_others_business(kind: str) -> None:
    note = Note.from_text(
        "---\nvalue: {a: 1}\n---\n", settings=Settings(property_types={"value": kind})
    )
    assert not list(findings(note, "property-type"))


@pytest.mark.parametrize(
    ("kind", "source", "written", "safety"),
    [
        ("number", '"5"', "5", Safety.SAFE),
        ("number", "'-1.5'", "-1.5", Safety.SAFE),
        ("number", '"0.10"', "0.1", Safety.UNSAFE),
        ("number", '"007"', None, None),
        ("number", '"+5"', None, None),
        ("number", '"1234567890123456"', None, None),
        ("number", "1,000", None, None),
        ("number", "|\n  5", None, None),
        ("number", "[5]", None, None),
        ("checkbox", '"True"', "true", Safety.SAFE),
        ("checkbox", "Yes", "true", Safety.SAFE),
        ("checkbox", "off", "false", Safety.SAFE),
        ("checkbox", "'off'", "false", Safety.UNSAFE),
        ("checkbox", "1", "true", Safety.UNSAFE),
        ("checkbox", "2", None, None),
        ("checkbox", "done", None, None),
        ("text", "[a]", None, None),
    ],
)
def test_readings(kind: str, source: str, written: str | None, safety: Safety | None) -> None:
    note = note_with(kind, source)
    (finding,) = findings(note, "property-type")
    if written is None:
        assert finding.fix is None
    else:
        assert finding.fix is not None
        assert finding.fix.safety is safety
        assert apply_edits(note.text, finding.fix.edits) == f"---\nvalue: {written}\n---\n"


def inferring(odd: str, usual: str, count: int) -> list[Finding]:
    """What is found in a note whose value is odd, beside others whose values are usual."""
    files = {f"{number}.md": f"---\nstars: {usual}\n---\n" for number in range(count)}
    files |= {"Empty.md": "---\nstars:\n---\n", "Odd.md": f"---\nStars: {odd}\n---\n"}
    vault = Vault.of(files)
    options = property_type.Options(infer=True)
    return list(property_type.check.run(vault.note("Odd.md"), options, vault))


def test_types_that_a_vault_shows() -> None:
    (finding,) = inferring('"5"', "4", 30)
    assert finding.level is Level.INFO
    assert finding.fix is not None
    assert finding.fix.safety is Safety.UNSAFE
    assert inferring("yes", "false", 30)
    assert not inferring('"5"', "4", 18)
    assert not inferring("five", "4", 30)
    assert not inferring('"5"', '"4"', 30)
    assert not inferring('"5"', "true", 30)
    assert not inferring("yes", "4", 30)
    assert not inferring("1", "true", 30)


def test_a_vault_without_types_shows_none_unless_asked() -> None:
    files = {f"{number}.md": "---\nstars: 4\n---\n" for number in range(30)}
    vault = Vault.of({**files, "Odd.md": '---\nstars: "5"\n---\n'})
    options = property_type.Options()
    assert not list(property_type.check.run(vault.note("Odd.md"), options, vault))


@pytest.mark.parametrize(
    ("text", "parts", "sure"),
    [
        ("a, b", ("a", "b"), True),
        ("a,b,", ("a", "b"), True),
        ("a b", ("a", "b"), False),
        ("#a #b", ("a", "b"), True),
        ("#a, b c", ("a", "b", "c"), False),
        ("a\u3000b", ("a", "b"), False),
        ("a, A, #a", ("a",), True),
        ("machine learning, ai", ("machine", "learning", "ai"), False),
        (", #", None, None),
        ("a", None, None),
        (" a ", None, None),
        ("", None, None),
    ],
)
def test_tags_in_one_text(text: str, parts: tuple[str, ...] | None, sure: bool | None) -> None:
    assert split_tags(text) == (None if parts is None else (parts, sure))


@pytest.mark.parametrize(
    ("text", "parts", "sure"),
    [
        ("A, B", ("A", "B"), False),
        ("A B,C,A B", ("A B", "C"), False),
        ("A B\nC\n", ("A B", "C"), True),
        ("A, B\nC", ("A", "B", "C"), False),
        ("1,000 Places", None, None),
        ("A,", None, None),
        ("A B", None, None),
    ],
)
def test_aliases_in_one_text(text: str, parts: tuple[str, ...] | None, sure: bool | None) -> None:
    assert split_aliases(text) == (None if parts is None else (parts, sure))


@given(st.text("aB, #\n\t\u3000é1"))
def test_nothing_of_a_text_is_lost(text: str) -> None:
    marks = str.maketrans("", "", "#, \n\t\u3000")
    for split in (split_tags(text), split_aliases(text), split_classes(text)):
        if split is not None:
            assert {*"".join(split.parts).lower().translate(marks)} == {
                *text.lower().translate(marks)
            }


@pytest.mark.parametrize(
    ("yaml", "result"),
    [
        ("tag: a\n", "tags: a\n"),
        ("TAG:\n- a # one\n- b\n", "tags:\n- a # one\n- b\n"),
        ("tag: a, b\n", "tags:\n  - a\n  - b\n"),
        ("tags:\ntag: a\n", "tags:\n  - a\n"),
        ("tags: [a, 5]\ntag: A\n", "tags: [a, 5]\n"),
        ("tags: '#a'\ntag: [a, b]\n", "tags:\n  - '#a'\n  - b\n"),
        ("alias: A, B\n", "aliases: A, B\n"),
        ("aliases: [a]\nalias: A\n", "aliases: [a, A]\n"),
        ("cssclasses: wide\ncssclass: cards wide\n", "cssclasses:\n  - wide\n  - cards\n"),
        ("tag: a # why\n", "tags: a # why\n"),
        ("tag: [a] # why\ntags: b\n", None),
        ("tag: &x a\nother: *x\n", None),
        ("tag: a\ntags: b, c\n", None),
        ("tag: a\ntags: {b: c}\n", None),
        ("tag: a\ntags: [[b]]\n", None),
    ],
)
def test_deprecated_names(yaml: str, result: str | None) -> None:
    note = Note.from_text(f"---\n{yaml}---\n")
    (finding,) = findings(note, "deprecated-property")
    if result is None or finding.fix is None:
        assert result is None
        assert finding.fix is None
    else:
        after = apply_edits(note.text, finding.fix.edits)
        if "'#a'" in result:  # quotes are not needed any more than before
            after = after.replace('"#a"', "'#a'")
        assert after == f"---\n{result}---\n"


@pytest.mark.parametrize(
    "yaml",
    [
        "tag: v1.2\n", "tag: 2024\n", "tag: []\n", "tag: {a: b}\n", "tag: [a, b c]\n", "alias: 5\n",
        "alias: [5]\n", 'alias: ""\n', "cssclass:\n", "tag: a, c++\n", "tags: a\n", "x: {tag: a}\n",
    ],
)  # fmt: skip
def test_values_that_the_plural_does_not_take(yaml: str) -> None:
    assert not list(findings(Note.from_text(f"---\n{yaml}---\n"), "deprecated-property"))


def test_a_deprecated_name_with_another_type() -> None:
    for kind, found in (("number", 0), ("text", 1), ("tags", 1)):
        note = Note.from_text("---\ntag: a\n---\n", settings=Settings(property_types={"tag": kind}))
        assert len(list(findings(note, "deprecated-property"))) == found


def test_template_notes_are_left_alone() -> None:
    settings = Settings(template_folders=("T",), property_types={"n": "number"})
    text = '---\ntag: a\ntags: a, b\nn: "5"\n---\n'
    note = Note.from_text(text, "T/A.md", settings)
    assert not list(findings(note, "deprecated-property", "string-list", "property-type"))
    assert deprecated_property.check.preset == string_list.check.preset == "recommended"
