"""Prove a rule by its page: run every case of the page, and the variants that must hold for any
rule.

A package of rules tests its own pages with it, as vaultlint does:

    from my_rules.style.loud_heading import check as RULE

    def test_page():
        check_page(RULE)

    @pytest.mark.parametrize("case", read_cases(RULE.page.read_text("utf-8")))
    def test_case(case, tmp_path):
        check_case(RULE, case, tmp_path)

A failed check is an AssertionError whose text shows what the page says and what the rule did.
`redraw_page` writes into the page what the rule does; read the difference before you keep it.
"""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path

from vaultlint.active import ActiveRule
from vaultlint.config import CommandLine, load_config
from vaultlint.config.types import SCHEMAS
from vaultlint.finding import Finding, Safety
from vaultlint.fix import FixOutcome, fix_note
from vaultlint.kinds import kind_of
from vaultlint.lint import find
from vaultlint.note import Note
from vaultlint.note.source import decode, encode
from vaultlint.page import Block, Case, draw, draw_findings, read_cases, rewrite
from vaultlint.rule import Rule
from vaultlint.vault import Vault

_FENCE = "`" * 12
_PROPERTIES = "---\nsomething: else\n---\n"


class Bench:
    """A vault on disk with one case's files, its rule, and its options."""

    def __init__(self, rule: Rule, case: Case, folder: Path) -> None:
        self.rule = rule
        self.case = case
        self.folder = folder
        for path, text in {**case.files, case.path: case.text}.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(encode(text))
        if case.options:
            options = f"[rules.{rule.id}]\n{case.options}\n"
            (folder / "vaultlint.toml").write_text(options, "utf-8")
        alone = CommandLine(select=(rule.id,))
        config = load_config(folder, {rule.id: rule}, command_line=alone)
        self.rules: Sequence[ActiveRule] = config.rules_for(case.path)
        self.vault = Vault.open(folder)

    def note(self, text: str) -> Note:
        """The case's note with this text instead."""
        return Note.from_text(text, self.case.path, self.vault.settings)

    def find(self, text: str) -> list[Finding]:
        """What the rule finds in the case's note if it holds this text."""
        findings, crashes = find(self.note(text), self.vault, self.rules)
        assert not crashes, crashes[0].trace
        return findings

    def fix(self, text: str, wanted: Safety = Safety.SAFE) -> FixOutcome:
        """What fixing makes of this text; the guard must have nothing against it."""
        outcome = fix_note(self.note(text), self.vault, self.rules, wanted)
        assert outcome.problem is None, outcome.problem
        return outcome


def check_case(rule: Rule, case: Case, folder: Path) -> None:
    """Run everything that must hold for a case; `folder` is an empty folder for its vault."""
    bench = Bench(rule, case, folder)
    found = bench.find(case.text)
    drawn = draw_findings(case.text, found, rule.level)
    assert drawn == case.note.lines, _difference("findings", case.note.lines, drawn)
    check_fixes(bench)
    for name, shift, text in variants(bench):
        if shift is None:  # what is left is what the path alone says
            expected = _places("", bench.find(""))
        else:
            expected = _places(case.text, found, shift)
        assert _places(text, bench.find(text)) == expected, f"other findings {name}"


def check_page(rule: Rule) -> None:
    """A page has all that a reader and a test need: its title, its options, cases of each kind."""
    page = rule.page.read_text("utf-8")
    cases = read_cases(page)
    assert page.startswith(f"# {rule.id}\n"), "a page begins with the rule's id"
    assert any(case.positive for case in cases), "no case with a finding"
    assert any(not case.positive for case in cases), "no case without a finding"
    fixed = any(case.block("fixed", argument) for case in cases for argument in ("", "unsafe"))
    assert fixed == (rule.fixes is not None), (
        "a page has a fixed block if and only if the rule fixes"
    )
    for option in dataclasses.fields(rule.options):
        if option.name == SCHEMAS:  # which the configuration gives to all rules that ask for them
            continue
        assert f"`{option.name.replace('_', '-')}`" in page, f"the option {option.name} is not told"


def redraw_page(rule: Rule, folder: Path) -> None:
    """Rewrite the `note` and `fixed` blocks of a page to what the rule does.

    `folder` is an empty folder for the vaults of the cases. A `fixed` block must be there, empty or
    not, to be written.
    """
    page = rule.page.read_text("utf-8")
    contents: list[tuple[Block, list[str]]] = []
    for number, case in enumerate(read_cases(page)):
        bench = Bench(rule, case, folder / str(number))
        findings = bench.find(case.text)
        contents.append((case.note, draw_findings(case.text, findings, rule.level)))
        for argument, wanted in (("", Safety.SAFE), ("unsafe", Safety.UNSAFE)):
            block = case.block("fixed", argument)
            if block is not None:
                contents.append((block, draw(decode(bench.fix(case.text, wanted).after))))
    rule.page.write_bytes(rewrite(page, contents).encode())


def check_fixes(bench: Bench) -> None:
    """Fixing gives what the page says, leaves nothing to fix, and a second run changes nothing."""
    text = bench.case.text
    for unsafe, wanted in ((False, Safety.SAFE), (True, Safety.UNSAFE)):
        expected = bench.case.fixed(unsafe)
        if expected is None:
            expected = (bench.case.fixed() if unsafe else None) or text
        outcome = bench.fix(text, wanted)
        after = decode(outcome.after)
        drawn, wished = draw(after), draw(expected)
        assert drawn == wished, _difference(f"text fixed ({wanted.name.lower()})", wished, drawn)
        left = [f for f in bench.find(after) if f.fix is not None and f.fix.safety >= wanted]
        assert not left, f"still fixable after a fix: {left}"
        again = bench.fix(after, wanted)
        assert not again.applied, f"a second fix changes: {again.applied}"
        if "\r" not in text:
            windows = bench.fix(text.replace("\n", "\r\n"), wanted)
            assert windows.after == encode(after.replace("\n", "\r\n")), (
                "fixed otherwise under CRLF"
            )


def variants(bench: Bench) -> Iterator[tuple[str, int | None, str]]:
    """Other forms of a case: in words, how many lines its findings move (None: none), its text."""
    text = bench.case.text
    if "\r" not in text:
        yield "under CRLF", 0, text.replace("\n", "\r\n")
    if kind_of(bench.case.path) != "note":
        return
    if not text.startswith(("---", "\ufeff")) and not bench.rule.any_encoding:
        yield "below other properties", _PROPERTIES.count("\n"), _PROPERTIES + text
    if not bench.rule.in_code and not bench.rule.any_encoding and _FENCE not in text:
        yield "inside a code fence", None, f"{_FENCE}\n{text.removesuffix(chr(10))}\n{_FENCE}\n"


def _places(text: str, findings: Sequence[Finding], shift: int = 0) -> list[tuple[object, ...]]:
    """Where findings lie, by line and column, and what they say.

    A finding that is about the note as a whole stays at its start.
    """
    lines = Note.from_text(text).lines
    places: list[tuple[object, ...]] = []
    for finding in findings:
        line, column = lines.position(finding.span.start)
        end_line, end_column = lines.position(finding.span.end)
        down = shift if finding.span.end else 0
        places.append((line + down, column, end_line + down, end_column, finding.message))
    return places


def _difference(what: str, expected: Sequence[str], actual: Sequence[str]) -> str:
    diff = difflib.unified_diff(expected, actual, f"{what}: the page", "the rule", lineterm="")
    return "\n".join(diff)
