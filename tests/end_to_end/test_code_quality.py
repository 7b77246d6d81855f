"""The tree itself: mypy, ruff, and the limits of the house."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from vaultlint.rule_files import find_rules

ROOT = Path(__file__).parents[2]
SOURCES = sorted([*(ROOT / "vaultlint").rglob("*.py"), *(ROOT / "rules").rglob("*.py")])


def run(*command: str) -> None:
    result = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_mypy() -> None:
    run("mypy")


def test_ruff() -> None:
    run("ruff", "check", ".")
    run("ruff", "format", "--check", ".")


def test_no_engine_file_wants_to_be_two() -> None:
    long = {p.name: n for p in SOURCES if (n := len(p.read_text("utf-8").splitlines())) > 250}
    assert not long


def test_every_module_says_what_it_is_and_leaves_nothing_to_do() -> None:
    for path in SOURCES:
        source = path.read_text("utf-8")
        assert source.startswith('"""'), f"{path} does not begin with a docstring"
        assert not re.search(r"\b(TODO|FIXME|XXX)\b", source), path


@pytest.mark.parametrize("package", ["vaultlint/note", "vaultlint/encoding"])
def test_the_largest_packages_say_where_to_find_what(package: str) -> None:
    listed = ast.get_docstring(ast.parse((ROOT / package / "__init__.py").read_text("utf-8")))
    modules = {path.stem for path in (ROOT / package).glob("[!_]*.py")}
    assert listed is not None
    assert modules <= set(re.findall(r"\w+", listed.partition("begin with first:")[2]))


def test_no_regex_repeats_a_group_possessively() -> None:
    """Python 3.11.0 to 3.11.4 match `(?:…)++` wrongly, some Linux systems stay with those, and
    links were not seen there. `(?>(?:…)+)` means the same, and works in all of them.
    """
    possessive = re.compile(r"(?<![(&])\)(?:[*+?]|\{[0-9,]+\})\+")
    for path in SOURCES:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            assert not possessive.search(line), f"{path}:{number}"


def test_imports_point_upwards_in_the_map_of_the_tree() -> None:
    """CONTRIBUTING.md lists every part of the engine, and none uses one further down."""
    contributing = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    parts = re.findall(r"^vaultlint/(\w+)(?:\.py|/)", contributing, re.MULTILINE)
    there = {p.stem for p in (ROOT / "vaultlint").iterdir() if not p.name.startswith(("_", "py."))}
    assert set(parts) == there
    for path in (ROOT / "vaultlint").rglob("*.py"):
        part = path.relative_to(ROOT / "vaultlint").with_suffix("").parts[0]
        if part.startswith("__"):
            continue
        tree = ast.parse(path.read_text("utf-8"))
        types = {
            inner
            for node in ast.walk(tree)
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
            for inner in ast.walk(node)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node not in types:
                used = re.match(r"vaultlint\.(\w+)", node.module or "")
                assert not used or parts.index(used[1]) <= parts.index(part), (
                    f"{path}:{node.lineno}"
                )


def test_the_readme_lists_every_rule() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for rule in find_rules().values():
        page = f"rules/{rule.group}/{rule.id.replace('-', '_')}.md"
        assert f"[{rule.id}]({page})" in readme
