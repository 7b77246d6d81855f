"""The guard: which differences between a note before and after a fix count, and as what."""

from __future__ import annotations

from itertools import product

import pytest

import vaultlint.fix.guard
from tests.fix.sample_rules import replacing
from tests.timing import grows_too_fast, seconds_of
from vaultlint.finding import Safety
from vaultlint.fix import fix_note
from vaultlint.fix.guard import differences
from vaultlint.note import Note
from vaultlint.rule import Change
from vaultlint.settings import Settings
from vaultlint.vault import Vault

OTHERS = {"Home.md": "# Top\n", "Other.md": "", "dir/Deep.md": "", "image.png": b""}
BLOCKS = "a\nb\n\n- c\n- d\n\n```\ne\nf\n```\n"
FRONT = '---\ntitle: A note\ntags: [one, two]\nup: "[[Home]]"\n---\n'


def changed(
    before: str | bytes,
    after: str | bytes,
    *allowed: Change,
    settings: Settings | None = None,
) -> set[str]:
    vault = Vault.of({**OTHERS, "Note.md": before}, settings)
    old = vault.note("Note.md")
    new = Note("Note.md", after.encode() if isinstance(after, str) else after, vault.settings)
    return set(differences(old, new, vault, allowed))


SAME = {
    "blank lines": ("a\n\nb\n", "a\n\n\n\nb\n"),
    "trailing blanks": ("a  \nb\t\n", "a\nb\n"),
    "final newline": ("a\n# b", "a\n# b\n"),
    "newlines": (BLOCKS, BLOCKS.replace("\n", "\r\n")),
    "newlines of the frontmatter": (FRONT, FRONT.replace("\n", "\r\n")),
    "byte order mark": ("\ufeff" + FRONT + "text\n", FRONT + "text\n"),
    "byte order mark alone": ("\ufeff# a\n", "# a\n"),
    "byte order mark inside": ("a \ufeffb c\ufeffd\n", "a b cd\n"),
    "odd blanks": ("a\u00a0b\u2009c\u3000d [[Home]]\n", "a b c d [[Home]]\n"),
    "blanks in a link": ("go [[ Home | there ]]!\n", "go [[Home|there]]!\n"),
    "blanks in a heading": ("# a\u00a0b \n", "# a b\n"),
    "spacing of YAML": ("---\na:   1\n\nb:  [x,y]\n---\n", "---\na: 1\nb: [x, y]\n---\n"),
    "quotes of YAML": ("---\na: 'x'\n---\n", "---\na: x\n---\n"),
    "not a number": ("---\na: .nan\n---\nb \n", "---\na: .nan\n---\nb\n"),
    "aliases of YAML": ("---\na: &x [1]\nb:  *x\n---\n", "---\na: &x [1]\nb: *x\n---\n"),
    "comment of YAML": ("---\na: 1   # why\n---\n", "---\na: 1 # why\n---\n"),
    "invalid YAML": ("---\na: b: c  \n---\n", "---\na: b: c\n---\n"),
    "empty frontmatter": ("---\n---\na \n", "---\n---\na\n"),
    "hard breaks without need": ("a  \nb\n", "a\nb\n"),
    "link over two lines": ("[a\nb](Home.md)  c\n", "[a\r\nb](Home.md) c\n"),
    "code span over two lines": ("`a\nb`\n", "`a\r\nb`\n"),
}  # fmt: skip

DIFFERENT = {
    "target": ("[[Home]]", "[[Other]]", {Change.LINKS}),
    "subpath": ("[[Home#Top]]", "[[Home#Tip]]", {Change.LINKS}),
    "display": ("[[Home|a]]", "[[Home|b]]", {Change.LINKS}),
    "display gone": ("[[Home|a]]", "[[Home]]", {Change.LINKS}),
    "embed": ("![[Home]]", "[[Home]]", {Change.LINKS}),
    "order of links": ("[[Home]] [[Other]]", "[[Other]] [[Home]]", {Change.LINKS}),
    "repeated link gone": ("[[Home]] [[Home]]", "[[Home]] ", {Change.LINKS, Change.WORDS}),
    "size": ("![[image.png|100]]", "![[image.png|200]]", {Change.LINKS}),
    "Markdown link": ("[a](Home.md)", "[b](Home.md)", {Change.LINKS}),
    "title of a Markdown link": ('[a](Home.md "x y")', "[a](Home.md)", {Change.LINKS}),
    "external link": ("[a](https://x.org)", "[a](https://y.org)", {Change.LINKS}),
    "style of a link": ("[[Home]]", "[Home](Home)", {Change.LINKS}),
    "link to text": ("a [[Home|b]]", "a b [[Home]]", {Change.LINKS, Change.WORDS}),
    "value": ("---\na: 1\n---\n", "---\na: 2\n---\n", {Change.PROPERTIES}),
    "type": ("---\na: 1\n---\n", "---\na: '1'\n---\n", {Change.PROPERTIES}),
    "kind of number": ("---\na: 1\n---\n", "---\na: true\n---\n", {Change.PROPERTIES}),
    "key": ("---\na: 1\n---\n", "---\nb: 1\n---\n", {Change.PROPERTIES}),
    "order of properties": (
        "---\na: 1\nb: 2\n---\n", "---\nb: 2\na: 1\n---\n", {Change.PROPERTIES}),
    "nesting": ("---\na: [[1], 2]\n---\n", "---\na: [[1, 2]]\n---\n", {Change.PROPERTIES}),
    "YAML comment": ("---\na: 1 # why\n---\n", "---\na: 1\n---\n", {Change.PROPERTIES}),
    "YAML comment alone": ("---\n# why\na: 1\n---\n", "---\na: 1\n---\n", {Change.PROPERTIES}),
    "comment in an empty frontmatter": (
        "---\n# why\n---\n", "---\n# who\n---\n", {Change.PROPERTIES}),
    "unreadable YAML": ("---\na: b: c\n---\n", "---\na: b: d\n---\n", {Change.PROPERTIES}),
    "repaired YAML": ("---\na: b: c\n---\n", "---\na: 'b: c'\n---\n", {Change.PROPERTIES}),
    "alias": (
        "---\na: &x [1]\nb: &y [2]\nc: *x\n---\n", "---\na: &x [1]\nb: &y [2]\nc: *y\n---\n",
        {Change.PROPERTIES}),
    "duplicate": ("---\na: 1\na: 1\n---\n", "---\na: 1\n---\n", {Change.PROPERTIES}),
    "duplicate with tags": (
        "---\ntags: [x]\ntags: [x]\n---\n", "---\ntags: [x]\n---\n", {Change.PROPERTIES}),
    "tag of the properties": (
        "---\ntags: [a]\n---\n", "---\ntags: [b]\n---\n", {Change.PROPERTIES, Change.TAGS}),
    "link of the properties": (
        '---\nup: "[[Home]]"\n---\n', '---\nup: "[[Other]]"\n---\n',
        {Change.PROPERTIES, Change.LINKS}),
    "tag": ("a #b", "a #c", {Change.TAGS}),
    "case of a tag": ("a #b", "a #B", {Change.TAGS}),
    "tag to word": ("a #b c", "a b c", {Change.TAGS, Change.WORDS}),
    "heading": ("# a", "# b", {Change.HEADINGS}),
    "level": ("# a", "## a", {Change.HEADINGS, Change.STRUCTURE}),
    "kind of heading": ("a\n===", "# a", {Change.STRUCTURE}),
    "heading to text": (
        "# a", "#a", {Change.HEADINGS, Change.STRUCTURE, Change.TAGS, Change.WORDS}),
    "nested heading": ("> # a", "> # b", {Change.WORDS}),
    "block id": ("a ^b", "a ^c", {Change.BLOCK_IDS}),
    "code": ("```\na\n```", "```\nb\n```", {Change.CODE}),
    "blanks in code": ("```\na  b\n```", "```\na b\n```", {Change.CODE}),
    "trailing blanks in code": ("```\na \n```", "```\na\n```", {Change.CODE}),
    "language": ("```py\na\n```", "```js\na\n```", {Change.CODE}),
    "code span": ("x `a`", "x `b`", {Change.CODE}),
    "indented code": ("    a", "    b", {Change.CODE}),
    "list": ("- a\n- b", "- a b", {Change.STRUCTURE}),
    "quote": ("> a", "a", {Change.STRUCTURE}),
    "depth": ("- a\n- b", "- a\n  - b", {Change.STRUCTURE}),
    "number of an item": ("3. a", "4. a", {Change.STRUCTURE}),
    "line break": ("a\nb", "a b", {Change.STRUCTURE}),
    "line break in a link": ("[a\nb](Home.md)", "[a b](Home.md)", {Change.STRUCTURE}),
    "table": ("|a|\n|-|\n|b|\n|c|", "|a|\n|-|\n|b|", {Change.STRUCTURE, Change.WORDS}),
    "paragraphs joined": ("a\n\nb", "a\nb", {Change.STRUCTURE}),
    "word": ("a b", "a c", {Change.WORDS}),
    "word gone": ("a b", "a", {Change.WORDS}),
    "words joined": ("a b", "ab", {Change.WORDS}),
    "word at a link": ("a [[Home]]", "a[[Home]]", {Change.WORDS}),
    "task": ("- [ ] a", "- [x] a", {Change.WORDS}),
    "callout": ("> [!note] a", "> [!tip] a", {Change.WORDS}),
    "math": ("$$\na\n$$", "$$\nb\n$$", {Change.WORDS}),
    "comment": ("a %%b%%", "a %%c%%", {Change.WORDS}),
    "comment block": ("%%\na\n%%", "%%\nb\n%%", {Change.WORDS}),
    "HTML": ("<div>a</div>", "<div>b</div>", {Change.WORDS}),
    "footnote": ("[^1]: a", "[^1]: b", {Change.WORDS}),
    "table cell": ("|a|\n|-|\n|b|", "|a|\n|-|\n|c|", {Change.WORDS}),
    "emphasis": ("*a*", "a", {Change.WORDS}),
    "invalid byte": (b"a \xe9", "a é", {Change.WORDS}),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), SAME.values(), ids=SAME)
def test_what_is_no_difference(before: str, after: str) -> None:
    assert changed(before, after) == set()


@pytest.mark.parametrize(("before", "after", "changes"), DIFFERENT.values(), ids=DIFFERENT)
def test_a_difference_must_be_declared(before: str, after: str, changes: set[Change]) -> None:
    keep = "\n\n[[Home]] [[Other]] ![[image.png]]"  # what is lost altogether is another test's
    before, after = (
        text + (keep.encode() if isinstance(text, bytes) else keep) for text in (before, after)
    )
    assert changed(before, after) == {change.value for change in changes}
    assert changed(before, after, *changes) == set()
    for missing in changes:
        assert changed(before, after, *set(Change) - {missing}) == {missing.value}


def test_a_hard_break_counts_where_single_newlines_are_none() -> None:
    strict = Settings(strict_line_breaks=True)
    assert changed("a  \nb\n", "a\nb\n", settings=strict) == {"structure"}
    assert changed("a \nb  \n", "a\nb\n", settings=strict) == set()


def test_what_no_comparison_sees_must_still_be_there() -> None:
    """A line of stars is a break like any other: only the characters differ."""
    assert changed("a\n\n***\n", "a\n\n---\n") == {"text"}
    assert changed("a\n\n***\n", "a\n\n---\n", Change.STRUCTURE) == set()


def test_a_heading_that_its_own_links_reach_must_stay() -> None:
    note = "# A: b\n\n[[#A b]] [[Note#A b]] [x](#A%20b) ^id\n\n[[#^id]]\n"
    moved = note.replace("# A: b", "# A: c")
    reached = "headings or blocks that its own links reach"
    assert changed(note, moved, Change.HEADINGS) == {reached}
    assert changed(note, moved, Change.HEADINGS, Change.LINKS) == set()
    assert changed(note, note.replace("# A: b", "# a  B?"), Change.HEADINGS) == set()
    renamed = note.replace(" ^id\n", " ^other\n")
    assert changed(note, renamed, Change.BLOCK_IDS) == {reached}


@pytest.mark.parametrize(
    "link", ["[[Home#Top]]", "[[Note]]", "[x](https://x.org/#Top)", "[x](y:#Top)"]
)
def test_a_heading_that_only_other_links_name_may_go(link: str) -> None:
    assert changed(f"# Top\n\n{link}\n", f"# Tip\n\n{link}\n", Change.HEADINGS) == set()


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        ("[[Home]]", "[[Hume]]", "Home.md"),
        ("[[Home]] [x](Other.md)", "[[Home]] [x](Othr.md)", "Other.md"),
        ("![[image.png]]", "[[Home]]", "image.png"),
        ('---\nup: "[[Home]]"\n---\n', "---\nup: Home\n---\n", "Home.md"),
    ],
)
def test_a_working_link_must_not_break_whatever_is_declared(
    before: str, after: str, lost: str
) -> None:
    assert changed(before, after, *Change) == {f"links that open {lost}"}


def test_links_may_be_repaired() -> None:
    assert changed("[[Hume]] [[Deep.md]]", "[[Home]] [[dir/Deep]]", Change.LINKS) == set()


@pytest.mark.parametrize("after", ["---\na: b: c\n---\n", "a: 1\n", " ---\na: 1\n---\n"])
def test_properties_must_stay_readable_whatever_is_declared(after: str) -> None:
    assert changed("---\na: 1\n---\n", after, *Change) == {
        "properties, which could not be read any more"
    }


def test_a_fix_must_not_bring_in_a_key_twice() -> None:
    twice = "---\na: 1\na: 2\n---\n"
    assert changed("---\na: 1\nb: 2\n---\n", twice, *Change) == {
        "properties, which could not be read any more"
    }
    assert changed(twice, twice + "text\n", *Change) == set()
    assert changed("---\n1: a\nb: c\n---\n", "---\n1: a\ntrue: c\n---\n", *Change) == set()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_a_note_in_another_encoding_is_compared_by_its_text(encoding: str, mark: str) -> None:
    text = FRONT + "# heading\n\nsome more words é [[Home]] #tag\n"
    before = (mark + text).encode(encoding)
    assert changed(before, text) == set()
    assert changed(before, text.replace("more", "fewer")) == {"words"}


def test_bytes_that_are_no_text_are_not_compared() -> None:
    assert changed(b"\x00\x01\x02\x00\x00\x07" * 50, "x") == set()


def test_the_guilty_rule_is_named_and_the_note_kept() -> None:
    vault = Vault.of({**OTHERS, "Note.md": "teh  [[Home]]  end\n"})
    rules = [
        replacing("spelling", "teh", "the", Change.WORDS),
        replacing("blanks", "  ", " "),
        replacing("liar", "end", "[[Other]]", Change.WORDS),
    ]
    outcome = fix_note(vault.note("Note.md"), vault, rules, Safety.SAFE)
    assert outcome.problem == (
        "nothing was fixed: the fix of liar would also change the note's links,"
        " which is a bug in it; please report it"
    )
    assert outcome.after == outcome.before
    assert outcome.applied == ()
    assert {found.rule for found in outcome.result.findings} == {"spelling", "blanks", "liar"}


def test_rules_that_are_guilty_together_are_all_named() -> None:
    """One joins the brackets that the other leaves behind."""
    vault = Vault.of({**OTHERS, "Note.md": "[+[Home]-]\n"})
    rules = [
        replacing("minus", "-", "", Change.WORDS),
        replacing("plus", r"\+", "", Change.WORDS),
    ]
    outcome = fix_note(vault.note("Note.md"), vault, rules, Safety.SAFE)
    assert outcome.problem is not None
    assert "the fix of minus and plus would also change the note's links" in outcome.problem


def test_a_declared_change_is_applied() -> None:
    vault = Vault.of({**OTHERS, "Note.md": "[[Home.md]] [[Other.md]]\n"})
    rules = [replacing("extension", r"\.md(?=\])", "", Change.LINKS)]
    outcome = fix_note(vault.note("Note.md"), vault, rules, Safety.SAFE)
    assert outcome.after == b"[[Home]] [[Other]]\n"


def test_what_cannot_be_compared_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(vaultlint.fix.guard, "differences", fail)
    vault = Vault.of({"Note.md": "a \n"})
    outcome = fix_note(vault.note("Note.md"), vault, [replacing("blank", " ", "")], Safety.SAFE)
    assert outcome.problem is not None
    assert "RecursionError: too deep" in outcome.problem
    assert outcome.after == b"a \n"


HOSTILE = {
    "characters": "a",
    "brackets": "[[",
    "quotes": "> ",
    "links": "[[a]]",
    "own links": "[[#a]] ",
    "headings": "# a\n",
    "tags": "#a ",
    "code": "`a` ",
    "ids": "a ^b\n\n",
    "empty lines": "\n",
    "nul": "\0",
    "surrogates": "\udcff",
    "separators": "\u2028\x0c\x1d\x85",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_hostile_notes_are_compared_in_linear_time(unit: str) -> None:
    """Beside what reading the note costs, which is not the guard's."""
    vault = Vault.of({})

    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        before, after = (Note.from_text(text + end) for end in ("\n\nend", "\n\nend\n"))
        views = ("links", "tags", "headings", "block_ids", "zones")
        for note, view in product((before, after), views):
            getattr(note, view)
        return seconds_of(
            lambda: [
                differences(before, after, vault, allowed) for allowed in ((), {Change.HEADINGS})
            ]
        )

    assert not grows_too_fast(seconds, 12_500)


@pytest.mark.parametrize(
    "front",
    [
        "a0: &a0 [x]\n" + "".join(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}]\n" for n in range(40)),
        "a: &a [*a]\n",
        "a: &a {b: *a, c: *a}\n",
        "a: " + "[" * 3000 + "]" * 3000 + "\n",
    ],
    ids=["bomb", "circle", "circle of maps", "depth"],
)
def test_yaml_that_explodes_is_compared(front: str) -> None:
    before = f"---\n{front}---\ntext \n"
    assert changed(before, f"---\n{front}---\ntext\n") == set()
    assert changed(before, f"---\n{front}z: 1\n---\ntext\n") == {"properties"}
