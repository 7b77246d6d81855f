"""Tests of suppressions: what a directive covers, what is no directive, and which have no work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.timing import grows_too_fast, seconds_of
from vaultlint.active import ActiveRule
from vaultlint.finding import Finding, Level, Span
from vaultlint.lint import check_note, find
from vaultlint.note import Note
from vaultlint.page import draw_findings
from vaultlint.rule import NoOptions, Rule
from vaultlint.rule_files import find_rules
from vaultlint.suppress import UNUSED, KnownRules, apply_suppressions
from vaultlint.vault import Vault

DOCS = Path(__file__).resolve().parent.parent / "docs"
GROUPS: Mapping[str, str] = {
    "bad-word": "words",
    "worse-word": "words",
    "odd-sign": "signs",
    "quiet": "silence",
    UNUSED: "suppressions",
}


@dataclass(frozen=True, slots=True)
class Words:
    """What a rule of these tests finds: every place where the pattern matches."""

    pattern: str = "BAD"


def find_words(note: Note, options: Words) -> Iterator[Finding]:
    for match in re.finditer(options.pattern, note.text):
        yield Finding(Span(*match.span()), match[0])


def fail(note: Note, options: Words) -> Iterator[Finding]:
    raise RuntimeError("this rule always fails")


def active(name: str, pattern: str = "", check: object = find_words) -> ActiveRule:
    made = Rule(
        id=name,
        group=GROUPS[name],
        summary="",
        level=Level.WARNING,
        preset=None,
        fixes=None,
        changes=frozenset(),
        options=Words,
        uses_vault=False,
        in_code=False,
        any_encoding=False,
        check=check,  # type: ignore[arg-type]
        page=Path("page.md"),
    )
    return ActiveRule(made, Words(pattern))


JUDGE = ActiveRule(find_rules()[UNUSED], KnownRules(GROUPS))
RULES = [active("bad-word", "BAD"), active("worse-word", "WORSE"), active("odd-sign", "[§¶]")]
VAULT = Vault.of({})


def left(text: str, rules: list[ActiveRule] | None = None) -> str:
    """The messages of the findings that are left, suppressions themselves not judged."""
    findings, crashes = find(Note.from_text(text), VAULT, rules or RULES)
    assert not crashes
    return " ".join(finding.message for finding in findings)


def judged(text: str, rules: list[ActiveRule] | None = None) -> list[str]:
    """What is said of the suppressions, each with the text it is said of."""
    findings, _ = find(Note.from_text(text), VAULT, [*(RULES if rules is None else rules), JUDGE])
    return [
        f"{text[slice(*finding.span)]}: {finding.message}"
        for finding in findings
        if finding.rule == UNUSED
    ]


@pytest.mark.parametrize(
    ("text", "remaining"),
    [
        # one line
        ("BAD 1 %% vaultlint-disable-line %%\nBAD", "BAD"),
        ("%% vaultlint-disable-line %% BAD § \n§", "§"),
        ("BAD § <!-- vaultlint-disable-line bad-word -->\nBAD", "§ BAD"),
        ("BAD § %%vaultlint-disable-line bad-word%%", "§"),
        ("BAD § %%\tvaultlint-disable-line\tbad-word\t%%", "§"),
        ("BAD WORSE § %% vaultlint-disable-line words %%", "§"),
        ("BAD WORSE § %% vaultlint-disable-line bad-word odd-sign %%", "WORSE"),
        ("BAD WORSE § %% vaultlint-disable-line bad-word, odd-sign %%", "WORSE"),
        ("BAD WORSE § %% vaultlint-disable-line bad-word -- odd-sign is meant %%", "WORSE §"),
        ("BAD § %% vaultlint-disable-line -- quoted %%", ""),
        ("BAD %% vaultlint-disable-line quiet %%", "BAD"),
        ("- BAD %% vaultlint-disable-line %%\n- BAD", "BAD"),
        ("> BAD %% vaultlint-disable-line %%\n> BAD", "BAD"),
        ("| a | b |\n|---|---|\n| BAD | %% vaultlint-disable-line %% |\n| BAD | |", "BAD"),
        ("# BAD %% vaultlint-disable-line %%\n\nBAD", "BAD"),
        ("BAD %% vaultlint-disable-line %%\r\nBAD\r\n", "BAD"),
        ("<!-- x --><!-- vaultlint-disable-line odd-sign --> BAD §", "BAD"),
        ("<!----><!-- vaultlint-disable-line odd-sign --> BAD §", "BAD"),
        # the next line
        ("%% vaultlint-disable-next-line %%\nBAD\nWORSE", "WORSE"),
        ("BAD %% vaultlint-disable-next-line %%\nWORSE", "BAD"),
        ("<!-- vaultlint-disable-next-line words -->\nBAD §\nBAD", "§ BAD"),
        ("%%\nvaultlint-disable-next-line\nbecause\n%%\nBAD\nWORSE", "WORSE"),
        ("%% vaultlint-disable-next-line %%\r\nBAD\r\nWORSE", "WORSE"),
        ("§ %% vaultlint-disable-next-line %%", "§"),
        # from here to there
        ("BAD\n\n%% vaultlint-disable %%\n\nBAD\n\n%% vaultlint-enable %%\n\nWORSE", "BAD WORSE"),
        ("BAD %% vaultlint-disable %% WORSE %% vaultlint-enable %% §", "BAD §"),
        ("%% vaultlint-disable %%\n\nBAD\n\n§", ""),
        ("%% vaultlint-disable bad-word %%\n\nBAD §", "§"),
        ("%% vaultlint-disable words %%\n\nBAD WORSE\n\n%% vaultlint-enable bad-word %%\n\n"
         "BAD WORSE", "BAD"),
        ("%% vaultlint-disable %%\n\nBAD §\n\n%% vaultlint-enable signs %%\n\nBAD §", "§"),
        ("%% vaultlint-disable bad-word %% %% vaultlint-disable signs %%\n\nBAD §\n\n"
         "%% vaultlint-enable %%\n\nBAD §", "BAD §"),
        ("%% vaultlint-disable bad-word %%\n\n%% vaultlint-enable odd-sign %%\n\nBAD", ""),
        ("<!-- vaultlint-disable -->\n\nBAD\n\n%% vaultlint-enable %%\n\nWORSE", "WORSE"),
        ("%% vaultlint-enable %%\n\nBAD", "BAD"),
        # the file
        ("BAD\n\nWORSE §\n\n%% vaultlint-disable-file %%", ""),
        ("BAD\n\nWORSE §\n\n%% vaultlint-disable-file words %%", "§"),
        ("---\na: BAD\n---\n%% vaultlint-disable-file bad-word %%\n§", "§"),
        ("---\na: BAD\n---\n%% vaultlint-disable bad-word %%\nBAD", "BAD"),
        # the property
        ("---\nvaultlint: off\na: BAD\n---\nWORSE §", ""),
        ("---\nvaultlint: OFF\n---\nBAD", ""),
        ("---\nvaultlint: false\n---\nBAD", ""),
        ('---\nvaultlint: "off"\n---\nBAD', ""),
        ("---\nvaultlint: bad-word\n---\nBAD §", "§"),
        ("---\nvaultlint: bad-word, odd-sign\n---\nBAD WORSE §", "WORSE"),
        ("---\nvaultlint: [bad-word, signs]\n---\nBAD WORSE §", "WORSE"),
        ("---\nvaultlint:\n  - words\n---\nBAD WORSE §", "§"),
        ("\ufeff---\r\nvaultlint: [words]\r\n---\r\nBAD §", "§"),
        ("---\nvaultlint: on\n---\nBAD", "BAD"),
        ("---\nvaultlint:\n---\nBAD", "BAD"),
        ("---\nvaultlint: {a: off}\n---\nBAD", "BAD"),
        ("---\nother:\n  vaultlint: off\n---\nBAD", "BAD"),
        # no directives
        ("BAD `%% vaultlint-disable-line %%`", "BAD"),
        ("```\n%% vaultlint-disable-file %%\n```\nBAD", "BAD"),
        ("    %% vaultlint-disable-file %%\n\nBAD", "BAD"),
        ("$$\n%% vaultlint-disable-file %%\n$$\nBAD", "BAD"),
        ("vaultlint-disable-file BAD", "BAD"),
        ("% vaultlint-disable-file % BAD", "BAD"),
        ("%% do not write vaultlint-disable-file %% BAD", "BAD"),
        ("%% vaultlint-disable-files %% BAD", "BAD"),
        ("%% vaultlint-disable-file: %% BAD", "BAD"),
        ("%% VAULTLINT-DISABLE-FILE %% BAD", "BAD"),
        # comments in HTML blocks
        ("<div>\n<!-- vaultlint-disable-file -->\n</div>\nBAD", ""),
        ("<!-- a --> <!-- vaultlint-disable-file bad-word -->\n\nBAD §", "§"),
        ("  %% vaultlint-disable-file %%  \n\nBAD", ""),
        ("BAD\n\n%% vaultlint-disable-file", ""),
    ],
)  # fmt: skip
def test_what_is_suppressed(text: str, remaining: str) -> None:
    assert left(text) == remaining


def test_a_finding_lies_on_the_line_it_starts_in() -> None:
    rules = [active("bad-word", r"B\nA"), active("odd-sign", r"$")]
    assert left("B\nA %% vaultlint-disable-line bad-word %%", rules[:1]) == "B\nA"
    assert left("%% vaultlint-disable-next-line bad-word %%\nB\nA", rules[:1]) == ""
    assert left("a\nb %% vaultlint-disable-line odd-sign %%", rules[1:]) == ""
    assert left("%% vaultlint-disable-next-line odd-sign %%\n", rules[1:]) == ""
    assert left("%% vaultlint-disable %%", [active("odd-sign", r"(?!\n)\Z")]) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("BAD %% vaultlint-disable-line %%", []),
        ("BAD %% vaultlint-disable-line bad-word %%", []),
        ("BAD %% vaultlint-disable-line words %%", []),
        ("%% vaultlint-disable-line %%",
         ["%% vaultlint-disable-line %%: `vaultlint-disable-line` suppresses nothing"]),
        ("a <!-- vaultlint-disable-file words --> b",
         ["words: `vaultlint-disable-file words` suppresses nothing"]),
        ("BAD %% vaultlint-disable-line bad-word, odd-sign %%",
         ["odd-sign: `vaultlint-disable-line odd-sign` suppresses nothing"]),
        ("%% vaultlint-disable bad-word %%\n\n%% vaultlint-enable %%\n\nBAD",
         ["bad-word: `vaultlint-disable bad-word` suppresses nothing"]),
        ("BAD\n\n%% vaultlint-disable %%",
         ["%% vaultlint-disable %%: `vaultlint-disable` suppresses nothing"]),
        ("%% vaultlint-disable-next-line %%",
         ["%% vaultlint-disable-next-line %%: `vaultlint-disable-next-line` suppresses nothing"]),
        ("%% vaultlint-enable %%", []),
        # only of rules that ran
        ("%% vaultlint-disable-line quiet %%", []),
        ("%% vaultlint-disable-line silence %%", []),
        # names
        ("BAD %% vaultlint-disable-line bad-wrod %%",
         ["bad-wrod: unknown rule or group `bad-wrod`; did you mean `bad-word`?"]),
        ("%% vaultlint-enable xyz %%", ["xyz: unknown rule or group `xyz`"]),
        ("%% vaultlint-disable-file xyz bad-word %% BAD", ["xyz: unknown rule or group `xyz`"]),
        ("%% vaultlint-disable-file " + "x" * 70 + " %%",
         ["x" * 70 + ": unknown rule or group `" + "x" * 60 + "…`"]),
        ("%% vaultlint-disable-lines %%",
         ["%% vaultlint-disable-lines %%: unknown directive `vaultlint-disable-lines`; "
          "did you mean `vaultlint-disable-line`?"]),
        ("%% vaultlint-results-of-monday %%", []),
        # the property
        ("---\nvaultlint: off\n---\n",
         ["vaultlint: off: `vaultlint: off` suppresses nothing"]),
        ("---\nvaultlint: [signs, bad-word]\n---\n§",
         ["bad-word: `bad-word` in the property `vaultlint` suppresses nothing"]),
        ("---\nvaultlint: on\n---\nBAD", ["on: unknown rule or group `on`"]),
        ("---\nvaultlint:\n---\n",
         ["vaultlint:: the property `vaultlint` must be `off` or a list of rules"]),
        ("---\nvaultlint: [{a: b}]\n---\n",
         ["vaultlint: [{a: b}]: the property `vaultlint` must be `off` or a list of rules"]),
        # one within another: each that covers a finding has work
        ("%% vaultlint-disable %%\n\nBAD %% vaultlint-disable-line bad-word %%", []),
        ("%% vaultlint-disable %%\n\n%% vaultlint-disable %%\n\nBAD", []),
        # reports can be suppressed, though not by the suppression that they are about
        ("%% vaultlint-disable-line unused-suppression %% %% vaultlint-disable-line %%", []),
        ("%% vaultlint-disable-line suppressions bad-word %%", []),
        ("%% vaultlint-disable-file unused-suppression %%\n\n%% vaultlint-disable-line xyz %%", []),
        ("---\nvaultlint: off\n---\n%% vaultlint-disable-line bad-word %%", []),
        ("---\nvaultlint: off\n---\nBAD %% vaultlint-disable-line bad-word %%", []),
        ("%% vaultlint-disable-file %%\n\n%% vaultlint-disable-line bad-word %%", []),
    ],
)  # fmt: skip
def test_what_is_said_of_suppressions(text: str, said: list[str]) -> None:
    assert judged(text) == said


def test_nothing_is_said_unless_the_rule_runs() -> None:
    assert left("%% vaultlint-disable-line bad-word xyz %%") == ""


def test_nothing_is_said_where_a_rule_failed() -> None:
    text = "%% vaultlint-disable-line %%\n%% vaultlint-disable-line bad-word %%"
    assert len(judged(text)) == 2
    assert judged(text, [*RULES, active("quiet", check=fail)]) == []


def test_reports_have_the_level_of_the_configuration() -> None:
    note = Note.from_text("%% vaultlint-disable-line %%")
    result = check_note(note, VAULT, [ActiveRule(JUDGE.rule, JUDGE.options, Level.INFO)])
    assert [(found.rule, found.level, found.line) for found in result.findings] == [
        (UNUSED, Level.INFO, 1)
    ]


def test_without_options_the_rules_that_ran_are_known() -> None:
    judge = ActiveRule(JUDGE.rule, NoOptions())
    note = Note.from_text("%% vaultlint-disable-file words quiet %% BAD")
    findings, _ = find(note, VAULT, [*RULES, judge])
    assert [finding.message for finding in findings] == ["unknown rule or group `quiet`"]


TOKENS = [
    "BAD", "§", "%%", "%% vaultlint-disable %%", "%% vaultlint-enable %%",
    "%% vaultlint-disable-line words %%", "<!-- vaultlint-disable-next-line -->", "\n", "\r\n", " ",
    "`", "```\n", "---\n", "vaultlint: off\n", "vaultlint: [words]\n", "> ", "- ", "\udc80", "\0",
    "\u2028", "%% vaultlint-disable-file xyz", "-->", "<!--", "vaultlint-",
]  # fmt: skip


@given(st.lists(st.sampled_from(TOKENS), max_size=25).map("".join))
def test_any_text(text: str) -> None:
    note = Note.from_text(text)
    found = [RULES[0].stamp(finding) for finding in find_words(note, Words("BAD"))]
    kept = apply_suppressions(note, found, [*RULES, JUDGE])
    assert [finding for finding in kept if finding.rule != UNUSED] == [
        finding for finding in found if finding in kept
    ]
    for finding in kept:
        assert 0 <= finding.span.start <= finding.span.end <= len(note.text)
        assert finding.rule == UNUSED or finding in found
    if "vaultlint" not in text:
        assert kept == found


@pytest.mark.parametrize(
    ("before", "unit", "behind", "count"),
    [
        ("%% vaultlint-disable-file ", "a", " %%", 300_000),
        ("%% vaultlint-disable-file ", "a ", "%%", 30_000),
        ("%% vaultlint-disable-file ", "bad-w{} ", "%%", 20_000),
        ("", "BAD %% vaultlint-disable-line %%\n", "", 5_000),
        ("", "%% vaultlint-disable %% BAD\n", "", 5_000),
        ("", "%% vaultlint-disable-file bad-word %% BAD\n", "", 5_000),
        ("", "%% vaultlint-disable bad-word %% BAD %% vaultlint-enable %%\n", "", 3_000),
        ("", "<div><!-- vaultlint-disable\n", "", 10_000),
    ],
)
def test_hostile_notes_take_no_longer_than_their_parsing(
    before: str, unit: str, behind: str, count: int
) -> None:
    def seconds(size: int) -> float:
        text = before + "".join(unit.format(number) for number in range(size)) + behind
        note = Note.from_text(text)
        found = [RULES[0].stamp(finding) for finding in find_words(note, Words("BAD"))]
        assert note.inline is not None
        return seconds_of(lambda: apply_suppressions(note, found, [*RULES, JUDGE]))

    assert not grows_too_fast(seconds, count // 8)


# The page for users

PAGE = (DOCS / "suppressions.md").read_text("utf-8")
EXAMPLES = re.findall(r"^~~~~note\n(.*?)^~~~~", PAGE, re.M | re.S)


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) >= 5


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_of_the_page(example: str) -> None:
    """The carets and messages under the lines are all that the rules say that are on by default."""
    shown = example.removesuffix("\n").split("\n")
    lines = [line for line in shown if not re.match(r" *\^+ ", line)]
    text = "\n".join(lines) + "\n"
    groups = {rule.id: rule.group for rule in find_rules().values()}
    rules = [
        ActiveRule(rule, KnownRules(groups) if rule.id == UNUSED else rule.options())
        for rule in find_rules().values()
        if rule.preset is not None
    ]
    findings, crashes = find(Note.from_text(text), Vault.of({"Home.md": ""}), rules)
    assert not crashes
    assert draw_findings(text, findings, Level.WARNING) == shown
