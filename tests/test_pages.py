"""Every rule's page is its test: runs all cases of all pages, and demands that the cases suffice.

With VAULTLINT_REWRITE_PAGES=1 in the environment the pages' `note` and `fixed` blocks are rewritten
to what the rules do; read the difference before you commit it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from vaultlint.page import read_cases
from vaultlint.rule import Rule
from vaultlint.rule_files import find_rules
from vaultlint.testing import check_case, check_page, redraw_page

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
    redraw_page(rule, tmp_path)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_page_suffices(rule: Rule) -> None:
    check_page(rule)


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
