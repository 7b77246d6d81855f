"""Rules about tags: what the pages do not show (obsidian.md sections 4, 11.4 and 11.5)."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from vaultlint.rules.tags import (
    duplicate_tag,
    hash_in_tag,
    invalid_tag,
    tag_case,
    truncated_tag,
    unknown_tag,
)
from vaultlint.rules.tags._cut import is_unmeant
from vaultlint.rules.tags._slips import is_slip_of, near_pairs, slip
from vaultlint.rules.tags._tags_in import tags_in

from vaultlint.finding import apply_edits
from vaultlint.note import Note
from vaultlint.note.frontmatter import ListValue, Scalar, read_frontmatter
from vaultlint.note.tags import property_tag
from vaultlint.rule import Rule
from vaultlint.vault import Vault

OF_ONE_NOTE = (duplicate_tag.check, hash_in_tag.check, invalid_tag.check, truncated_tag.check)


def reported(text: str, rules: tuple[Rule, ...] = OF_ONE_NOTE) -> list[str]:
    """Which rule speaks of which piece of a note."""
    note, vault = Note.from_text(text), Vault.of({})
    found = ((rule, f) for rule in rules for f in rule.run(note, rule.options(), vault))
    return [f"{rule.id} {text[slice(*finding.span)]}" for rule, finding in found]


@pytest.mark.parametrize(
    ("yaml", "found"),
    [
        ("tags: [a, b]", []),
        ('tags: ["#a", b/c]', ["hash-in-tag #"]),
        ("tags: a", []),
        ("tags: a, b", []),
        ("tags: a b", []),
        ("tags: C++", ["invalid-tag C++"]),
        ("tags: #a", ["hash-in-tag #a"]),
        ("tags: [2024]", []),
        ('tags: ["2024"]', ['invalid-tag "2024"']),
        ('tags: ["y2024"]', []),
        ("tags: [two words]", ["invalid-tag two words"]),
        ("tags: []", []),
        ("tags:", []),
        ("Tags: [a, A]", ["duplicate-tag A"]),
        ("TAGS: [a b]", ["invalid-tag a b"]),
        ("tag: [a b, a, a]", []),
        ('tags: ["##a"]', ['invalid-tag "##a"']),
        ("tags: [a/, a//, A]", ["duplicate-tag a//", "duplicate-tag A"]),
        ('tags: [" a ", a]', ["duplicate-tag a"]),
        ("tags: {a b: c d}", []),
        ("tags: [[a b], {c: d}]", []),
        ("tags: [/, //, '#']", []),
        ("tags:\n  - |\n    a b\n", ["invalid-tag |\n    a b"]),
    ],
)
def test_items_of_the_property(yaml: str, found: list[str]) -> None:
    assert reported(f"---\n{yaml}\n---\n") == found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags: [a b]", "tags: [a-b]"),
        ("tags: [1 2]", "tags: [1-2]"),
        ("tags: ['a  b', c]", "tags: ['a-b', c]"),
        ("tags:\n- a b # c", "tags:\n- a-b # c"),
        ("tags:\n- a, b\n- c", "tags:\n- a\n- b\n- c"),
        ("tags:\n- a b\n- a-b", "tags:\n- a-b\n- a-b"),
        ("tags: ['2 2', 1 - 1]", "tags: ['2-2', 1 - 1]"),
        ("tags: [a\u00a0b]", "tags: [a-b]"),
        ("tags: [&x a b]\ny: *x", None),
        ("tags: [a.b c]", None),
        ('tags: [", ,"]', None),
    ],
)
def test_blanks_become_dashes(before: str, after: str | None) -> None:
    text = f"---\n{before}\n---\n"
    note = Note.from_text(text)
    (finding, *_) = invalid_tag.check.run(note, invalid_tag.Options(), Vault.of({}))
    fixed = None if finding.fix is None else apply_edits(text, finding.fix.edits)
    assert fixed == (None if after is None else f"---\n{after}\n---\n")


def test_many_copies_go_at_once() -> None:
    text = "---\ntags:\n" + "  - a\n" * 201 + "  - A\n---\n"
    found = list(duplicate_tag.check.run(Note.from_text(text), None, Vault.of({})))
    assert len(found) == 201
    first, last = found[0].fix, found[-1].fix
    assert first is not None
    assert last is not None
    assert apply_edits(text, first.edits) == "---\ntags:\n  - a\n  - A\n---\n"
    assert apply_edits(text, last.edits) == text.replace("  - A\n", "")


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("#don’t", True), ("#don't", True), ("#you’re", True), ("#l’été", True),
        ("#об’єкт", True), ("#Anna’s", False), ("#Anna's", False), ("#İzmir’de", False),
        ("#dogs’", False), ("#a’", False), ("#work–life", True), ("#a‑b", True),
        ("#a –b", False), ("#a–", False), ("#a– b", False), ("#a—b", True), ("#a—b c", False),
        ("x #a—b", False), ("- #x #a—b #c", True), ("#a—", False), ("#k:v", True),
        ("#k:v w", False), ("#k::v", False), ("#标签:内", False), ("#a\u200db", False),
        ("#👩\u200d🔬", True), ("#👩\u200d", False), ("#می\u200cخواهم", True), ("#R&D", True),
        ("#a&b;", False), ("#a & b", False), ("#a&", False), ("#C++", True), ("#a+", True),
        ("#a+#b", False), ("#a+b", True), ("#v1.2", True), ("#a.b", True), ("#a.B", False),
        ("#a.", False), ("#a. b", False), ("#a…", False), ("#a.签", False), (r"#a\_b", True),
        (r"#a\*b", False), (r"#a\_", False), ("#a,b", False), ("#a!b", False), ("#a_.b", False),
    ],
)  # fmt: skip
def test_ends_within_a_word(text: str, cut: bool) -> None:
    note = Note.from_text(text)
    assert any(is_unmeant(text, tag) for tag in note.inline.tags) is cut
    assert bool(reported(text, (truncated_tag.check,))) is cut


PIECES = (
    "#", "#a", "#b/c", "#1", "# ", "a", "_", "__", "*", "**", "[", "]", "](x)", "[[N#x]]", "|",
    "\n", "\r\n", " ", "\t", "\u00a0", "\\", "`", "```\n", "$", "%%", "<!--", "-->", "<b>", "(",
    ")", ".", ":", "::", "- ", "> ", "==", "~~", "é", "👩", "\u200d", "’t", "&", "+", "/", '"',
    "---\n", "tags: [x, y z]\n", "\ufeff", "\ud800",
)  # fmt: skip


def missing(note: Note) -> set[str]:
    """The tags of a note that are not among those gathered from it."""
    assert note.written_tags or not note.inline.tags
    return {tag.name for tag in note.tags} - {text.removeprefix("#") for text in tags_in(note)}


@settings(max_examples=400, deadline=None)
@example("#a#a\u200dé")
@example("#a#C# x")
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_no_tag_is_missing_among_those_gathered(text: str) -> None:
    note = Note("Note.md", text.encode("utf-8", "surrogatepass"))
    assert not missing(note)
    names = [text for text in tags_in(note) if not text.startswith("#")]
    assert set(names) == {tag.name for tag in note.frontmatter_tags}
    if any(is_unmeant(note.text, tag) for tag in note.inline.tags):
        assert truncated_tag._MAY_BE.search(note.text, note.body_start)


@pytest.mark.parametrize("seed", range(10))
def test_no_tag_of_longer_texts_is_missing(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(20):
        assert not missing(Note.from_text("".join(chance.choices(PIECES[:-1], k=60))))


def test_no_tag_of_real_notes_is_missing(shared: Path) -> None:
    for vault in "afissard", "nexusvitae", "tasks-demo":
        for path in sorted((shared / "vaults" / vault).rglob("*.md")):
            assert not missing(Note("Note.md", path.read_bytes())), path


@pytest.mark.parametrize(
    ("written", "right", "kind"),
    [
        ("computer-sciecne", "computer-science", "swap"),
        ("managemetn", "management", "swap"),
        ("bussiness", "business", "swap"),
        ("accomodation", "accommodation", "swap"),
        ("enviroment", "environment", "letter"),
        ("book_review", "book-review", "sign"),
        ("bookreview", "book-review", "sign"),
        ("to-do", "todo", "sign"),
        ("книгаа", "книга", None),
        ("projects", "project", None),
        ("princes", "princess", None),
        ("centre", "center", None),
        ("christina", "christian", None),
        ("riesen", "reisen", None),
        ("contacts", "contracts", None),
        ("processor", "professor", None),
        ("conservation", "conversation", None),
        ("microeconomics", "macroeconomics", None),
        ("economie", "économie", None),
        ("task1", "task2", None),
        ("2023", "2024", None),
        ("covid-19", "covid19", None),
        ("2024-05", "202405", None),
        ("_todo", "todo", None),
        ("x-y", "xy", None),
        ("日本語学習", "日本語習学", None),
        ("book-reveiw", "book-review", None),
        ("form", "from", None),
        ("", "todo", None),
    ],
)
def test_slips(written: str, right: str, kind: str | None) -> None:
    assert slip(written, right) == kind
    near = {*near_pairs({written: 1}, {right: 9})}
    assert near == {(written, right)} or kind is None


@settings(deadline=None)
@given(st.text("abi-_é", max_size=9), st.text("abi-_é", max_size=9))
def test_the_quick_look_misses_no_slip(written: str, right: str) -> None:
    if written != right and slip(written, right) is not None:
        assert {*near_pairs({written: 1}, {right: 9})} == {(written, right)}


@settings(deadline=None)
@given(st.text("abn-_éж", min_size=4, max_size=14), st.data())
def test_the_quick_look_misses_nothing_that_is_near(right: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(right) - 2))
    pair = right[at : at + 2]
    other = data.draw(
        st.sampled_from([pair[0], pair[1], pair[::-1], pair[0] + pair, "-".join(pair)])
    )
    written = right[:at] + other + right[at + 2 :]
    if written != right and slip(written, right) is not None:
        assert {*near_pairs({written: 1}, {right: 9})} == {(written, right)}


def whole(rule: Rule, notes: Mapping[str, str], options: object = None) -> list[str]:
    """What a rule reports in a vault: the spots and what the fix writes there."""
    vault = Vault.of({f"{name}.md": text for name, text in notes.items()})
    found = []
    for name in notes:
        note = vault.note(f"{name}.md")
        for finding in rule.run(note, options or rule.options(), vault):
            edits = finding.fix.edits if finding.fix else ()
            new = " ".join(edit.text for edit in edits)
            found.append(f"{name}: {note.text[slice(*finding.span)]} -> {new}")
    return found


def front(*tags: str) -> str:
    return "---\ntags:\n" + "".join(f"  - {tag}\n" for tag in tags) + "---\n"


def test_the_spelling_of_most_notes() -> None:
    notes = {"a": front("Book"), "b": "#book", "c": "#book #book", "d": "#book"}
    assert whole(tag_case.check, notes) == ["a: Book -> book"]
    assert whole(tag_case.check, {**notes, "e": front("Book"), "f": front("Book")}) == [
        "a: Book -> ",
        "e: Book -> ",
        "f: Book -> ",
    ]


def test_what_is_in_code_has_no_vote() -> None:
    code = {f"code{number}": "`#book`" for number in range(30)}
    assert whole(tag_case.check, {"a": "#Book", "b": "#Book", "c": "#book", **code}) == [
        "c: #book -> Book"
    ]
    assert whole(tag_case.check, {"a": "#Book", **code}) == []


def test_a_spelling_that_yaml_reads_otherwise() -> None:
    notes = {"a": front('"True"'), "b": "#true", "c": "#true"}
    assert whole(tag_case.check, notes) == ['a: True -> "true"']
    aliased = {**notes, "a": "---\ntags: [&x True1]\ny: *x\n---\n", "b": "#true1", "c": "#true1"}
    assert whole(tag_case.check, aliased) == ["a: True1 -> "]


FREQUENT = {f"f{number}": front("environment", "area/farming") for number in range(10)}


def test_a_slip_must_be_rare() -> None:
    slips = {f"s{number}": front("enviromnent") for number in range(2)}
    assert whole(unknown_tag.check, {**FREQUENT, **slips}) == [
        "s0: enviromnent -> environment",
        "s1: enviromnent -> environment",
    ]
    assert whole(unknown_tag.check, {**FREQUENT, **slips, "s2": front("enviromnent")}) == []
    letters = {"s0": front("enviroment")}
    assert whole(unknown_tag.check, {**FREQUENT, **letters}) == ["s0: enviroment -> environment"]
    assert whole(unknown_tag.check, {**FREQUENT, **letters, "s1": "#enviroment"}) == []


def test_a_word_that_the_note_uses_is_no_slip() -> None:
    for text in "# Framing\n", "#framing framing", "a `framing` b", "framing: x":
        notes = {**FREQUENT, "s": f"{front('area/framing')}{text}"}
        assert whole(unknown_tag.check, notes) == []
    notes = {**FREQUENT, "s": f"---\ntitle: Framing\n{front('area/framing')[4:]}"}
    assert whole(unknown_tag.check, notes) == []
    notes = {**FREQUENT, "s": f"{front('area/framing')}#area/framing #framing farming"}
    assert whole(unknown_tag.check, notes) == [
        "s: area/framing -> area/farming",
        "s: #area/framing -> area/farming",
    ]


def test_other_parents_have_other_parts() -> None:
    notes = {**FREQUENT, "s": front("framing", "art/framing", "area/environmnet")}
    assert whole(unknown_tag.check, notes) == []


def test_the_list_of_tags() -> None:
    options = unknown_tag.Options(tags=("#Book/", "area/*", "a.b", "environment"))
    notes = {"a": front("book", "area/x/y", "AREA/z", "axb", "enviroment", "area"), "b": "#bok"}
    assert whole(unknown_tag.check, notes, options) == [
        "a: axb -> ",
        "a: enviroment -> environment",
        "a: area -> ",
        "b: #bok -> ",
    ]


def test_each_tag_is_compared_with_few_of_a_long_list(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[str, str]] = []

    def counting(name: str, right: str) -> bool:
        compared.append((name, right))
        return is_slip_of(name, right)

    monkeypatch.setattr("vaultlint.rules.tags._slips.is_slip_of", counting)
    listed = [f"{one}{two}ironment" for one in "abcdefgh" for two in "abcdefgh"]
    notes = {"a": front(*(f"{tag}al" for tag in listed), "aaironmetn")}
    found = whole(unknown_tag.check, notes, unknown_tag.Options(tags=tuple(listed)))
    assert "a: aaironmetn -> aaironment" in found
    assert len(found) == len(listed) + 1
    assert 0 < len(compared) < 10


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("ab #,-_/é2", max_size=8), min_size=1, max_size=4))
def test_a_fix_leaves_tags(tags: list[str]) -> None:
    """What invalid-tag writes is a tag, and all other items are as they were."""
    quoted = ", ".join("'" + tag + "'" for tag in tags)
    text = f"---\ntags: [{quoted}]\n---\n"
    note = Note.from_text(text)
    for finding in invalid_tag.check.run(note, invalid_tag.Options(), Vault.of({})):
        if finding.fix is None:
            continue
        after = read_frontmatter(apply_edits(text, finding.fix.edits))
        assert after is not None
        (entry,) = after.properties
        assert isinstance(entry.value, ListValue)
        items = [item.value for item in entry.value.items if isinstance(item, Scalar)]
        at = text.count("', '", 0, finding.span.start + 1)
        behind = len(tags) - at - 1
        new = items[at : len(items) - behind]
        assert items == [*tags[:at], *new, *tags[at + 1 :]]
        assert new
        assert all(isinstance(item, str) and property_tag(item) == item for item in new)
