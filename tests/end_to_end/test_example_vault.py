"""The vault of the README: every built-in rule finds something in it, and fixing it is safe."""

from __future__ import annotations

from pathlib import Path

from vaultlint.rule_files import find_rules

from .conftest import Run, copy_tree, findings, fingerprint

EXAMPLE = Path(__file__).parents[2] / "examples" / "vault"
UNFIXED = {  # what only a person can mend, or what may be as it should be
    "ambiguous-link",
    "broken-base",
    "broken-canvas",
    "broken-setting",
    "broken-table",
    "daily-note-date",
    "date-order",
    "duplicate-block-id",
    "embed-loop",
    "empty-note",
    "file-name",
    "impossible-date",
    "leftover-placeholder",
    "missing-property",
    "orphan-note",
    "oversized-note",
    "replacement-character",
    "schema-violation",
    "self-link",
    "truncated-tag",
    "unclosed-code",
    "unclosed-comment",
    "unclosed-math",
    "undefined-footnote",
    "unreachable-heading",
    "unresolved-block",
    "unresolved-link",
    "unused-attachment",
    "unused-footnote",
    "unused-suppression",
}


def test_every_rule_finds_something_but_not_in_home(run: Run) -> None:
    found = findings(run("--format", "json", EXAMPLE))
    assert {f["rule"] for f in found} == set(find_rules())
    assert not [f for f in found if f["path"] in ("Home.md", "Recipes.md")]
    quiet = {rule.id for rule in find_rules().values() if rule.preset is None}
    assert {f["rule"] for f in found if f["path"].startswith("Strict/")} == quiet


def test_fix_diff_and_undo(tmp_path: Path, run: Run) -> None:
    vault = copy_tree(EXAMPLE, tmp_path / "vault")
    original = fingerprint(vault)
    diff = run("--diff", vault)
    assert b"+It\xe2\x80\x99s late" in diff.stdout
    assert fingerprint(vault) == original

    assert run("--fix", "--unsafe-fixes", vault).returncode == 1  # some problems stay
    fixed = fingerprint(vault)
    assert fixed != original
    assert run("--fix", "--unsafe-fixes", vault).returncode == 1  # and has nothing left to do
    assert fingerprint(vault) == fixed
    left = findings(run("--format", "json", vault))
    assert {f["rule"] for f in left} == UNFIXED

    assert run("undo", "--vault", vault).returncode == 0
    assert fingerprint(vault) == original
