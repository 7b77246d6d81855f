"""Every rule's page is its test: runs all cases of all pages, and demands that the cases suffice.

With VAULTLINT_REWRITE_PAGES=1 in the environment the pages' `note` and `fixed` blocks are rewritten
to what the rules do; read the difference before you commit it.
"""

from __future__ import annotations

import dataclasses
import os
import re
from pathlib import Path

import pytest

from vaultlint.finding import Safety
from vaultlint.note.source import decode
from vaultlint.page import Block, Case, draw, draw_findings, read_cases, rewrite
from vaultlint.rule import Rule, find_rules
from vaultlint.testing import Bench, check_case

RULES = find_rules()
CASES = {
    f"{rule.id}: {case.title}": (rule, case)
    for rule in RULES.values()
    for case in read_cases(rule.page.read_text("utf-8"))
}
REWRITE = os.environ.get("VAULTLINT_REWRITE_PAGES") == "1"


@pytest.mark.skipif(REWRITE, reason="the pages are being rewritten")
@pytest.mark.parametrize("name", CASES)
def test_case(name: str, tmp_path: Path) -> None:
    rule, case = CASES[name]
    check_case(rule, case, tmp_path)


@pytest.mark.skipif(not REWRITE, reason="only with VAULTLINT_REWRITE_PAGES=1")
@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_rewrite(rule: Rule, tmp_path: Path) -> None:
    page = rule.page.read_text("utf-8")
    contents: list[tuple[Block, list[str]]] = []
    for number, case in enumerate(read_cases(page)):
        bench = Bench(rule, case, tmp_path / str(number))
        findings = bench.find(case.text)
        contents.append((case.note, draw_findings(case.text, findings, rule.level)))
        for argument, wanted in (("", Safety.SAFE), ("unsafe", Safety.UNSAFE)):
            block = case.block("fixed", argument)
            if block is not None:
                contents.append((block, draw(decode(bench.fix(case.text, wanted).after))))
    rule.page.write_text(rewrite(page, contents), "utf-8")


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_page_suffices(rule: Rule) -> None:
    page = rule.page.read_text("utf-8")
    cases = read_cases(page)
    assert page.startswith(f"# {rule.id}\n"), "a page begins with the rule's id"
    assert any(case.positive for case in cases), "no case with a finding"
    assert any(not case.positive for case in cases), "no case without a finding"
    assert any(_is_fixed(case) for case in cases) == (rule.fixes is not None), (
        "a page has a fixed block if and only if the rule fixes"
    )
    for option in dataclasses.fields(rule.options):
        assert f"`{option.name.replace('_', '-')}`" in page, f"the option {option.name} is not told"


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_rule_is_well_formed(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.id)
    assert rule.summary
    rule.options()  # every option has a default


def test_all_rule_modules_are_found(pytestconfig: pytest.Config) -> None:
    modules = {
        path.stem.replace("_", "-")
        for path in (pytestconfig.rootpath / "rules").glob("*/*.py")
        if not path.stem.startswith("_")
    }
    assert modules == set(RULES)


def _is_fixed(case: Case) -> bool:
    return case.fixed() is not None or case.fixed(unsafe=True) is not None
