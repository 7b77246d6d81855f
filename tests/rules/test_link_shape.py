"""The rules about how links are written: what a page would not show."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from vaultlint.rules.links import malformed_link, unescaped_pipe

from vaultlint.finding import Finding, Safety, apply_edits
from vaultlint.note import Note
from vaultlint.rule_files import find_rules
from vaultlint.vault import Vault

FILES = {
    "Home.md": "# The Roof\n\nWater. ^well\n",
    "My Note.md": "# A B\n",
    "JavaScript.md": "---\naliases: [JS]\n---\n",
    "Old Map.png": "",
}
RULES = find_rules()
ON = [
    rule for rule in RULES.values() if rule.group == "links" and rule.preset and rule.page.exists()
]
PIECES = (
    "[[Home]]", "[[Home", "Home", "[", "]", "[[", "]]", "](", ")", "(", "|", "\\|", "\\", "!", "`",
    "[x](My Note.md)", "[x]([[Home]])", "[[JS]]", "[[Home|a]]", "![[Old Map.png|100]]", "[[## a]]",
    "[[https://example.org|t]]", "[[Home^well]]", "[[My%20Note]]", "[[Home|Home]]", "[[]]", "word",
    "| a | b |\n| - | - |\n", "---|---\n", "|-|\n", "- ", "> ", "# ", "\n", "\n\n", "\r\n", "\r",
    "[[ ]]", "[x]( [[Home]] )", "[1, 2", "[[1,2", "]", "](https://example.org)", "3", ", ", "\x85",
    " ", "\t", "$", "%%", "<", ">", "a two words", "https://example.org", "{{", "é", "\ud83d",
)  # fmt: skip


def findings(rule: str, text: str) -> Sequence[Finding]:
    vault = Vault.of({**FILES, "Note.md": text})
    return list(RULES[rule].run(vault.note("Note.md"), RULES[rule].options(), vault))


def texts(seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    for _ in range(60):
        yield "".join(chance.choices(PIECES, k=chance.randrange(1, 16)))


def assert_looks_spare_nothing(text: str) -> None:
    looked = findings("malformed-link", text), findings("unescaped-pipe", text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(malformed_link, "_may_have_odd_brackets", lambda *_: True)
        patch.setattr(unescaped_pipe, "_may_be_cut", lambda *_: True)
        assert looked == (findings("malformed-link", text), findings("unescaped-pipe", text))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("---|---\n[[Home|a]]---|---\n---|---\n")
@example("[[ ]]")
@example("[x]( [[Home]] )")
@example("[[1, 2], [3, 4]]")
@example("[[1, 2](https://example.org)")
@example("[1, 2]](https://example.org)")
def test_first_looks_spare_nothing(text: str) -> None:
    assert_looks_spare_nothing(text)


@settings(max_examples=2000, deadline=None)
@given(st.text("[[[]]]()!a1, \t\n\r|^\\`", max_size=24))
@example("[[ ]]")
@example("[ [a]]")
@example("[[a] ]")
@example("[[a\n]]")
def test_no_odd_bracket_stands_where_the_signs_make_whole_links(text: str) -> None:
    note = Note.from_text(text)
    if malformed_link._has_whole_links(note):
        assert not malformed_link._ODD_BRACKETS.search(text)


def test_most_notes_have_whole_links() -> None:
    note = Note.from_text("- [ ] [[A|b]], ![[C#d]] and [e](f.md), [g](https://h)\n[^1]: i [[j]]\n")
    assert malformed_link._has_whole_links(note)


@pytest.mark.parametrize("seed", range(10))
def test_first_looks_spare_nothing_in_longer_texts(seed: int) -> None:
    for text in texts(seed):
        assert_looks_spare_nothing(text)


@pytest.mark.parametrize("seed", range(10))
def test_what_a_safe_fix_mends_is_not_found_again(seed: int) -> None:
    for text in texts(seed):
        for rule in ("malformed-link", "unescaped-pipe", "unencoded-destination", "encoded-link"):
            for finding in findings(rule, text):
                if finding.fix is None or finding.fix.safety < Safety.SAFE:
                    continue
                after = apply_edits(text, finding.fix.edits)
                messages = [found.message for found in findings(rule, after)]
                before = [found.message for found in findings(rule, text)]
                assert messages.count(finding.message) < before.count(finding.message), text


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("[[My%20Note]]", "encoded-link"),
        ("![[Old%20Map.png]]", "encoded-link"),
        ("[[My Note#A%20B]]", "encoded-link"),
        ("[[JS]]", "alias-link"),
        ("[text](JS)", "alias-link"),
        ("[[https://example.org]]", "malformed-link"),
        ("[[mailto:anna@example.org]]", "malformed-link"),
        ("[[Home^well]]", "malformed-link"),
        ("[[^^well]]", "malformed-link"),
        ("[[## well]]", "malformed-link"),
        ("[text]([[Absent]])", "malformed-link"),
        ("[text]([[Home]])", "malformed-link"),
        ("[[Home]", "malformed-link"),
        ("[text](My Note.md)", "unencoded-destination"),
        ("![](Absent map.png)", "unencoded-destination"),
        ("[[Home|Home]]", "redundant-display"),
        ("a | b\n--|--\n[[Home|x]] | y", "unescaped-pipe"),
        ("[[Absent%20Note]]", "unresolved-link"),
        ("[[Absent^well]]", "unresolved-link"),
    ],
)
def test_a_link_is_reported_by_one_rule(text: str, rule: str) -> None:
    vault = Vault.of({**FILES, "Note.md": text})
    note = vault.note("Note.md")
    found = [each.id for each in ON for _ in each.run(note, each.options(), vault)]
    assert found == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "a | b\n--|--\n`[[Home|x]]` | y",
        "a | b\n--|--\n$[[Home|x]]$ | y",
        "a | b\n--|--\n[[ -f x || y ]] | z",
        "a | b\n--|--\n\n[[Home|x]] | y",
        "a | b\n--|--\n- [[Home|x]]",
        "    a | b\n    --|--\n    [[Home|x]] | y",
        "```\na | b\n--|--\n[[Home|x]] | y\n```",
        "[[Home|x]] | y\n\n--|--",
        "text [[Home|x]]\n---|---|---|---\n",
    ],
)
def test_no_table_cuts_these(text: str) -> None:
    assert not findings("unescaped-pipe", text)


def test_every_pipe_is_escaped_and_no_other() -> None:
    text = "a | b\n--|--\n![[Old Map.png|a map|100]] | [[Home\\|x]] [[Home|y]]"
    edits = [
        edit for found in findings("unescaped-pipe", text) if found.fix for edit in found.fix.edits
    ]
    fixed = Note.from_text(apply_edits(text, edits))
    assert [(link.path, link.size, link.display) for link in fixed.links] == [
        ("Old Map.png", "100", "a map\\|100"),
        ("Home", None, "x"),
        ("Home", None, "y"),
    ]
