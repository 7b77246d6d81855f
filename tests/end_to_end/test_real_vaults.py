"""Ten real vaults: they check and fix without a crash, once is enough, and undo brings all back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Run, copy_tree, findings, fingerprint

VAULTS = (
    "11ze", "7wate-wiki", "afissard", "bramses", "gasquez-handbook",
    "kepano", "nexusvitae", "tasks-demo", "tasks-docs", "wendland",
)  # fmt: skip
WAYS = {
    "fix": ["--fix"],
    "unsafe": ["--fix", "--unsafe-fixes"],
    "tidy": ["--fix", "--preset", "tidy"],
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", VAULTS)
def test_fixing_a_vault(name: str, way: str, shared: Path, tmp_path: Path, run: Run) -> None:
    vault = copy_tree(shared / "vaults" / name, tmp_path / "vault")
    original = fingerprint(vault)
    options = [*WAYS[way], "--vault", vault, "--format", "json"]

    first = run(*options)
    left = findings(first)
    assert not [f for f in left if f["rule"] == "unreadable-note"]
    summary = json.loads(first.stdout)["summary"]
    assert not summary["not_fixed"], "the guard refused a fix, or rules undo one another"
    assert not summary["rule_errors"]
    fixed = fingerprint(vault)
    assert fixed.keys() == original.keys()

    second = run(*options)
    assert fingerprint(vault) == fixed
    assert findings(second) == left

    if fixed != original:
        undone = run("undo", "--vault", vault)
        assert undone.returncode == 0, undone.stderr.decode()
    assert fingerprint(vault) == original


@pytest.mark.parametrize("name", VAULTS)
def test_checking_writes_nothing_and_places_are_true(name: str, shared: Path, run: Run) -> None:
    vault = shared / "vaults" / name
    before = fingerprint(vault)
    result = run("--preset", "tidy", "--vault", vault, "--format", "json")
    found = findings(result)
    assert not json.loads(result.stdout)["summary"]["rule_errors"]
    assert fingerprint(vault) == before
    for finding in found:
        text = (vault / finding["path"]).read_bytes().decode("utf-8", "surrogateescape")
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert 1 <= finding["line"] <= finding["end_line"] <= len(lines)
        assert 1 <= finding["column"] <= len(lines[finding["line"] - 1]) + 1
        assert (finding["line"], finding["column"]) <= (finding["end_line"], finding["end_column"])
