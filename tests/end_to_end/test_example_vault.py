"""The vault of the README: every built-in rule finds something in it, and fixing it is safe."""

from __future__ import annotations

from pathlib import Path

from vaultlint.rule_files import find_rules

from .conftest import Run, copy_tree, findings, fingerprint

EXAMPLE = Path(__file__).parents[2] / "examples" / "vault"


def test_every_rule_finds_something_but_not_in_home(run: Run) -> None:
    found = findings(run("--format", "json", EXAMPLE))
    assert {f["rule"] for f in found} == set(find_rules())
    assert not [f for f in found if f["path"] in ("Home.md", "Recipes.md")]


def test_fix_diff_and_undo(tmp_path: Path, run: Run) -> None:
    vault = copy_tree(EXAMPLE, tmp_path / "vault")
    original = fingerprint(vault)
    diff = run("--diff", vault)
    assert b"+It\xe2\x80\x99s late" in diff.stdout
    assert fingerprint(vault) == original

    assert run("--fix", "--unsafe-fixes", vault).returncode == 1  # an impossible date stays
    fixed = fingerprint(vault)
    assert fixed != original
    left = findings(run("--format", "json", vault))
    assert {f["rule"] for f in left} == {
        "impossible-date",
        "unresolved-link",
        "unused-suppression",
    }

    assert run("undo", "--vault", vault).returncode == 0
    assert fingerprint(vault) == original
